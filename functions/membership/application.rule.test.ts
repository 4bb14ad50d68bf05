import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { expect, test } from 'vitest'
import {
  type ApplicationRow,
  type Asked,
  beforePhone,
  meetDecision,
  meetRepair,
  withPhone,
} from './application.rule.ts'
import type { JoinCodeRow } from './join-code.rule.ts'

const now = '2026-06-12T02:00:00.000Z'
const joinCode: JoinCodeRow = {
  scene: 'J234567892345678',
  label: '食堂门口',
  orgId: 'org_1',
  orgName: '海风电子工会',
  orgPath: 'org_1',
  orgPathNames: ['海风电子工会'],
  createdAt: now,
  createdBy: 'per_1',
  applied: 0,
}
const waiting: ApplicationRow = {
  applicationId: 'app_1',
  personId: 'per_2',
  state: 'waiting',
  orgId: 'org_1',
  orgName: '海风电子工会',
  orgPath: 'org_1',
  scene: joinCode.scene,
  joinCodeLabel: '食堂门口',
  nameSealed: '',
  phoneSealed: '',
  phoneMasked: '',
  requestHash: 'earlier request',
  factsHash: 'facts',
  consentVersion: CONSENT_VERSION,
  submittedAt: now,
}
const elsewhere = { ...waiting, orgId: 'org_9', orgName: '山海物流工会', scene: 'J999999999999999' }
const asked: Asked = {
  joinCode,
  org: { orgId: joinCode.orgId },
  consentVersion: CONSENT_VERSION,
  requestHash: 'this request',
  isMember: false,
  latest: undefined,
}
const everythingWrong: Asked = {
  joinCode: { ...joinCode, revokedAt: now, validUntil: now, cap: 1, applied: 1 },
  org: { orgId: joinCode.orgId },
  consentVersion: '2019-01',
  requestHash: 'this request',
  isMember: true,
  latest: elsewhere,
}

test('who is nobody yet may apply with a valid code', () => {
  expect(beforePhone(asked, now)).toEqual({ is: 'open', joinCode })
})

test('refusals come in the contract’s order, each when all before it are cured', () => {
  const cures: readonly [string, Partial<Asked>][] = [
    ['join-code-unknown', { joinCode: everythingWrong.joinCode }],
    ['join-code-revoked', { joinCode: { ...joinCode, validUntil: now, cap: 1, applied: 1 } }],
    ['join-code-expired', { joinCode: { ...joinCode, cap: 1, applied: 1 } }],
    ['join-code-full', { joinCode }],
    ['consent-outdated', { consentVersion: CONSENT_VERSION }],
    ['already-member', { isMember: false }],
    ['application-waiting', { latest: undefined }],
  ]
  let facts: Asked = { ...everythingWrong, joinCode: undefined }
  for (const [code, cure] of cures) {
    expect(beforePhone(facts, now)).toMatchObject({ is: 'refused', code })
    facts = { ...facts, ...cure }
  }
  expect(beforePhone(facts, now).is).toBe('open')
})

test('the same request is answered again before anything is refused', () => {
  const latest = { ...waiting, requestHash: 'this request' }
  expect(beforePhone({ ...everythingWrong, joinCode: undefined, latest }, now)).toEqual({
    is: 'again',
    application: latest,
  })
})

test('who waits may correct the application, even with a code that is full of people like them', () => {
  const full = { ...joinCode, cap: 1, applied: 1 }
  expect(beforePhone({ ...asked, joinCode: full, latest: waiting }, now).is).toBe('open')
  expect(
    beforePhone({ ...asked, joinCode: full, latest: { ...waiting, state: 'refused' } }, now),
  ).toMatchObject({
    code: 'join-code-full',
  })
})

test('after a refusal one may apply again, here or elsewhere', () => {
  expect(beforePhone({ ...asked, latest: { ...elsewhere, state: 'refused' } }, now).is).toBe('open')
})

test('a taken phone comes first, then the roster, then what already waits', () => {
  const facts = { factsHash: 'facts', latest: waiting, phoneIsTaken: true, isVouchedFor: true }
  expect(withPhone(facts)).toBe('check')
  expect(withPhone({ ...facts, phoneIsTaken: false })).toBe('admit')
  expect(withPhone({ ...facts, phoneIsTaken: false, isVouchedFor: false })).toBe('again')
  expect(withPhone({ factsHash: 'others', latest: waiting, phoneIsTaken: false, isVouchedFor: false })).toBe(
    'wait',
  )
})

test('a decision is repeated to the cadre who made it, and to nobody else', () => {
  const decided = { ...waiting, state: 'admitted', decidedBy: 'per_1' } as const
  expect(meetDecision(waiting, 'admitted', 'per_1')).toBe('do')
  expect(meetDecision(decided, 'admitted', 'per_1')).toBe('again')
  expect(meetDecision(decided, 'admitted', 'per_9')).toBe('application-decided')
  expect(meetDecision(decided, 'refused', 'per_1')).toBe('application-decided')
  // The roster admitted: no cadre's decision.
  expect(meetDecision({ ...waiting, state: 'admitted' }, 'admitted', 'per_1')).toBe('application-decided')
})

test('a check is decided once; the same decision by the same cadre is told again', () => {
  const checking = { ...waiting, state: 'checking' as const }
  expect(meetRepair(checking, 'merge', 'per_1')).toBe('do')
  const merged = { ...waiting, state: 'merged' as const, decidedBy: 'per_1' }
  expect(meetRepair(merged, 'merge', 'per_1')).toBe('again')
  expect(meetRepair(merged, 'merge', 'per_2')).toBe('application-decided')
  expect(meetRepair(merged, 'refuse', 'per_1')).toBe('application-decided')
  expect(meetDecision(checking, 'refused', 'per_1')).toBe('do')
})

test('the same facts are checked once, and are anew to be looked at when the phone is free', () => {
  const latest = { ...waiting, state: 'checking' as const }
  const facts = { factsHash: latest.factsHash, latest, phoneIsTaken: true, isVouchedFor: true }
  expect(withPhone(facts)).toBe('again')
  expect(withPhone({ ...facts, phoneIsTaken: false })).toBe('admit')
  expect(withPhone({ ...facts, phoneIsTaken: false, isVouchedFor: false })).toBe('wait')
})
