import { expect, test } from 'vitest'
import { type Claim, hourName, stepsOf } from './fold.rule.ts'

const at = (issuedAt: string, orgPath?: string): Claim => ({ issuedAt, orgPath })
const NOON = '2026-06-12T04:00:00.000Z'
const step = (unfolded: Parameters<typeof stepsOf>[0]) => stepsOf(unfolded)[0]

test('day and hour are those of Asia/Shanghai', () => {
  expect(hourName('2026-06-12T15:59:59.999Z')).toBe('2026-06-12T23')
  expect(hourName('2026-06-12T16:00:00.000Z')).toBe('2026-06-13T00')
  expect(hourName('2026-06-12T23:59:59.999Z')).toBe('2026-06-13T07')
})

test('a claim counts for its org and every org above, and is the own one of its org alone', () => {
  const { byOrg, all } = step([{ bucket: 0, from: 0, claims: [at(NOON, 'a/b/c/d'), at(NOON, 'a/b')] }]) ?? {}
  const sums = [...(byOrg ?? [])].map(([path, { claims, own }]) => [path, claims, own])
  expect(sums).toEqual([
    ['a', 2, 0],
    ['a/b', 2, 1],
    ['a/b/c', 1, 0],
    ['a/b/c/d', 1, 1],
  ])
  expect(all).toEqual({ claims: 2, own: 0, hours: { '2026-06-12T12': 2 } })
})

test('a place that was given to nobody moves the mark and counts for none', () => {
  const { marks, all, byOrg } = step([{ bucket: 3, from: 4, claims: ['nobody', 'nobody'] }]) ?? {}
  expect(marks).toEqual(new Map([[3, { from: 4, to: 6 }]]))
  expect([all?.claims, byOrg?.size]).toEqual([0, 0])
})

test('a claim of nobody knows which org counts for the drop', () => {
  expect(step([{ bucket: 0, from: 0, claims: [at(NOON)] }])?.all).toMatchObject({ claims: 1, own: 1 })
})

test('what does not fit one transaction goes on in the next where it stopped, within a bucket too', () => {
  const from = (district: string) =>
    Array.from({ length: 32 }, (_, i) => at(NOON, `city/${district}/street-${district}${i}/work-${i}`))
  const steps = stepsOf([
    { bucket: 0, from: 5, claims: from('north') },
    { bucket: 1, from: 0, claims: from('south') },
  ])
  const moves = steps.flatMap(({ marks }) => [...marks])
  expect(moves.map(([bucket, { from, to }]) => [bucket, from, to])).toEqual([
    [0, 5, 37],
    [1, 0, 15],
    [1, 15, 32],
  ])
  for (const { marks, byOrg } of steps) expect(1 + marks.size + byOrg.size).toBeLessThanOrEqual(100)
  expect(steps.reduce((sum, { all }) => sum + all.claims, 0)).toBe(64)
})

test('nothing above the marks is no step', () => {
  expect(stepsOf([{ bucket: 0, from: 7, claims: [] }])).toEqual([])
})
