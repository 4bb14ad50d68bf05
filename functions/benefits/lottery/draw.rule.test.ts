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
} from '../../lib/roll.rule.ts'
import { afterTyping, agreedOn, type Typed, wrongAmong } from './draw.rule.ts'

const AT = '2026-06-12T13:25:00.000Z'
const typing = (...typed: readonly (readonly [string, string])[]): Typed[] =>
  typed.reduce<Typed[]>((before, [personId, digits]) => afterTyping(before, { personId, digits, at: AT }), [])

test.each([
  ['nobody', [], undefined],
  ['one person', [['a', '375']], undefined],
  [
    'the same person twice',
    [
      ['a', '375'],
      ['a', '375'],
    ],
    undefined,
  ],
  [
    'two who agree',
    [
      ['a', '375'],
      ['b', '375'],
    ],
    '375',
  ],
  [
    'two who differ',
    [
      ['a', '375'],
      ['b', '357'],
    ],
    undefined,
  ],
  [
    'one of the two corrects it',
    [
      ['a', '375'],
      ['b', '357'],
      ['b', '375'],
    ],
    '375',
  ],
  [
    'a third agrees with the first over the second’s head',
    [
      ['a', '375'],
      ['b', '357'],
      ['c', '375'],
    ],
    undefined,
  ],
  [
    'the first repeats it after the third',
    [
      ['a', '375'],
      ['b', '357'],
      ['c', '375'],
      ['a', '375'],
    ],
    '375',
  ],
] as const)('%s', (_, typed, number) => {
  expect(agreedOn(typing(...typed))).toBe(number)
})

test('the books name who holds a unit and did not win, and who won and holds none', () => {
  expect(wrongAmong(['a', 'b'], ['b', 'a'])).toEqual([])
  expect(wrongAmong(['a', 'x'], ['a', 'b'])).toEqual([
    'x holds a unit and did not win',
    'b won and holds no unit',
  ])
})

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
