import { expect, test } from 'vitest'
import { drawOrder, hasWon, listHashOf } from '../../lib/draw.rule.ts'
import type { OpeningDrop } from '../drop/drop.rule.ts'
import type { Draw } from './draw.rule.ts'
import * as rule from './opening.rule.ts'

const drop = { opensAt: '2026-06-12T02:00:00.000Z', openingSeconds: 5 } as OpeningDrop
const pseudonyms = Array.from({ length: 500 }, (_, i) => Buffer.alloc(16, `name-${i}`).toString('hex'))
  .map((hex, i) => `${(i * 131).toString(16).padStart(4, '0')}${hex.slice(4)}`)
  .sort()
const lots = { seed: Buffer.alloc(32, 7), publicNumber: listHashOf(pseudonyms) }
const listed = (count: number) => {
  const parts: string[][] = Array.from({ length: count }, () => [])
  for (const one of pseudonyms) parts[rule.partOf(one, count)]?.push(one)
  return parts
}

test('the list is due three seconds after the last second of taps, and an entry is promised a place until a second before', () => {
  expect(rule.isDue(drop, '2026-06-12T02:00:07.999Z')).toBe(false)
  expect(rule.isDue(drop, '2026-06-12T02:00:08.000Z')).toBe(true)
  expect(rule.willBeListed(drop, '2026-06-12T02:00:06.999Z')).toBe(true)
  expect(rule.willBeListed(drop, '2026-06-12T02:00:07.000Z')).toBe(false)
})

test.each([8, 64, 1_024])('in %i parts, the parts one after the other are the list in order', (count) => {
  expect(listed(count).flat()).toEqual(pseudonyms)
})

test.each([0, 1, 37, 500, 900])(
  'for %i units the smallest lots win, and each part knows how many of its own',
  (units) => {
    const parts = listed(64)
    const { winners, lastLot, winnersBy } = rule.drawn(parts, lots, units)
    const byHand = [...drawOrder(pseudonyms, lots)].slice(0, units).map((at) => pseudonyms[at] ?? '')
    expect(winners).toBe(byHand.length)
    expect(pseudonyms.filter((one) => hasWon(lots, one, lastLot))).toEqual([...byHand].sort())
    for (const [part, some] of parts.entries())
      expect(rule.winnersIn({ winnersBy }, part)).toBe(some.filter((one) => byHand.includes(one)).length)
  },
)

test('whoever goes on with the granting finds the part and the place by the number that have theirs', () => {
  const winnersBy = Buffer.alloc(128)
  winnersBy.writeUInt16BE(2, 6)
  winnersBy.writeUInt16BE(1, 126)
  const at = (granted: number) => rule.nextWinner({ parts: 64, winnersBy, granted } as unknown as Draw)
  expect([0, 1, 2, 3].map(at)).toEqual([
    { part: 3, given: 0 },
    { part: 3, given: 1 },
    { part: 63, given: 0 },
    undefined,
  ])
})

test('with another list or another seed others win: neither alone decides', () => {
  const won = (given: typeof lots) => {
    const { lastLot } = rule.drawn(listed(64), given, 50)
    return pseudonyms.filter((one) => hasWon(given, one, lastLot)).join()
  }
  const others = [
    { ...lots, seed: Buffer.alloc(32, 8) },
    { ...lots, publicNumber: listHashOf(pseudonyms.slice(1)) },
  ]
  expect(new Set([lots, ...others].map(won)).size).toBe(3)
})
