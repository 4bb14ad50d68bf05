import { expect, test } from 'vitest'
import type { Drop } from '../drop/drop.rule.ts'
import { type Ask, blastRadius, type Standing } from './blast-radius.rule.ts'

const closesAt = '2026-06-12T10:00:00.000Z'
const validUntil = '2026-06-20T10:00:00.000Z'
const drop = { stock: 500, listPriceFen: 4_500, memberPriceFen: 100, closesAt, validUntil } as Drop
const standing: Standing = { left: 380, live: 120, holders: 100, spent: 30, members: 1_304 }
const later = '2026-06-30T10:00:00.000Z'

test.each<[string, Ask, number, number]>([
  ['a pause holds back what is left from who has none', { deed: 'pause' }, 1_204, 380],
  ['going on lets them', { deed: 'resume' }, 1_204, 380],
  ['an early end takes what is left from them', { deed: 'close' }, 1_204, 380],
  ['more stock is more vouchers', { deed: 'change-stock', wanted: 700 }, 200, 200],
  ['no more people than there are', { deed: 'change-stock', wanted: 9_500 }, 1_304, 9_000],
  ['stock that is taken out is at most what is left', { deed: 'change-stock', wanted: 0 }, 380, 380],
  ['a later closing is for who has none', { deed: 'extend', closesAt: later }, 1_204, 380],
  ['a later validity for who has not spent theirs', { deed: 'extend', validUntil: later }, 90, 90],
  ['both are for both', { deed: 'extend', closesAt: later, validUntil: later }, 1_294, 470],
])('%s', (_, ask, people, vouchers) => {
  expect(blastRadius(drop, ask, standing)).toMatchObject({ people, vouchers, fen: vouchers * 4_400 })
})

test('one org stopped concerns its own members only, and what they have stays theirs', () => {
  const org = { name: '海风电子工会', members: 40, claims: 12 }
  const radius = blastRadius(drop, { deed: 'stop-org' }, standing, org)
  expect(radius).toMatchObject({ people: 28, vouchers: 28, fen: 28 * 4_400 })
  expect(radius.words).toContain('已领的 12 张照常使用')
})

test('a tally that is behind makes nobody less than nobody', () => {
  const behind = { ...standing, holders: 2_000, live: 10, spent: 30 }
  expect(blastRadius(drop, { deed: 'pause' }, behind).people).toBe(0)
  expect(blastRadius(drop, { deed: 'extend', validUntil: later }, behind)).toMatchObject({
    people: 0,
    vouchers: 0,
  })
})
