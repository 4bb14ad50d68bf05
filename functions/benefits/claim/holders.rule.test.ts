import { expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { elementOf } from './bucket.rule.ts'
import { holdersOf, mayHold } from './holders.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const elements = (count: number) => Array.from({ length: count }, () => elementOf(newId('member', NOW), 1))

test('everybody who was granted is among the holders', () => {
  const granted = elements(5_000)
  const holders = holdersOf(granted)
  expect(granted.every((element) => mayHold(holders, element))).toBe(true)
  expect(holders.granted).toBe(5_000)
})

test('of those who were not, about one in a hundred is taken to be', () => {
  const holders = holdersOf(elements(5_000))
  const mistaken = elements(5_000).filter((element) => mayHold(holders, element)).length
  expect(mistaken).toBeLessThan(100)
})

test('a member’s second unit is another name on it, and ids that differ in a digit are told apart', () => {
  const numbered = (i: number) => elementOf(`mem_${String(i).padStart(26, '0')}`, 1)
  const holders = holdersOf(Array.from({ length: 1_000 }, (_, i) => numbered(i)))
  const others = Array.from({ length: 1_000 }, (_, i) => numbered(1_000 + i))
  expect(others.filter((element) => mayHold(holders, element)).length).toBeLessThan(30)
  expect(mayHold(holdersOf([elementOf(newId('member', NOW), 1)]), elements(1)[0] as Uint8Array)).toBe(false)
})

test('half a million fit into an item of the table', () => {
  const one = elements(1)
  const holders = holdersOf(Array.from({ length: 500_000 }, () => one[0] as Uint8Array))
  expect(holders.bits.length).toBeLessThanOrEqual(380_000)
})
