import { expect, test } from 'vitest'
import { ancestorsOf, changesOf, countedAt, foldCounts } from './headcount.rule.ts'

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
    { orgId: 'street-1', part: 0, members: 3 },
    { orgId: 'street-1', part: 1, members: 4 },
    { orgId: 'district', part: 0, members: 2 },
  ])
  expect(total).toBe(9)
  expect(byOrg.get('street-1')).toBe(7)
})

test('a member who changes org in one street changes the counts of those two orgs alone', () => {
  const changes = changesOf({ from: 'city/district/street/work', to: 'city/district/street/other' }, 0)
  expect(changes.map(({ at, by }) => [at.aboveId, at.orgId, by])).toEqual([
    ['street', 'other', 1],
    ['other', 'other', 1],
    ['street', 'work', -1],
    ['work', 'work', -1],
  ])
})

test('the orgs above a workplace are its street and its district, each with the one above it', () => {
  expect(ancestorsOf('city/district/street/work').map(({ aboveId, orgId }) => [aboveId, orgId])).toEqual([
    ['city', 'district'],
    ['district', 'street'],
  ])
  expect(ancestorsOf('city/district')).toEqual([])
})
