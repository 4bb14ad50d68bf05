import { expect, test } from 'vitest'
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
