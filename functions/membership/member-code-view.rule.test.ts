import type { Grant, Role } from '@gonghui/shared/lib/roles'
import { expect, test } from 'vitest'
import type { MemberRow } from './member.rule.ts'
import { mayVerify, shownAtDesk } from './member-code-view.rule.ts'

const member = {
  memberId: 'mem_1',
  memberNo: '260000000018',
  nameMasked: '林**',
  phoneMasked: '139****0001',
  orgName: '海风电子工会',
  orgPath: 'city/here/work',
  tags: ['劳模'],
} as unknown as MemberRow

const callerWith = (role: Role, orgPath: string) => ({
  personId: 'per_1',
  sessionId: 'ses_1',
  grants: [{ role, orgPath, orgId: 'x', orgName: 'x' } satisfies Grant],
})
const learnt = (role: Role, heldAt: string, deskPath = heldAt) =>
  Object.keys(shownAtDesk(member, false, { caller: callerWith(role, heldAt), deskPath })).sort()

const FACE = ['late', 'nameMasked']
const DESK = [...FACE, 'orgName', 'phoneMasked'].sort()

test.each([
  ['a clerk learns the family name', 'clerk', 'city', FACE],
  ['a matchmaker learns the family name', 'matchmaker', 'city/here', FACE],
  ['staff at an event learn the union and the tail of the phone', 'staff', 'city', DESK],
  ['an operator likewise', 'operator', 'city/there', DESK],
  ['a cadre of another district learns no more than a desk', 'cadre', 'city/there', DESK],
  [
    'a cadre above the member learns the record',
    'cadre',
    'city/here',
    [...DESK, 'memberId', 'memberNo', 'tags'],
  ],
] as const)('%s', (_, role, heldAt, fields) => {
  expect(learnt(role, heldAt)).toEqual([...fields].sort())
})

test('nobody verifies for an org that their role does not reach', () => {
  expect(mayVerify(callerWith('staff', 'city/here'), 'city/there')).toBe(false)
  expect(mayVerify(callerWith('staff', 'city/here'), 'city')).toBe(false)
  expect(mayVerify(callerWith('clerk', 'city/here'), 'city/here')).toBe(true)
})
