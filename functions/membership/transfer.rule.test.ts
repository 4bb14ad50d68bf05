import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import {
  lapseOf,
  meetAnswer,
  meetAsking,
  openTo,
  type Sides,
  sidesOfCadre,
  sidesOfMember,
  stateAt,
  type TransferRow,
} from './transfer.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const row: TransferRow = {
  transferId: 'trf_1',
  memberId: 'mem_1',
  state: 'waiting',
  askedBy: 'member',
  asker: 'per_1',
  fromOrgId: 'org_A',
  fromOrgName: '海风电子工会',
  fromPath: 'org_C/org_S/org_A',
  toOrgId: 'org_B',
  toOrgName: '山海物流工会',
  toPath: 'org_C/org_S/org_B',
  nameMasked: '林**',
  phoneMasked: '138****0001',
  askedAt: NOW,
  lapsesAt: lapseOf(NOW),
}
const cadreAt = (path: string) =>
  sidesOfCadre(row, [{ role: 'cadre', orgId: '', orgPath: path, orgName: '' }])
const member = sidesOfMember(row, 'mem_1')
const [from, to, above] = [cadreAt('org_C/org_S/org_A'), cadreAt('org_C/org_S/org_B'), cadreAt('org_C/org_S')]

test('it has lapsed at its last instant, thirty days after it was asked', () => {
  expect(stateAt(row, later(row.lapsesAt, -1))).toBe('waiting')
  expect(stateAt(row, row.lapsesAt)).toBe('lapsed')
  expect(stateAt({ ...row, state: 'accepted' }, row.lapsesAt)).toBe('accepted')
})

test.each<[TransferRow['askedBy'], string, Sides, string[]]>([
  ['member', 'the member', member, ['withdraw']],
  ['member', 'the union they are in', from, []],
  ['member', 'the union they come to', to, ['accept', 'decline']],
  ['member', 'the union above both', above, ['accept', 'decline']],
  ['from', 'the member', member, ['withdraw']],
  ['from', 'the union they are in', from, ['withdraw']],
  ['from', 'the union they come to', to, ['accept', 'decline']],
  ['to', 'the member', member, ['accept', 'decline']],
  ['to', 'the union they are in', from, ['accept', 'decline']],
  ['to', 'the union they come to', to, ['withdraw']],
  ['to', 'another member', sidesOfMember(row, 'mem_2'), []],
  ['to', 'a cadre beside them', cadreAt('org_C/org_X'), []],
])('asked by %s, it is for %s to do this', (askedBy, _, sides, deeds) => {
  expect(openTo({ ...row, askedBy }, sides, NOW)).toEqual(deeds)
  expect(openTo({ ...row, askedBy }, sides, row.lapsesAt)).toEqual([])
})

test('an answer: not one’s own, over, the same again, to be done', () => {
  const accepted: TransferRow = { ...row, state: 'accepted' }
  expect(meetAnswer(accepted, 'accept', from, NOW)).toBe('transfer-not-yours')
  expect(meetAnswer(accepted, 'decline', to, NOW)).toBe('transfer-over')
  expect(meetAnswer(row, 'accept', to, row.lapsesAt)).toBe('transfer-over')
  expect(meetAnswer(accepted, 'accept', to, row.lapsesAt)).toBe('again')
  expect(meetAnswer(row, 'accept', to, NOW)).toBe('do')
})

const asking = {
  askedBy: 'member',
  memberOrgId: 'org_A',
  standing: 'active',
  to: { orgId: 'org_B', isOpen: true },
  latest: undefined,
} as const

test('asking: the same again, a closed union, a standing, the own union, another that waits, in this order', () => {
  const latest: TransferRow = { ...row, toOrgId: 'org_D' }
  expect(meetAsking({ ...asking, latest: row, standing: 'suspended' }, NOW)).toBe('again')
  const closed = { ...asking, to: { orgId: 'org_A', isOpen: false }, standing: 'suspended', latest } as const
  expect(meetAsking(closed, NOW)).toBe('org-closed')
  const isOpen = { ...closed, to: { orgId: 'org_A', isOpen: true } }
  expect(meetAsking(isOpen, NOW)).toBe('member-not-active')
  expect(meetAsking({ ...isOpen, standing: 'active' }, NOW)).toBe('transfer-same-org')
  expect(meetAsking({ ...asking, latest }, NOW)).toBe('transfer-waiting')
  expect(meetAsking({ ...asking, askedBy: 'from', latest: row }, NOW)).toBe('transfer-waiting')
  expect(meetAsking({ ...asking, latest }, latest.lapsesAt)).toBe('do')
  expect(meetAsking({ ...asking, latest: { ...latest, state: 'declined' } }, NOW)).toBe('do')
})
