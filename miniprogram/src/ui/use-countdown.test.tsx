import { expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { hidePage, showPage } from '../../test/test-taro'
import { leftUntil, untilNextTick, useCountdown } from './use-countdown'

const END = Date.parse('2026-06-12T02:00:00.000Z')
const said = (beforeMs: number) => {
  const { hours, minutes, seconds } = leftUntil(END, END - beforeMs)
  return `${hours}:${minutes}:${seconds}`
}

test.each([
  [83_000, '00:01:23'],
  [82_001, '00:01:23'],
  [82_000, '00:01:22'],
  [1, '00:00:01'],
  [0, '00:00:00'],
  [-5_000, '00:00:00'],
  [3_600_000, '01:00:00'],
  [27 * 3_600_000 + 61_000, '27:01:01'],
])('%d ms before the end it reads %s: a second that has begun is still shown', (beforeMs, words) => {
  expect(said(beforeMs)).toBe(words)
})

test('it is over exactly at the end, not a millisecond before', () => {
  expect(leftUntil(END, END - 1).ms).toBe(1)
  expect(leftUntil(END, END).ms).toBe(0)
})

test('the next tick comes just past the next whole second before the end, and never at once', () => {
  expect(untilNextTick(82_400)).toBe(405)
  expect(untilNextTick(82_000)).toBe(1_005)
  expect(untilNextTick(1)).toBe(6)
})

test('a page that lies under another neither ticks nor calls; its end is told when one looks again, once', async () => {
  vi.useFakeTimers({ now: END - 10_000 })
  let [ended, drawn] = [0, 0]
  const hook = await runHook(() => {
    drawn++
    return useCountdown('2026-06-12T02:00:00.000Z', () => ended++)
  })
  await act(() => vi.advanceTimersByTimeAsync(1_005))
  expect(hook.now().seconds).toBe('09')
  await act(async () => hidePage())
  const before = drawn
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect([ended, drawn]).toEqual([0, before])
  await act(async () => showPage())
  expect([ended, hook.now().seconds]).toEqual([1, '00'])
  for (const come of [hidePage, showPage]) await act(async () => come())
  expect(ended).toBe(1)
  await hook.leave()
  vi.useRealTimers()
})
