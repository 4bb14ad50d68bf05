import { expect, test } from 'vitest'
import { countedAt, foldCounts } from './headcount.rule.ts'

test('a member of a workplace is counted once with each org above it, and once as its own', () => {
  expect(countedAt('city/district/street/work', 5)).toEqual([
    { aboveId: 'city', orgId: 'district', part: 5 },
    { aboveId: 'district', orgId: 'street', part: 1 },
    { aboveId: 'street', orgId: 'work', part: 1 },
    { aboveId: 'work', orgId: 'work', part: 1 },
  ])
})

test('a member of the city union itself is counted there alone', () => {
  expect(countedAt('city', 35)).toEqual([{ aboveId: 'city', orgId: 'city', part: 3 }])
})

test('the parts of a count are added up, the own members among them', () => {
  const { total, byOrg } = foldCounts([
    { orgId: 'street-1', members: 3 },
    { orgId: 'street-1', members: 4 },
    { orgId: 'district', members: 2 },
  ])
  expect(total).toBe(9)
  expect(byOrg.get('street-1')).toBe(7)
})
