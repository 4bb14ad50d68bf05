import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import type { Drop } from '../drop/drop.rule.ts'
import { NOW } from '../drop/test-drop.ts'
import {
  alarmsFound,
  approvalFound,
  claimFound,
  clockFound,
  neededFor,
  rehearsalFound,
  stockFound,
  tableFound,
} from './preflight.rule.ts'

const drop = { stock: 1_000, codes: 'generated', codesCount: 0, opensAt: later(NOW, 60 * MINUTE_MS) } as Drop
const SOON = later(NOW, 55 * MINUTE_MS)

test.each([
  ['the very same second', 10_400, 10_000, 'ok'],
  ['a second and a half', 12_500, 10_000, 'ok'],
  ['two seconds ahead', 13_100, 10_000, 'warn'],
  ['three seconds behind', 7_000, 10_000, 'warn'],
  ['a minute ahead', 70_000, 10_000, 'stop'],
  ['a database that does not say', 10_000, undefined, 'not-here'],
] as const)('clocks: %s', (_, own, database, state) => {
  expect(clockFound(own, database).state).toBe(state)
})

test.each([
  ['generated codes, laid', {}, 1_000, 'ok'],
  ['not scheduled yet', {}, undefined, 'stop'],
  ['as many imported codes as units', { codes: 'imported', codesCount: 1_000 }, 1_000, 'ok'],
  ['one imported code too few', { codes: 'imported', codesCount: 999 }, 1_000, 'stop'],
] as const)('stock: %s', (_, given, laid, state) => {
  expect(stockFound({ ...drop, ...given }, laid).state).toBe(state)
})

test('the plan for a hundred thousand units is the one that docs/capacity.md reckons', () => {
  expect(neededFor(100_000)).toEqual({ writeUnits: 80_000, environments: 10_000 })
})

test.each([
  ['enough', 4_000, NOW, 'ok'],
  ['exactly enough', 800, SOON, 'ok'],
  ['too little an hour before', 799, NOW, 'warn'],
  ['too little five minutes before', 799, SOON, 'stop'],
  ['no such figure', undefined, SOON, 'not-here'],
] as const)('the table: %s', (_, warm, now, state) => {
  expect(tableFound(drop, 1_000, warm, now).state).toBe(state)
})

test.each([
  ['enough', { ready: 100, wanted: 100, most: 200 }, SOON, 'ok'],
  ['enough, without a reservation', { ready: 100, wanted: 100, most: undefined }, SOON, 'ok'],
  ['a reservation below what is needed comes first', { ready: 100, wanted: 100, most: 99 }, SOON, 'stop'],
  ['under way', { ready: 20, wanted: 100, most: 200 }, SOON, 'warn'],
  ['too few an hour before', { ready: 1, wanted: 1, most: 200 }, NOW, 'warn'],
  ['too few five minutes before', { ready: 1, wanted: 1, most: 200 }, SOON, 'stop'],
  ['not deployed', undefined, SOON, 'not-here'],
] as const)('the claim function: %s', (_, capacity, now, state) => {
  expect(claimFound(drop, 1_000, capacity, now).state).toBe(state)
})

test.each([
  ['none rings', [], 'ok'],
  ['one rings', ['gonghui-prod-ClaimErrors'], 'stop'],
  ['there are none', undefined, 'not-here'],
] as const)('alarms: %s', (_, ringing, state) => {
  expect(alarmsFound(ringing).state).toBe(state)
})

const judgement = { state: 'asked', revision: 2, askedAt: NOW, askedBy: 'per_AUTHOR' } as const
const approved = { ...judgement, state: 'approved', decidedAt: NOW, decidedByMasked: '陈**' } as const

test.each([
  ['what one may decide', { stock: 10 }, 'ok', '没有超过审批门槛，不用第二人审批'],
  ['not asked for', {}, 'stop', '1000 份、补贴 10 元，超过审批门槛，还没有送审'],
  ['asked for', { judgement }, 'stop', '1000 份、补贴 10 元，超过审批门槛，正在等审批'],
  ['given', { judgement: approved }, 'ok', '陈** 6月12日 10:00 同意'],
  [
    'given to another revision',
    { judgement: { ...approved, revision: 1 } },
    'stop',
    '1000 份、补贴 10 元，超过审批门槛，还没有送审',
  ],
  [
    'given, and published',
    { judgement: approved, phase: 'scheduled', revision: 9 },
    'ok',
    '陈** 6月12日 10:00 同意',
  ],
  [
    'refused',
    { judgement: { ...judgement, state: 'refused', reason: '金额不对' } },
    'stop',
    '审批没有同意：金额不对',
  ],
] as const)('approval: %s', (_, given, state, words) => {
  const draft = { ...drop, phase: 'draft', revision: 2, listPriceFen: 1, memberPriceFen: 0, ...given } as Drop
  expect(approvalFound(draft, { units: 999, fen: 99_999 })).toMatchObject({ state, words })
})

test('whatever is not well says what to do', () => {
  const found = [
    clockFound(70_000, 0),
    stockFound(drop, undefined),
    tableFound(drop, 1_000, 1, NOW),
    claimFound(drop, 1_000, { ready: 0, wanted: 100, most: undefined }, NOW),
  ]
  for (const { next } of found) expect(next).toBeTruthy()
})

const went = {
  shadowId: 'drp_SHADOW',
  at: NOW,
  by: 'per_OPERATOR',
  members: 10_000,
  overMs: 5_000,
  p99Ms: 420,
  soldOutInMs: 910,
  balanced: true,
  verdict: 'go',
} as const

test.each([
  ['none yet', {}, 'warn', '还没有演练过'],
  ['one that is going on', { running: { shadowId: 'drp_SHADOW' } as never, last: went }, 'warn', '正在演练'],
  [
    'one that went well',
    { last: went },
    'ok',
    '6月12日 10:00 演练通过：10000 人，99% 在 0.4 秒内得到答复，0.9 秒抢完',
  ],
  [
    'one that did not',
    { last: { ...went, verdict: 'no-go' } as const },
    'stop',
    '6月12日 10:00 的演练没有通过',
  ],
] as const)('rehearsals: %s', (_, rehearsals, state, words) => {
  expect(rehearsalFound(drop, rehearsals)).toMatchObject({ state, words })
})
