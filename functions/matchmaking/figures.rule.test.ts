import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellFrom, cellOf, toldCount, toldEvents, toldParts } from './figures.rule.ts'
import { single } from './test-singles.ts'

test('a count between one and four is not told; nobody is', () => {
  expect([0, 1, 4, 5].map((count) => toldCount(count).count)).toEqual([0, undefined, undefined, 5])
})

test('people are counted by gender and decade of birth', () => {
  expect(cellFrom(cellOf(single({ gender: 'male', birthYear: 1999 })))).toEqual({
    gender: 'male',
    bornFrom: 1990,
  })
  expect([cellFrom('pk'), cellFrom('female-x')]).toEqual([undefined, undefined])
})

test('a single gap beside a total takes a second one with it', () => {
  expect(toldParts([{ count: 3 }, { count: 9 }, { count: 6 }])).toEqual([{}, { count: 9 }, {}])
  expect(toldParts([{ count: 3 }, { count: 2 }, { count: 6 }])).toEqual([{}, {}, { count: 6 }])
  expect(toldParts([{ count: 1 }, { count: 1 }, { count: 6 }, { count: 8 }])).toEqual([
    {},
    {},
    {},
    { count: 8 },
  ])
  expect(toldParts([{ count: 0 }, { count: 9 }])).toEqual([{ count: 0 }, { count: 9 }])
})

test('each count of the events has a total of its own, and a small one takes another event’s with it', () => {
  const none = { women: 0, men: 0, womenCame: 0, menCame: 0, mutual: 0, together: 0, married: 0 }
  const told = toldEvents([
    { ...none, eventId: 'one', women: 20, mutual: 6 },
    { ...none, eventId: 'two', women: 12, mutual: 3 },
  ])
  expect(told.events).toEqual([
    { ...none, eventId: 'one', women: 20, mutual: undefined },
    { ...none, eventId: 'two', women: 12, mutual: undefined },
  ])
  expect(told.total).toEqual({ ...none, women: 32, mutual: 9 })
})

test('whatever the counts, no cell below five is told or can be worked out from the total', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }), (counts) => {
      const told = toldParts(counts.map((count) => ({ count })))
      const hidden = counts.filter((_, i) => told[i]?.count === undefined)
      expect(told.every(({ count }) => count === undefined || count === 0 || count >= 5)).toBe(true)
      // Alone it would be the total less the others; alone it may stand only where it is the total, which is withheld.
      if (hidden.length === 1) expect(counts.filter((count) => count > 0)).toHaveLength(1)
      // Nor are those who are withheld too few all together, unless they are all there are, who are withheld as well.
      const sum = (all: readonly number[]) => all.reduce((one, next) => one + next, 0)
      if (hidden.length > 0 && sum(counts) >= 5) expect(sum(hidden)).toBeGreaterThanOrEqual(5)
    }),
    { seed: 6, numRuns: 2_000 },
  )
})
