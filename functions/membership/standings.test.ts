import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import type { Standing } from '@gonghui/shared/lib/standing'
import type { StandingDeed } from '@gonghui/shared/membership/standing'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { MemberCaller, StaffCaller } from '../lib/caller.ts'
import { giveGrant } from '../lib/grants.store.ts'
import { newId } from '../lib/ids.ts'
import { readToken } from '../lib/tokens.ts'
import { client } from '../table/database.ts'
import { apply } from './applications.ts'
import { approveApplication } from './decisions.ts'
import { readHeadcount } from './headcount.store.ts'
import { getMe } from './me.ts'
import { readMember, readMemberOf } from './member.store.ts'
import { findMember, listMembers } from './members.ts'
import { putOrg } from './org.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { closeOrg, mergeOrg } from './org-tree.ts'
import { addToRoster } from './roster.store.ts'
import { leaveUnion, setStanding } from './standings.ts'
import { census } from './test-census.ts'
import {
  ask,
  makeUnion,
  NOW,
  newJoinCode,
  newMemberOf,
  newPerson,
  newStaff,
  proven,
  type Union,
} from './test-union.ts'

let union: Union
let cadre: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  cadre = await newStaff('cadre', union.workplace)
})
afterEach(async () => {
  for (const { counted, found } of await census(union.city.orgId)) expect(counted).toBe(found)
})

const set = (
  memberId: string,
  deed: StandingDeed,
  seen: Standing,
  { caller = cadre, reason = '单位来函', now = NOW } = {},
) => ask(setStanding, { caller, params: { memberId }, body: { deed, seen, reason }, now })
const leave = (caller: MemberCaller, now = NOW) =>
  ask(leaveUnion, { caller, body: { understood: true, reason: '离开本市' }, now })
const members = async () => (await readHeadcount(union.workplace.orgId)).total
const told = async (caller: MemberCaller) => {
  const me = await ask(getMe, { caller })
  if ('refused' in me) throw new Error('not known')
  const token = readToken(me.body.token ?? '')
  return { me: me.body, token: typeof token === 'string' ? undefined : token }
}

test('who is suspended stays on the roll, is told why, and the token says so; then all is as before', async () => {
  const { caller, row } = await newMemberOf(union.workplace)
  const before = await members()
  const at = later(NOW, 1_000)
  const suspended = await set(row.memberId, 'suspend', 'active', { now: at })
  const shown = { standing: 'suspended', standingReason: '单位来函', standingSince: at }
  expect(suspended).toMatchObject({ status: 200, body: { member: shown } })
  expect(await set(row.memberId, 'suspend', 'active')).toMatchObject({ status: 200, body: { member: shown } })
  expect(await members()).toBe(before)
  expect((await told(caller)).me.member).toMatchObject(shown)
  expect(await set(row.memberId, 'retire', 'active')).toEqual({ refused: 'member-changed' })
  await set(row.memberId, 'resume', 'suspended')
  expect((await told(caller)).me.member).toMatchObject({ standing: 'active' })
})

test('who retires keeps membership and phone but is counted no more; a cadre finds them, also after a merger', async () => {
  const { caller, row, phone } = await newMemberOf(union.workplace)
  const before = await members()
  await set(row.memberId, 'retire', 'active')
  expect(await members()).toBe(before - 1)
  expect((await told(caller)).me.member).toMatchObject({ standing: 'retired', memberId: row.memberId })
  const query = { orgId: union.workplace.orgId }
  const listed = await ask(listMembers, { caller: cadre, query })
  expect(JSON.stringify(listed)).not.toContain(row.memberId)
  const found = await ask(findMember, { caller: cadre, body: { ...query, phone } })
  expect(found).toMatchObject({ body: { member: { standing: 'retired' } } })
  expect(await set(row.memberId, 'suspend', 'retired')).toEqual({ refused: 'standing-unfit' })
  await set(row.memberId, 'resume', 'retired')
  expect(await members()).toBe(before)
})

test('a retired member whose union was merged comes back into the one that stands', async () => {
  const { street } = union
  const mayor = await newStaff('cadre', street)
  const [from, into] = [await other('丙厂工会'), await other('丁厂工会')]
  const { row } = await newMemberOf(from)
  await set(row.memberId, 'retire', 'active', { caller: mayor })
  const { revision = 0 } = (await readOrgNow(from.orgId)) ?? {}
  const merger = { params: { orgId: from.orgId }, body: { revision, intoId: into.orgId } }
  expect(await ask(mergeOrg, { caller: mayor, ...merger })).toMatchObject({ status: 200 })
  expect(await set(row.memberId, 'resume', 'retired', { caller: mayor })).toMatchObject({ status: 200 })
  expect((await readMember(row.memberId))?.orgId).toBe(into.orgId)
})

async function other(name: string) {
  return putOrg({ orgId: newId('org', NOW), name, level: 'workplace', parentId: union.street.orgId })
}

test('who leaves is no member any more, and told so twice; who comes back is the same member with all they had', async () => {
  const { caller, row, phone } = await newMemberOf(union.workplace, { tags: ['劳模'] })
  const before = await members()
  const left = await leave(caller)
  if ('refused' in left) throw new Error(left.refused)
  expect(await leave(caller, later(NOW, 9_000))).toMatchObject({ status: 200, body: { left: true } })
  expect(await members()).toBe(before - 1)
  expect(await readMemberOf(caller.personId)).toBeUndefined()
  const { me } = await told(caller)
  expect(me.member).toBeUndefined()
  expect(me.former).toEqual({ orgName: '海风电子工会', endedAt: NOW })

  // The number is free: somebody else may have it now. The one who left comes back with another.
  const { scene } = await newJoinCode(union.neighbour)
  const heir = await newPerson()
  await addToRoster(union.neighbour.orgId, [{ name: '新人', phone }])
  await ask(apply, { caller: heir, body: await proven(heir, { scene, name: '新人', phone }) })
  expect(await readMemberOf(heir.personId)).toMatchObject({ orgId: union.neighbour.orgId })
  const there = await newStaff('cadre', union.neighbour)
  const now = later(NOW, 60_000)
  const back = await ask(apply, { caller, body: await proven(caller, { scene }), now })
  if ('refused' in back) throw new Error(back.refused)
  const params = { applicationId: back.body.application.applicationId }
  expect(await ask(approveApplication, { caller: there, params, now })).toMatchObject({ status: 200 })
  expect(await readMemberOf(caller.personId)).toMatchObject({
    memberId: row.memberId,
    memberNo: row.memberNo,
    orgId: union.neighbour.orgId,
    joinedAt: now,
    tags: ['劳模'],
    before: [{ orgPath: union.workplace.path, until: NOW }],
  })
})

test('a death ends the membership; whoever comes back on that WeChat waits for a cadre, roster or not', async () => {
  const { caller, row, phone } = await newMemberOf(union.workplace)
  await set(row.memberId, 'report-death', 'active')
  expect(await readMemberOf(caller.personId)).toBeUndefined()
  const { scene } = await newJoinCode(union.neighbour)
  await addToRoster(union.neighbour.orgId, [{ name: '林小工', phone }])
  const again = await ask(apply, { caller, body: await proven(caller, { scene, phone }) })
  expect(again).toMatchObject({ body: { application: { state: 'waiting' } } })
})

test('who retired at a union that was closed since comes back to the one above it, and is counted there', async () => {
  const city = await newStaff('cadre', union.city)
  const org = await putOrg({
    ...{ orgId: newId('org', NOW), name: '关了的工会', level: 'workplace', parentId: union.street.orgId },
  })
  const { row } = await newMemberOf(org)
  await set(row.memberId, 'retire', 'active', { caller: city })
  const closed = await ask(closeOrg, { caller: city, params: { orgId: org.orgId }, body: { revision: 1 } })
  expect(closed).toMatchObject({ status: 200 })
  const below = await newStaff('cadre', org)
  expect(await set(row.memberId, 'resume', 'retired', { caller: below })).toEqual({
    refused: 'org-out-of-scope',
  })
  const before = (await readHeadcount(union.street.orgId)).total
  expect(await set(row.memberId, 'resume', 'retired', { caller: city })).toMatchObject({
    body: { member: { orgId: union.street.orgId, standing: 'active' } },
  })
  expect((await readHeadcount(union.street.orgId)).total).toBe(before + 1)
})

test('who holds a role hands it over first', async () => {
  const { caller, row } = await newMemberOf(union.workplace)
  const { orgId, path: orgPath, name: orgName } = union.workplace
  await giveGrant(caller.personId, { role: 'staff', orgId, orgPath, orgName })
  expect(await leave(caller)).toEqual({ refused: 'roles-held' })
  for (const deed of ['suspend', 'retire', 'report-death'] as const)
    expect(await set(row.memberId, deed, 'active')).toEqual({ refused: 'roles-held' })
})

test('a cadre beside, below or unknown does nothing', async () => {
  const { row } = await newMemberOf(union.workplace)
  const caller = await newStaff('cadre', union.neighbour)
  expect(await set(row.memberId, 'suspend', 'active', { caller })).toEqual({ refused: 'org-out-of-scope' })
  expect(await set('mem_01J00000000000000000000000', 'suspend', 'active')).toEqual({
    refused: 'member-unknown',
  })
})

test('of many deeds at once each is done or told, and leaving twice leaves once', async () => {
  const { caller, row } = await newMemberOf(union.workplace)
  const before = await members()
  await Promise.all([
    leave(caller),
    leave(caller),
    set(row.memberId, 'retire', 'active'),
    set(row.memberId, 'suspend', 'active'),
  ])
  expect((await readMember(row.memberId))?.standing).toBe('left')
  expect(await members()).toBe(before - 1)
})

test('dying at any call of leaving and of retiring, and asked again, it is done once', async () => {
  for (const when of ['before', 'after'] as const)
    for (let nth = 1, calls = nth; calls >= nth; nth++) {
      const { caller, row } = await newMemberOf(union.workplace)
      const before = await members()
      const act = () => (nth % 2 ? leave(caller) : set(row.memberId, 'retire', 'active'))
      const injection = crashAt(client, nth, when)
      const first = await act().catch(() => undefined)
      calls = injection.calls()
      injection.stop()
      expect(first ?? (await act())).toMatchObject({ status: 200 })
      expect(await members()).toBe(before - 1)
    }
})
