import { scene as schema } from '@gonghui/shared/membership/join-codes'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { codeFrom, type JoinCodeRow, SCENE_BASE, SCENE_LETTERS, stateOf } from './join-code.rule.ts'

const now = '2026-06-12T02:00:00.000Z'
const plain: JoinCodeRow = {
  scene: 'J234567892345678',
  label: '食堂门口',
  orgId: 'org_1',
  orgName: '海风电子工会',
  orgPath: 'org_1',
  orgPathNames: ['海风电子工会'],
  createdAt: '2026-06-01T02:00:00.000Z',
  createdBy: 'per_1',
  applied: 3,
}

const open = {}

test('a join code without end and cap is valid', () => {
  expect(stateOf(plain, open, now)).toBe('valid')
})

test('a join code is expired at its last instant', () => {
  expect(stateOf({ ...plain, validUntil: '2026-06-12T02:00:00.001Z' }, open, now)).toBe('valid')
  expect(stateOf({ ...plain, validUntil: now }, open, now)).toBe('expired')
})

test('a join code is full when as many have applied as its cap says', () => {
  expect(stateOf({ ...plain, cap: 4 }, open, now)).toBe('valid')
  expect(stateOf({ ...plain, cap: 3 }, open, now)).toBe('full')
})

test('a join code of an org that is closed is as good as revoked', () => {
  expect(stateOf(plain, { closedAt: now }, now)).toBe('revoked')
})

test('revoked comes before expired, expired before full', () => {
  const all = { ...plain, revokedAt: now, validUntil: now, cap: 1 }
  expect(stateOf(all, open, now)).toBe('revoked')
  expect(stateOf({ ...plain, validUntil: now, cap: 1 }, open, now)).toBe('expired')
})

test('every scene that can be drawn is one that the contract takes', () => {
  for (let draw = 0; draw < SCENE_BASE; draw++)
    expect(z.safeParse(schema, codeFrom('J', Array(SCENE_LETTERS).fill(draw))).success).toBe(true)
  expect(new Set(Array.from({ length: SCENE_BASE }, (_, draw) => codeFrom('J', [draw]))).size).toBe(
    SCENE_BASE,
  )
})
