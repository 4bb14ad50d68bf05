import { beforeEach, expect, test } from 'vitest'
import { monotonicMs, noteServerTime } from './server-clock'
import { dateOf, dayWords, deadlineOf, momentOf, whenOf } from './words'

/** By the server’s clock it is so late in 2026 that in China it is 2027. */
const NEW_YEAR = '2026-12-31T16:30:00.000Z'
beforeEach(() => noteServerTime({ serverTime: NEW_YEAR }, monotonicMs()))

test('a date of this year is said without it, by China’s time and the server’s clock', () => {
  expect(dayWords('2027-06-12')).toBe('6月12日')
  expect(dateOf(NEW_YEAR)).toBe('1月1日')
})

test('a date of any other year is said with it', () => {
  expect(dayWords('2026-12-31')).toBe('2026年12月31日')
  expect(dateOf('2019-06-12T02:00:00.000Z')).toBe('2019年6月12日')
  expect(dateOf('2028-02-29T02:00:00.000Z')).toBe('2028年2月29日')
  expect(deadlineOf('2019-06-12T02:00:00.000Z')).toBe('2019年6月12日（周三）10:00')
  expect(momentOf('2019-06-12T02:00:00.000Z')).toBe('2019年6月12日 10:00:00')
  expect(whenOf('2019-06-12T02:00:00.000Z', Date.parse(NEW_YEAR))).toBe('2019年6月12日 10:00')
})

test('yesterday is another year on New Year’s Day', () =>
  expect(dateOf('2026-12-31T15:59:59.000Z')).toBe('2026年12月31日'))
