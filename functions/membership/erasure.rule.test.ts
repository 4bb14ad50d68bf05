import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { COOLING_MS, type Erasure, nextStep, QUIET_MS } from './erasure.rule.ts'

const askedAt = '2026-06-12T02:00:00.000Z'
const dueAt = later(askedAt, COOLING_MS)
const wish: Erasure = { personId: 'per_1', askedAt, dueAt }
const begun: Erasure = { ...wish, begunAt: dueAt }

test.each([
  ['within the week it waits', wish, later(dueAt, -1), 'wait'],
  ['at its due instant it begins', wish, dueAt, 'begin'],
  ['while tokens may live nothing is removed', begun, later(dueAt, QUIET_MS - 1), 'wait'],
  ['then everything is', begun, later(dueAt, QUIET_MS), 'erase'],
  ['done is done', { ...begun, doneAt: later(dueAt, QUIET_MS) }, later(dueAt, 9 * QUIET_MS), 'done'],
] as const)('%s', (_, erasure, now, expected) => {
  expect(nextStep(erasure, now)).toBe(expected)
})
