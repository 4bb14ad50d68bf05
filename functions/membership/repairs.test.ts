import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { StaffCaller } from '../lib/caller.ts'
import { giveGrant } from '../lib/grants.store.ts'
import { newId } from '../lib/ids.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { client } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import { readApplication } from './application.store.ts'
import { removeApplication } from './application-farewell.store.ts'
import { apply } from './applications.ts'
import { approveApplication, listApplications } from './decisions.ts'
import { membershipOf } from './member.rule.ts'
import { readMember, readMemberOf } from './member.store.ts'
import { putOrg } from './org.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { mergeOrg, moveOrg } from './org-tree.ts'
import { listLooks } from './privacy.ts'
import { decideRepair, listRepairs, unmaskRepair } from './repairs.ts'
import { addToRoster } from './roster.store.ts'
import { readSessionsOf, startSession } from './session.store.ts'
import { leaveUnion } from './standings.ts'
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
  toldTo,
  type Union,
} from './test-union.ts'
import { answer, askFor, askTransfer } from './transfers.ts'

let union: Union
let keeper: StaffCaller
let scene: string
beforeAll(async () => {
  union = await makeUnion()
  keeper = await newStaff('cadre', union.workplace)
  scene = (await newJoinCode(union.neighbour)).scene
})
afterEach(async () => {
  for (const { counted, found } of await census(union.city.orgId)) expect(counted).toBe(found)
})

const list = async (caller: StaffCaller, orgId: string) => {
  const listed = await ask(listRepairs, { caller, query: { orgId } })
  if ('refused' in listed) throw new Error(listed.refused)
  return listed.body.items
}

/** A member of one union, and somebody who applies to the next with the same phone. */
async function twice(name = '林小工') {
  const old = await newMemberOf(union.workplace)
  const caller = await newPerson()
  await addToRoster(union.neighbour.orgId, [{ name, phone: old.phone }])
  const body = await proven(caller, { scene, phone: old.phone, name })
  const filed = await ask(apply, { caller, body })
  if ('refused' in filed) throw new Error(filed.refused)
  expect(filed.body.application.state).toBe('checking')
  return { old, caller, body, params: { applicationId: filed.body.application.applicationId } }
}

const decide = (
  params: { applicationId: string },
  decision: 'merge' | 'refuse',
  { caller = keeper, now = NOW } = {},
) => ask(decideRepair, { caller, params, body: { decision, reason: '当面核对了身份证' }, now })

test('a phone that is a member’s, though on the roster, makes no second member: both are shown masked, to the keepers', async () => {
  const { old, caller, body, params } = await twice()
  expect(await readMemberOf(caller.personId)).toBeUndefined()
  expect(await ask(apply, { caller, body })).toMatchObject({ status: 200, body: { application: params } })
  for (const [cadre, org] of [
    [keeper, union.workplace],
    [await newStaff('cadre', union.city), union.city],
  ] as const) {
    const [item] = (await list(cadre, org.orgId)).filter((one) => one.applicationId === params.applicationId)
    expect(item).toMatchObject({
      nameMasked: '林**',
      sameName: true,
      orgName: '山海物流工会',
      holder: { memberId: old.row.memberId, nameMasked: '林**', orgName: '海风电子工会' },
    })
    expect(JSON.stringify(item)).not.toMatch(new RegExp(`小工|${old.phone}`))
  }
  const beside = await newStaff('cadre', union.neighbour)
  expect(await list(beside, union.neighbour.orgId)).toEqual([])
  expect(await decide(params, 'merge', { caller: beside })).toEqual({ refused: 'org-out-of-scope' })
  const queued = await ask(listApplications, { caller: beside, query: { orgId: union.neighbour.orgId } })
  expect(JSON.stringify(queued)).not.toContain(params.applicationId)
})

test('whole names are shown for a reason, and both looks are written down', async () => {
  const { old, params } = await twice('王大明')
  const shown = await ask(unmaskRepair, { caller: keeper, params, body: { reason: '打电话核对' } })
  expect(shown).toMatchObject({
    body: {
      applicant: { name: '王大明', phone: old.phone },
      holder: { name: '林小工', phone: old.phone },
    },
  })
  const look = { personId: keeper.personId, reason: '打电话核对', at: NOW }
  const { memberId } = old.row
  expect(await readRange(rangeOf('a look at a member’s whole name and phone', { memberId }))).toMatchObject([
    look,
  ])
  expect(await readRange(rangeOf('a look at an applicant’s whole name and phone', params))).toMatchObject([
    { ...look, expiresAt: Math.floor(Date.parse(look.at) / 1_000) + 3 * 365 * 86_400 },
  ])
})

test('the applicant finds the look among those at their own, and its reason goes with the application', async () => {
  const { old, caller, params } = await twice('王大明')
  await ask(unmaskRepair, { caller: keeper, params, body: { reason: '打电话给王大明' } })
  await decide(params, 'merge')
  const member = await readMemberOf(caller.personId)
  if (!member) throw new Error('not merged')
  const asking = { ...caller, member: membershipOf(member) }
  const listed = await ask(listLooks, { caller: asking, query: {} })
  // The one at the member's record, and the one at the application.
  expect('body' in listed && listed.body.items.map(({ reason }) => reason)).toEqual([
    '打电话给王大明',
    '打电话给王大明',
  ])
  const row = await readApplication(params.applicationId)
  if (!row) throw new Error('no application')
  await removeApplication(row, NOW)
  const looks = rangeOf('a look at an applicant’s whole name and phone', params)
  expect(await readRange(looks)).toMatchObject([{ personId: keeper.personId, reason: '' }])
  expect(old.row.memberId).toBe(member.memberId)
})

test('merged, the same membership is on the new WeChat and no longer on the old', async () => {
  const { old, caller, params } = await twice()
  const merged = await decide(params, 'merge')
  expect(merged).toMatchObject({ status: 200, body: { application: { state: 'merged' } } })
  expect(await decide(params, 'merge', { now: later(NOW, 9_000) })).toMatchObject({ status: 200 })
  expect(await decide(params, 'refuse')).toMatchObject({ refused: 'application-decided' })
  expect((await readMemberOf(caller.personId))?.memberId).toBe(old.row.memberId)
  expect(await readMemberOf(old.caller.personId)).toBeUndefined()
  expect(await list(keeper, union.workplace.orgId)).not.toContainEqual(expect.objectContaining(params))
  expect(await toldTo(caller)).toMatchObject([{ kind: 'application-merged', at: NOW }])
})

test('with the token of the lost phone nobody ends or moves the membership on the new one', async () => {
  const { old, caller, params } = await twice()
  await startSession(old.caller.personId, NOW, '微信')
  await decide(params, 'merge')
  expect(await readSessionsOf(old.caller.personId, NOW)).toEqual([])
  await ask(leaveUnion, { caller: old.caller, body: { understood: true } })
  expect(await readMemberOf(caller.personId)).toMatchObject({ memberId: old.row.memberId })
  const wish = { toOrgId: union.neighbour.orgId, reason: '换单位' }
  expect(await ask(askTransfer, { caller: old.caller, body: wish })).toEqual({ refused: 'member-not-active' })
})

test('somebody else with the number is refused, in words, and nothing is merged', async () => {
  const { old, caller, params } = await twice()
  const refused = await decide(params, 'refuse')
  expect(refused).toMatchObject({ body: { application: { state: 'refused', reason: '当面核对了身份证' } } })
  expect((await readMemberOf(old.caller.personId))?.memberId).toBe(old.row.memberId)
  expect(await readMemberOf(caller.personId)).toBeUndefined()
})

test('where the member has left meanwhile, it goes back to the union that was applied to', async () => {
  const { old, params, caller } = await twice()
  await ask(leaveUnion, { caller: old.caller, body: { understood: true } })
  expect(await decide(params, 'merge')).toMatchObject({ body: { application: { state: 'waiting' } } })
  const there = await newStaff('cadre', union.neighbour)
  expect(await ask(approveApplication, { caller: there, params })).toMatchObject({ status: 200 })
  expect((await readMemberOf(caller.personId))?.orgId).toBe(union.neighbour.orgId)
})

test('a role is not taken over with a number', async () => {
  const { old, params } = await twice()
  const { orgId, path: orgPath, name: orgName } = union.workplace
  await giveGrant(old.caller.personId, { role: 'staff', orgId, orgPath, orgName })
  expect(await decide(params, 'merge')).toEqual({ refused: 'roles-held' })
})

test('of a merger, a refusal and a leaving at once, nobody has two memberships and no membership two people', async () => {
  for (let round = 0; round < 3; round++) {
    const { old, caller, params } = await twice()
    await Promise.all([
      decide(params, 'merge'),
      decide(params, 'refuse', { caller: await newStaff('cadre', union.street) }),
      ...(round === 0 ? [ask(leaveUnion, { caller: old.caller, body: { understood: true } })] : []),
    ])
    const mine = await Promise.all([old.caller, caller].map(({ personId }) => readMemberOf(personId)))
    expect(mine.filter(Boolean).length).toBeLessThanOrEqual(1)
    const row = await readMember(old.row.memberId)
    const holder = mine.findIndex(Boolean)
    if (holder >= 0) expect(row?.personId).toBe([old.caller, caller][holder]?.personId)
  }
})

test('dying at any call of a merger, and asked again, it is done once', async () => {
  for (const when of ['before', 'after'] as const)
    for (let nth = when === 'before' ? 1 : 2, calls = nth; calls >= nth; nth += 2) {
      const { old, caller, params } = await twice()
      const crash = crashAt(client, nth, when)
      const first = await decide(params, 'merge').catch(() => undefined)
      calls = crash.calls()
      crash.stop()
      expect(first ?? (await decide(params, 'merge'))).toMatchObject({ status: 200 })
      expect((await readMemberOf(caller.personId))?.memberId).toBe(old.row.memberId)
    }
})

/** A union to be changed, in it a street elsewhere with a workplace of its own, and whoever looks after each side. */
async function elsewhere() {
  union = await makeUnion()
  keeper = await newStaff('cadre', union.workplace)
  scene = (await newJoinCode(union.neighbour)).scene
  const put = (name: string, level: Org['level'], parentId: string) =>
    putOrg({ orgId: newId('org', NOW), name, level, parentId })
  const street = await put('沙头街道总工会', 'street', union.district.orgId)
  const workplace = await put('沙头电机工会', 'workplace', street.orgId)
  const [there, here] = [await newStaff('cadre', street), await newStaff('cadre', union.street)]
  return { street, workplace, there, here, mayor: await newStaff('cadre', union.city) }
}

/** Its keepers are those of the one place now, and nobody at the other learns more of it. */
async function isCheckedBy(
  { by, at, not, from }: { by: StaffCaller; at: Org; not: StaffCaller; from: Org },
  params: { applicationId: string },
) {
  expect(await list(by, at.orgId)).toContainEqual(expect.objectContaining(params))
  expect(await list(not, from.orgId)).not.toContainEqual(expect.objectContaining(params))
  const unmask = (caller: StaffCaller) =>
    ask(unmaskRepair, { caller, params, body: { reason: '打电话核对' } })
  expect(await unmask(not)).toEqual({ refused: 'org-out-of-scope' })
  expect(await decide(params, 'refuse', { caller: not })).toEqual({ refused: 'org-out-of-scope' })
  expect(await unmask(by)).toMatchObject({ status: 200 })
}

const revisionOf = async ({ orgId }: Org) => (await readOrgNow(orgId))?.revision ?? 0

test('where the holder’s union is moved or merged elsewhere, those above it now check, and no longer those before', async () => {
  const { street, workplace, there, here, mayor } = await elsewhere()
  const [one, other] = [await twice(), await twice()]
  const { orgId } = union.workplace
  const [to, back] = [street.orgId, union.street.orgId]
  for (const aboveId of [to, back, to]) {
    const body = { revision: await revisionOf(union.workplace), aboveId }
    expect(await ask(moveOrg, { caller: mayor, params: { orgId }, body })).toMatchObject({ status: 200 })
  }
  await isCheckedBy({ by: there, at: street, not: here, from: union.street }, one.params)
  expect(await decide(one.params, 'merge', { caller: there })).toMatchObject({ status: 200 })
  expect(await list(there, street.orgId)).toEqual([expect.objectContaining(other.params)])
  const body = { revision: await revisionOf(union.workplace), aboveId: back }
  await ask(moveOrg, { caller: mayor, params: { orgId }, body })
  const merging = { revision: await revisionOf(union.workplace), intoId: workplace.orgId }
  expect(await ask(mergeOrg, { caller: mayor, params: { orgId }, body: merging })).toMatchObject({
    status: 200,
  })
  await isCheckedBy({ by: there, at: workplace, not: here, from: union.street }, other.params)
})

test('where the holder is transferred, the cadres of their new union check', async () => {
  const { workplace, there, here } = await elsewhere()
  const { old, params } = await twice()
  const wish = { askedBy: 'from', asker: keeper.personId, toOrgId: workplace.orgId } as const
  const asked = await askFor(old.row.memberId, wish, NOW)
  if ('refused' in asked) throw new Error(asked.refused)
  const sidesIn = () => ({ member: false, from: false, to: true })
  const accepted = await answer(asked.row.transferId, { deed: 'accept', by: there.personId, sidesIn }, NOW)
  expect(accepted).toMatchObject({ row: { state: 'accepted' } })
  await isCheckedBy({ by: there, at: workplace, not: here, from: union.street }, params)
})

test('sent back after its own union has moved, it waits with those above that now', async () => {
  const { street, there, here, mayor } = await elsewhere()
  const { old, params } = await twice()
  const body = { revision: await revisionOf(union.neighbour), aboveId: street.orgId }
  await ask(moveOrg, { caller: mayor, params: { orgId: union.neighbour.orgId }, body })
  await ask(leaveUnion, { caller: old.caller, body: { understood: true } })
  expect(await decide(params, 'merge')).toMatchObject({ body: { application: { state: 'waiting' } } })
  const queued = async (caller: StaffCaller, { orgId }: Org) =>
    JSON.stringify(await ask(listApplications, { caller, query: { orgId } }))
  expect(await queued(there, street)).toContain(params.applicationId)
  expect(await queued(here, union.street)).not.toContain(params.applicationId)
  expect((await readApplication(params.applicationId))?.orgPathNames).toContain('沙头街道总工会')
})
