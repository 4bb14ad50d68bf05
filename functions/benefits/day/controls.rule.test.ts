import { DAY_MS, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { claimRefusal, type Drop } from '../drop/drop.rule.ts'
import { NOW, someMember } from '../drop/test-drop.ts'
import { bannerSet, extended, orgResumed, orgStopped } from './controls.rule.ts'

const closesAt = later(NOW, 3_600 * SECOND_MS)
const validUntil = later(NOW, 7 * DAY_MS)
const drop = {
  phase: 'scheduled',
  opensAt: NOW,
  closesAt,
  validUntil,
  codes: 'generated',
  perMember: 1,
  audience: {},
  audiencePaths: ['org_CITY/org_DISTRICT'],
} as unknown as Drop

const atClosing = (seconds: number) => later(closesAt, seconds * SECOND_MS)
const until = later(closesAt, DAY_MS)

test.each([
  ['a draft', { phase: 'draft' }, { closesAt: until }, NOW, 'drop-step-impossible'],
  ['a lottery', { way: 'lottery' }, { closesAt: until }, NOW, 'drop-step-impossible'],
  ['as it is already', {}, { closesAt }, NOW, 'same'],
  ['a minute and more before the closing', {}, { closesAt: until }, atClosing(-60), 'changed'],
  ['less than a minute before', {}, { closesAt: until }, atClosing(-59), 'extension-late'],
  ['after the closing', {}, { closesAt: until }, closesAt, 'drop-step-impossible'],
  ['to an earlier closing', {}, { closesAt: atClosing(-1) }, NOW, 'extension-back'],
  ['the validity, after the closing', {}, { validUntil: later(validUntil, 1) }, closesAt, 'changed'],
  [
    'the validity, when all have expired',
    {},
    { validUntil: later(validUntil, 1) },
    validUntil,
    'drop-step-impossible',
  ],
  ['a validity that ends earlier', {}, { validUntil: later(validUntil, -1) }, NOW, 'extension-back'],
  [
    'the validity of imported codes',
    { codes: 'imported' },
    { validUntil: later(validUntil, 1) },
    NOW,
    'extension-past-codes',
  ],
] as const)('put off: %s', (_, given, wanted, now, outcome) => {
  const told = extended({ ...drop, ...given } as Drop, wanted, now)
  expect(told.kind === 'refused' ? told.code : told.kind).toBe(outcome)
})

const org = { orgId: 'org_WORK', path: 'org_CITY/org_DISTRICT/org_WORK', name: '海风电子工会' }

test.each([
  ['an org of the audience', {}, org, 'changed'],
  ['the org above the audience', {}, { ...org, orgId: 'org_CITY', path: 'org_CITY' }, 'changed'],
  ['an org beside it', {}, { ...org, path: 'org_CITY/org_OTHER' }, 'org-outside-audience'],
  ['one that is stopped', { stoppedOrgs: [{ ...org, at: NOW }] }, org, 'same'],
  [
    'one more than fifty',
    { stoppedOrgs: Array(50).fill({ ...org, orgId: 'org_X' }) },
    org,
    'stopped-orgs-many',
  ],
  ['of a drop that is over', { phase: 'closed' }, org, 'drop-step-impossible'],
] as const)('stopped: %s', (_, given, at, outcome) => {
  const told = orgStopped({ ...drop, ...given } as Drop, at, NOW)
  expect(told.kind === 'refused' ? told.code : told.kind).toBe(outcome)
})

test('members of a stopped org are told so, those of others claim, and after it goes on so do they', () => {
  const { member } = someMember()
  const stopped = orgStopped(drop, org, NOW)
  if (stopped.kind !== 'changed') throw new Error('it was not stopped')
  expect(claimRefusal(stopped.next, member, 1, NOW)).toBe('org-stopped')
  const beside = { ...member, orgPath: 'org_CITY/org_DISTRICT/org_SHOP' }
  expect(claimRefusal(stopped.next, beside, 1, NOW)).toBeUndefined()
  // What is final comes before what passes: who is not meant at all is told that.
  const abroad = { ...member, orgPath: 'org_CITY/org_OTHER' }
  expect(claimRefusal(stopped.next, abroad, 1, NOW)).toBe('audience-org')
  const resumed = orgResumed(stopped.next, org.orgId)
  expect(resumed.kind === 'changed' && claimRefusal(resumed.next, member, 1, NOW)).toBeUndefined()
  expect(orgResumed(drop, org.orgId).kind).toBe('same')
})

test('a banner is put up, changed and taken down; what was there stands in the log', () => {
  const up = bannerSet(drop, '三号厅检修', NOW)
  expect(up).toMatchObject({
    next: { banner: { text: '三号厅检修', at: NOW } },
    changes: [{ to: '三号厅检修' }],
  })
  if (up.kind !== 'changed') throw new Error('it is not up')
  expect(bannerSet(up.next, '三号厅检修', later(NOW, 1)).kind).toBe('same')
  const down = bannerSet(up.next, undefined, NOW)
  expect(down).toMatchObject({ changes: [{ what: 'banner', from: '三号厅检修' }] })
  expect(down.kind === 'changed' && 'banner' in down.next).toBe(false)
})
