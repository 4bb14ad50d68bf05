import '../../infra/local/test-table.ts'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { client } from '../table/database.ts'
import { apply } from './applications.ts'
import { listCheckInLists } from './check-ins.ts'
import { listApplications } from './decisions.ts'
import { listJoinCodes } from './join-codes.ts'
import { listMembers } from './members.ts'
import { findOrgs, getManagedOrg } from './org-tree.ts'
import { listTagClaims } from './tags.ts'
import {
  ask,
  makeUnion,
  newJoinCode,
  newMemberOf,
  newPerson,
  newStaff,
  proven,
  type Union,
} from './test-union.ts'

/** What a list, a roll-up or a look-up costs does not grow with the members: three calls to the table at most. */
let union: Union
let cadre: StaffCaller
let calls = 0
client.middlewareStack.add(
  (next) => (args) => {
    calls += 1
    return next(args)
  },
  { step: 'build', name: 'count' },
)

beforeAll(async () => {
  union = await makeUnion()
  cadre = await newStaff('cadre', union.city)
})
beforeEach(() => {
  calls = 0
})

async function fill(times: number): Promise<void> {
  const { scene } = await newJoinCode(union.workplace)
  for (let i = 0; i < times; i++) {
    await Promise.all([newMemberOf(union.workplace), newMemberOf(union.neighbour)])
    const caller = await newPerson()
    await ask(apply, { caller, body: await proven(caller, { scene }) })
  }
}

async function counted(deed: () => Promise<unknown>): Promise<number> {
  const before = calls
  await deed()
  return calls - before
}

const costs = async () => {
  const [city, workplace] = [{ orgId: union.city.orgId }, { orgId: union.workplace.orgId }]
  return {
    applications: await counted(() => ask(listApplications, { caller: cadre, query: city })),
    rollUp: await counted(() => ask(getManagedOrg, { caller: cadre, params: { orgId: union.street.orgId } })),
    lookUp: await counted(() => ask(findOrgs, { query: { name: 'hfdz' } })),
    members: await counted(() => ask(listMembers, { caller: cadre, query: workplace })),
    tagClaims: await counted(() => ask(listTagClaims, { caller: cadre, query: city })),
    joinCodes: await counted(() => ask(listJoinCodes, { caller: cadre, query: workplace })),
    checkInLists: await counted(() => ask(listCheckInLists, { caller: cadre, query: city })),
  }
}

test('lists, roll-ups and look-ups take three calls at most, with few members and with many', async () => {
  await fill(2)
  const few = await costs()
  await fill(10)
  const many = await costs()
  expect(Math.max(...Object.values(many))).toBeLessThanOrEqual(3)
  expect(many).toEqual(few)
})
