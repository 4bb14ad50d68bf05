import '../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Org } from '@gonghui/shared/lib/org'
import { type Role, roles } from '@gonghui/shared/lib/roles'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { giveGrant, grantsOf } from '../lib/grants.store.ts'
import { newId } from '../lib/ids.ts'
import { isRefusal } from '../lib/server.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { mayGive, mayTakeLastCadre } from './role.rule.ts'
import * as holders from './role-holders.ts'
import { ask, makeUnion, moveAway, NOW, newMemberOf, newStaff, type Union } from './test-union.ts'

let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)
const give = (caller: StaffCaller, personId: string, role: Role, org: Org, outletId?: string) =>
  ask(holders.giveRole, {
    caller,
    body: { personId, role, orgId: org.orgId, ...(outletId ? { outletId } : {}) },
  })
const take = (caller: StaffCaller, personId: string, role: Role, org: Org) =>
  ask(holders.revokeRole, { caller, body: { personId, role, orgId: org.orgId, reason: '换岗' } })
async function held(caller: StaffCaller, org: Org, role?: Role) {
  const query = { orgId: org.orgId, ...(role ? { role } : {}) }
  const answer = await ask(holders.listRoleHolders, { caller, query })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items
}
async function outletOf(org: Org) {
  const outletId = newId('outlet', NOW)
  const Item = { ...keyOf('an outlet', { outletId }), outletId, orgId: org.orgId, name: '海湾影城' }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
  return outletId
}
/** A cadre of its own, in an org where other tests have none. */
async function ownOrg() {
  const fresh = await makeUnion()
  return {
    ...fresh,
    cadre: await newStaff('cadre', fresh.workplace),
    above: await newStaff('cadre', fresh.street),
  }
}

test('a role that is given holds at the next call, shows in the list and in the history; taken away it is gone', async () => {
  const { workplace, cadre, above } = await ownOrg()
  const { caller } = await newMemberOf(workplace, { name: '周小满' })
  const { personId } = caller
  expect(code(await give(cadre, personId, 'staff', workplace))).toBe(201)
  expect(await grantsOf(personId)).toMatchObject([{ role: 'staff', orgPath: workplace.path }])
  expect(await held(above, workplace, 'staff')).toEqual([
    {
      ...{ personId, role: 'staff', orgId: workplace.orgId, orgName: workplace.name, nameMasked: '周**' },
      ...{ phoneMasked: expect.stringMatching(/^139\*{4}/), mayRevoke: true },
    },
  ])
  expect(code(await take(cadre, personId, 'staff', workplace))).toBe(200)
  expect(await grantsOf(personId)).toEqual([])
  expect(await held(above, workplace, 'staff')).toEqual([])
  const changes = await ask(holders.listRoleChanges, { caller: above, query: { orgId: workplace.orgId } })
  expect(changes).toMatchObject({ body: { items: [{ role: 'staff', nameMasked: '周**' }] } })
})

test('given twice and taken twice is given and taken once', async () => {
  const { workplace, cadre } = await ownOrg()
  const { personId } = (await newMemberOf(workplace)).caller
  const given = await Promise.all([1, 2, 3].map(() => give(cadre, personId, 'matchmaker', workplace)))
  expect(given.map(code).sort()).toEqual([200, 200, 201])
  const taken = await Promise.all([1, 2, 3].map(() => take(cadre, personId, 'matchmaker', workplace)))
  expect(taken.map(code)).toEqual([200, 200, 200])
  expect(await grantsOf(personId)).toEqual([])
})

test('a clerk’s role is bound to an outlet of that org, and no other role to any', async () => {
  const { workplace, street, cadre } = await ownOrg()
  const { personId } = (await newMemberOf(workplace)).caller
  const [ours, theirs] = [await outletOf(workplace), await outletOf(street)]
  expect(code(await give(cadre, personId, 'clerk', workplace))).toBe('outlet-not-of-org')
  expect(code(await give(cadre, personId, 'clerk', workplace, theirs))).toBe('outlet-not-of-org')
  expect(code(await give(cadre, personId, 'staff', workplace, ours))).toBe('outlet-not-of-org')
  expect(code(await give(cadre, personId, 'clerk', workplace, ours))).toBe(201)
  expect(await held(cadre, workplace, 'clerk')).toMatchObject([{ outletId: ours, outletName: '海湾影城' }])
})

test('only a member whom one looks after is found or given a role', async () => {
  const { workplace, neighbour, cadre, above } = await ownOrg()
  const { caller, phone, row } = await newMemberOf(neighbour)
  const find = (by: StaffCaller, body: object) =>
    ask(holders.findCandidate, { caller: by, body: { orgId: workplace.orgId, ...body } as never })
  expect(code(await find(cadre, { phone }))).toBe('member-unknown')
  expect(code(await give(cadre, caller.personId, 'staff', workplace))).toBe('member-unknown')
  expect(await find(above, { phone })).toMatchObject({ body: { candidate: { personId: caller.personId } } })
  expect(code(await find(above, { memberNo: row.memberNo }))).toBe(200)
  expect(code(await give(above, caller.personId, 'staff', workplace))).toBe(201)
  const nobody = (await newStaff('clerk', workplace)).personId
  expect(code(await give(cadre, nobody, 'staff', workplace))).toBe('member-unknown')
})

test('after a move of the union a member is found and given roles by those above it now, and by those before no more', async () => {
  const { above: before, ...fresh } = await ownOrg()
  const { caller, phone } = await newMemberOf(fresh.workplace)
  const now = await newStaff('cadre', await moveAway(fresh))
  const body = { orgId: fresh.workplace.orgId, phone } as never
  expect(code(await ask(holders.findCandidate, { caller: now, body }))).toBe(200)
  expect(code(await give(now, caller.personId, 'staff', fresh.workplace))).toBe(201)
  expect(code(await give(before, caller.personId, 'staff', fresh.street))).toBe('member-unknown')
})

test('the last cadre of an org is taken away by its upper org alone, and the city’s by nobody', async () => {
  const { workplace, city, cadre, above } = await ownOrg()
  expect(code(await take(cadre, cadre.personId, 'cadre', workplace))).toBe('last-cadre')
  const second = (await newMemberOf(workplace)).caller
  expect(code(await give(cadre, second.personId, 'cadre', workplace))).toBe(201)
  expect(code(await take(cadre, cadre.personId, 'cadre', workplace))).toBe(200)
  expect(code(await take(above, second.personId, 'cadre', workplace))).toBe(200)
  const mayor = await newStaff('cadre', city)
  expect(code(await take(mayor, mayor.personId, 'cadre', city))).toBe('last-cadre')
})

test('of two cadres who take each other’s role at once one keeps it', async () => {
  for (let round = 0; round < 5; round++) {
    const { workplace, cadre } = await ownOrg()
    const { caller } = await newMemberOf(workplace)
    await give(cadre, caller.personId, 'cadre', workplace)
    const other: StaffCaller = { ...caller, grants: await grantsOf(caller.personId) }
    const answers = await Promise.all([
      take(cadre, other.personId, 'cadre', workplace),
      take(other, cadre.personId, 'cadre', workplace),
    ])
    expect(answers.map(code).sort()).toEqual([200, 'last-cadre'])
    expect((await grantsOf(cadre.personId)).length + (await grantsOf(other.personId)).length).toBe(1)
  }
})

/** Who may give what, written out: rows are the giver, columns the role given, at the own org and below it. */
const table: Readonly<Record<Role, Readonly<Record<Role, 'own' | 'below' | 'no'>>>> = {
  cadre: { operator: 'own', staff: 'own', clerk: 'own', cadre: 'own', matchmaker: 'own', auditor: 'below' },
  operator: { operator: 'no', staff: 'own', clerk: 'own', cadre: 'no', matchmaker: 'no', auditor: 'no' },
  staff: { operator: 'no', staff: 'no', clerk: 'no', cadre: 'no', matchmaker: 'no', auditor: 'no' },
  clerk: { operator: 'no', staff: 'no', clerk: 'no', cadre: 'no', matchmaker: 'no', auditor: 'no' },
  matchmaker: { operator: 'no', staff: 'no', clerk: 'no', cadre: 'no', matchmaker: 'no', auditor: 'no' },
  auditor: { operator: 'no', staff: 'no', clerk: 'no', cadre: 'no', matchmaker: 'no', auditor: 'no' },
}

test.each(roles.flatMap((giver) => roles.map((role) => [giver, role] as const)))(
  'a %s may give the role of %s as the table says, and never beside or above',
  (giver, role) => {
    const at = (orgPath: string) =>
      mayGive([{ role: giver, orgId: 'org_S', orgPath: 'org_C/org_D/org_S', orgName: '' }], role, orgPath)
    const allowed = table[giver][role]
    expect(at('org_C/org_D/org_S')).toBe(allowed === 'own')
    expect(at('org_C/org_D/org_S/org_W')).toBe(allowed !== 'no')
    expect([at('org_C/org_D'), at('org_C'), at('org_C/org_D/org_T'), at('org_C/org_D/org_SX')]).toEqual(
      Array(4).fill(false),
    )
  },
)

test('the city’s own cadres choose its auditor, for nobody is above', () => {
  const city = { role: 'cadre', orgId: 'org_C', orgPath: 'org_C', orgName: '' } as const
  expect(mayGive([city], 'auditor', 'org_C')).toBe(true)
})

test('a cadre of an org that has moved is its own cadre still, and not one above it', () => {
  const own = { role: 'cadre', orgId: 'org_W', orgPath: 'org_C/org_A/org_W', orgName: '' } as const
  const above = { ...own, orgId: 'org_B', orgPath: 'org_C/org_D/org_B' }
  const now = 'org_C/org_B/org_W'
  expect([mayGive([own], 'staff', now), mayGive([own], 'auditor', now)]).toEqual([true, false])
  expect(mayTakeLastCadre([own], now)).toBe(false)
  expect([mayGive([above], 'auditor', now), mayTakeLastCadre([above], now)]).toEqual([true, true])
})

test('what somebody holds is kept apart by org and outlet', async () => {
  const { workplace, street } = await ownOrg()
  const { personId } = (await newMemberOf(workplace)).caller
  for (const org of [workplace, street])
    await giveGrant(personId, { role: 'staff', orgId: org.orgId, orgPath: org.path, orgName: org.name })
  const mayor = await newStaff('cadre', union.city)
  expect(code(await take(mayor, personId, 'staff', workplace))).toBe('org-out-of-scope')
  expect(await grantsOf(personId)).toHaveLength(2)
})
