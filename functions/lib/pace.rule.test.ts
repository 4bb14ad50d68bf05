import { expect, test } from 'vitest'
import { paced } from './pace.rule.ts'

const pace = { burst: 20, perSecond: 10 }

/** How many of these calls, so many milliseconds apart, are let through. */
function letThrough(calls: number, everyMs: number): number {
  let evenAt = 0
  let through = 0
  for (let i = 0; i < calls; i++) {
    const next = paced(evenAt, 1_000_000 + i * everyMs, pace)
    if (next === 'too-fast') continue
    evenAt = next
    through++
  }
  return through
}

test.each([
  ['a thumb that taps eight times a second for a minute is never refused', 480, 125, 480],
  ['twenty taps at once are let through', 20, 0, 20],
  ['the twenty-first at once is not', 21, 0, 20],
  ['a script at two hundred a second gets twenty and then ten a second', 2_000, 5, 119],
])('%s', (_, calls, everyMs, through) => {
  expect(letThrough(calls, everyMs)).toBe(through)
})

test('who was refused waits no longer than one call is worth, however often they tried', () => {
  let evenAt = 0
  for (let i = 0; i < 20; i++) evenAt = paced(evenAt, 5_000, pace) as number
  for (let i = 0; i < 500; i++) expect(paced(evenAt, 5_000, pace)).toBe('too-fast')
  expect(paced(evenAt, 5_099, pace)).toBe('too-fast')
  expect(paced(evenAt, 5_100, pace)).not.toBe('too-fast')
})
