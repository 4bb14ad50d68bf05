import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { describe, expect, test } from 'vitest'
import { audienceRefusal } from '../../lib/audience.rule.ts'
import { claimRefusal, type Drop, mayI, stateAt, stepped } from './drop.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'

const drop = (given: Partial<Drop> = {}): Drop => ({
  dropId: 'drp_1',
  orgId: 'org_B',
  orgPath: 'org_A/org_B',
  orgName: '南山区总工会',
  kind: 'goods',
  title: '时令水果礼盒',
  cover: 'fruit',
  rules: '',
  listPriceFen: 4_800,
  memberPriceFen: 1_920,
  stock: 10,
  perMember: 1,
  audience: { orgIds: ['org_B'] },
  audiencePaths: ['org_A/org_B'],
  audienceNames: ['南山区总工会'],
  opensAt: NOW,
  closesAt: later(NOW, HOUR_MS),
  validUntil: later(NOW, DAY_MS),
  outletIds: [],
  codes: 'generated',
  redeemedAt: 'here',
  phase: 'scheduled',
  revision: 2,
  rulesVersion: 1,
  pools: [],
  buckets: 1,
  codesCount: 0,
  createdAt: NOW,
  ...given,
})

const member = {
  memberId: 'mem_1',
  orgPath: 'org_A/org_B/org_C',
  tags: ['女职工'],
  joinedAt: '2025-01-01T00:00:00.000Z',
}

describe('the state of a drop is the clock’s', () => {
  test.each([
    ['before it opens', {}, later(NOW, -1), 'scheduled'],
    ['at its opening instant', {}, NOW, 'open'],
    ['a moment before it closes', {}, later(NOW, HOUR_MS - 1), 'open'],
    ['at its closing instant', {}, later(NOW, HOUR_MS), 'closed'],
    ['paused, within its window', { phase: 'paused' }, NOW, 'paused'],
    ['paused, after its window', { phase: 'paused' }, later(NOW, HOUR_MS), 'closed'],
    ['closed by hand, within its window', { phase: 'closed' }, NOW, 'closed'],
    ['while its buckets are being laid', { phase: 'publishing' }, NOW, 'draft'],
  ] as const)('%s', (_, given, now, state) => {
    expect(stateAt(drop(given), now)).toBe(state)
  })
})

describe('a claim is refused for the first rule that fails', () => {
  test.each([
    ['a draft is unknown', { phase: 'draft' }, 1, 'drop-unknown'],
    [
      'the window comes before the audience',
      { opensAt: later(NOW, 1), audiencePaths: ['org_X'] },
      1,
      'drop-not-open',
    ],
    ['an org beside mine is not mine', { audiencePaths: ['org_A/org_BB'] }, 1, 'audience-org'],
    ['one of the tags is needed', { audience: { orgIds: [], tags: ['困难', '劳模'] } }, 1, 'audience-tag'],
    [
      'joined at that instant is not before it',
      { audience: { orgIds: [], joinedBefore: member.joinedAt } },
      1,
      'audience-joined',
    ],
    [
      'a cadre’s word is less than the roster’s',
      { audience: { orgIds: [], onRoster: true } },
      1,
      'audience-roster',
    ],
    ['beyond the limit', {}, 2, 'limit-reached'],
    ['otherwise it is for me', { audience: { orgIds: [], tags: ['困难', '女职工'] } }, 1, undefined],
  ] as const)('%s', (_, given, j, refusal) => {
    expect(claimRefusal(drop(given as Partial<Drop>), member, j, NOW)).toBe(refusal)
  })
})

test('the audience reaches the org itself and all orgs below it', () => {
  expect(audienceRefusal(drop(), { ...member, orgPath: 'org_A/org_B' })).toBeUndefined()
  expect(audienceRefusal(drop(), { ...member, orgPath: 'org_A' })).toBe('audience-org')
})

describe('“我能抢吗” says what a tap now would be told', () => {
  const ask = { member, signedIn: true, taken: 0, left: 5 }
  test.each([
    ['a visitor', { ...ask, member: undefined, signedIn: false }, 'token-missing'],
    ['somebody who has not joined', { ...ask, member: undefined }, 'membership-missing'],
    ['a member in time', ask, undefined],
    ['who has one already', { ...ask, taken: 1 }, 'limit-reached'],
    ['when nothing is left', { ...ask, left: 0 }, 'drop-sold-out'],
  ] as const)('%s', (_, asking, code) => {
    expect(mayI(drop(), asking, NOW)).toMatchObject({ may: code === undefined, ...(code ? { code } : {}) })
  })

  test.each([
    ['film', '张'],
    ['sports', '场'],
    ['goods', '份'],
  ] as const)('what is of the kind %s is counted in %s, as on its page', (kind, unit) => {
    const { words, looked } = mayI(drop({ kind, perMember: 3 }), { ...ask, taken: 1 }, NOW)
    expect(words).toBe(`你符合条件，本场还可抢 2 ${unit}`)
    expect(looked.find(({ rule }) => rule === 'limit')?.words).toBe(`已领 1 ${unit}`)
    expect(looked.find(({ rule }) => rule === 'stock')?.words).toBe(`还有 5 ${unit}`)
  })

  test('before it opens an eligible member reads when, and one who is not reads why not', () => {
    const early = later(NOW, -HOUR_MS)
    expect(mayI(drop(), ask, early)).toMatchObject({
      code: 'drop-not-open',
      words: '你符合条件，6月12日 10:00 开抢，可抢 1 份',
    })
    expect(mayI(drop({ audiencePaths: ['org_X'] }), ask, early)).toMatchObject({
      code: 'drop-not-open',
      words: '这场不面向你所在的工会，去福利页看看你能抢的',
    })
  })
})

describe('an operator’s step is possible only from the right state', () => {
  test.each([
    ['pause', {}, 'paused'],
    ['pause', { phase: 'paused' }, undefined],
    ['pause', { phase: 'draft' }, undefined],
    ['resume', { phase: 'paused' }, 'scheduled'],
    ['resume', {}, undefined],
    ['close', {}, 'closed'],
    ['close', { phase: 'paused' }, 'closed'],
    ['close', { phase: 'draft' }, undefined],
  ] as const)('%s from %o', (step, given, to) => {
    expect(stepped(drop(given), step, NOW)).toBe(to)
  })
})
