import { expect, test } from 'vitest'
import { membersIn, peopleOf, together, topmost, worthReading } from './audience-count.rule.ts'

const CITY = 'org_C'
const EAST = 'org_C/org_E'
const WEST = 'org_C/org_W'
const STREET = 'org_C/org_E/org_S'
const SHOP = 'org_C/org_E/org_S/org_H'
const below = new Map([
  [CITY, 1_000],
  [EAST, 400],
  [WEST, 600],
  [STREET, 150],
  [SHOP, 20],
])

test('an org below another that is chosen too counts once', () => {
  expect(topmost([EAST, SHOP, EAST, WEST])).toEqual([EAST, WEST])
})

test('the most specific quota has the people; the general pool has who is under none', () => {
  const pools = peopleOf([CITY], [EAST, SHOP, STREET])
  expect(pools.map((pool) => membersIn(pool, below))).toEqual([600, 400 - 150, 20, 150 - 20])
})

test('the pools together hold everybody of the audience, nobody twice', () => {
  for (const quotas of [[], [EAST], [SHOP, EAST], [WEST, EAST, STREET]]) {
    const pools = peopleOf([EAST, WEST], quotas)
    expect(pools.reduce((sum, pool) => sum + membersIn(pool, below), 0)).toBe(1_000)
  }
})

test('a quota for all of the audience leaves nobody for the general pool', () => {
  const [general, all] = peopleOf([EAST], [EAST])
  expect(general && membersIn(general, below)).toBe(0)
  expect(all && membersIn(all, below)).toBe(400)
})

test('the smallest pools are read one by one, as long as they are few enough together', () => {
  expect(worthReading([9_000, 300, 150, 60, 0], 510)).toEqual([3, 2, 1])
  expect(worthReading([9_000, 300, 150, 60], 509)).toEqual([3, 2])
  expect(worthReading([500], 500)).toEqual([0])
  expect(worthReading([501], 500)).toEqual([])
})

test('one pool that is not counted to the last leaves the sum at “at most”', () => {
  const exact = { count: 3, isExact: true }
  expect(together([exact, exact])).toEqual({ count: 6, isExact: true })
  expect(together([exact, { count: 5, isExact: false }])).toEqual({ count: 8, isExact: false })
})
