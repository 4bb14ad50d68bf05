import { expect, test } from 'vitest'
import { better, readingOf } from './server-clock'

test('the reply is taken to have been written half-way through its round trip', () => {
  expect(readingOf(1_000_000, 500, 700).offsetMs).toBe(1_000_000 + 100 - 700)
})

test('of two readings the quicker is trusted, whichever came first', () => {
  const quick = readingOf(1_000_000, 0, 40)
  const slow = readingOf(1_003_000, 3_000, 3_900)
  expect(better(quick, slow)).toBe(quick)
  expect(better(slow, quick)).toBe(quick)
})

test('a reading that has grown old gives way to any newer one', () => {
  const quick = readingOf(1_000_000, 0, 40)
  const later = readingOf(1_070_000, 70_000, 72_000)
  expect(better(quick, later)).toBe(later)
})
