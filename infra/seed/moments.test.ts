import { expect, test } from 'vitest'
import { momentOf } from './moments.ts'

const start = '2026-06-12T02:00:00.000Z'

test('moments are counted from the start, forwards and back, in minutes, hours and days', () => {
  expect(momentOf('+2m', start)).toBe('2026-06-12T02:02:00.000Z')
  expect(momentOf('-3h', start)).toBe('2026-06-11T23:00:00.000Z')
  expect(momentOf('+30d', start)).toBe('2026-07-12T02:00:00.000Z')
})

test('what is no moment is a mistake of the file', () => {
  for (const text of ['', '2m', '+m', '+2w', '2026-06-12']) expect(() => momentOf(text, start)).toThrow(text)
})
