import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  lastNotAfter,
  lengthOf,
  memberAt,
  partsOf,
  pseudonymsIn,
  rollOf,
  rollOfMembers,
} from './roll.rule.ts'

test('a place in a roll is found wherever it stands, and what is not there is not', () => {
  const hex = fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) => Buffer.from(bytes).toString('hex'))
  fc.assert(
    fc.property(fc.uniqueArray(hex, { minLength: 1, maxLength: 40 }), hex, (some, other) => {
      const list = [...some].sort()
      const roll = rollOf(list)
      const compared = (mine: string) => (one: string) => (one < mine ? -1 : one > mine ? 1 : 0)
      for (const [at, mine] of list.entries()) expect(lastNotAfter(roll, compared(mine))).toBe(at)
      expect(lastNotAfter(roll, compared(other))).toBe(list.filter((one) => one <= other).length - 1)
      expect([lengthOf(roll), pseudonymsIn(roll)]).toEqual([list.length, list])
    }),
    { seed: 20_260_612, numRuns: 50 },
  )
})

test('a roll of members gives their ids back, and parts hold ten thousand each', () => {
  const ids = ['mem_01JXM1X0000000000000000000', 'mem_01JXM1X0000000000000000001']
  const roll = rollOfMembers(ids)
  expect([memberAt(roll, 0), memberAt(roll, 1)]).toEqual(ids)
  expect(partsOf(Array.from({ length: 20_001 })).map((part) => part.length)).toEqual([10_000, 10_000, 1])
})
