/** A merchant's clerk over HTTP alone: invited by code, no union member, and able to redeem at one counter and no other. */
import './test-stack.ts'
import { listMyOutlets } from '@gonghui/shared/benefits/outlets'
import {
  acceptClerkInvitation,
  createClerkInvitation,
  revokeClerkInvitation,
  viewClerkInvitation,
} from '@gonghui/shared/membership/clerk-invitations'
import { listRoleHolders, revokeRole } from '@gonghui/shared/membership/role-holders'
import { getMe } from '@gonghui/shared/membership/sessions'
import { beforeAll, expect, test } from 'vitest'
import { ask, logIn, type Person, problemOf, told } from './test-people.ts'
import { stack } from './test-stack.ts'
import * as till from './test-till.ts'
import { makeMembers, makeOutlet, makeWorld, openDrop, type World } from './test-world.ts'

let world: World
let there: string
let holders: till.Holder[]
let keys = 0

beforeAll(async () => {
  world = await makeWorld(stack)
  const { here } = world
  there = await makeOutlet(here.operator, here.org, '荔园影院')
  const members = await makeMembers(world, 2, here)
  const dropId = await openDrop(here, { outletIds: [here.outletId, there] })
  holders = await till.takeVouchers(members, dropId)
})

const holder = (index: number): till.Holder => holders[index] ?? expect.fail('there is no such voucher')

async function invite(): Promise<string> {
  const { operator, org, outletId } = world.here
  const body = { orgId: org.orgId, outletId, label: '前台小王' }
  return (await told(operator, createClerkInvitation, { body }, `key-of-invitation-${++keys}`)).body.clerkCode
}
const codeOf = (came: Awaited<ReturnType<typeof accept>>) => problemOf(came)?.code ?? came.kind
const accept = (who: Person, clerkCode: string) => ask(who, acceptClerkInvitation, { body: { clerkCode } })

test('an operator invites, somebody who is no member accepts, and redeems at that counter alone until the role is taken', async () => {
  const { operator, org, outletId } = world.here
  const clerk = await logIn(stack, 'o-cashier')
  const pass = await till.passOf(holder(0))
  expect((await till.redeem(clerk, outletId, { pass })).code).toBe('role-missing')
  const clerkCode = await invite()
  expect((await told(clerk, viewClerkInvitation, { body: { clerkCode } })).body).toMatchObject({
    orgName: org.name,
    outletName: '海湾影城·新港店',
    accepted: false,
  })
  await told(clerk, acceptClerkInvitation, { body: { clerkCode } })
  expect((await told(clerk, getMe, {})).body.member).toBeUndefined()
  expect((await told(clerk, listMyOutlets, {})).body.items.map((one) => one.outletId)).toEqual([outletId])
  expect((await till.redeem(clerk, there, { pass })).code).toBe('outlet-not-yours')
  expect((await till.redeem(clerk, outletId, { pass })).status).toBe(201)

  const query = { orgId: org.orgId, role: 'clerk' } as const
  expect((await told(operator, listRoleHolders, { query })).body.items).toMatchObject([
    { personId: clerk.personId, label: '前台小王', outletId, mayRevoke: true },
  ])
  const body = {
    personId: clerk.personId,
    role: 'clerk',
    orgId: org.orgId,
    outletId,
    reason: '离职',
  } as const
  await told(operator, revokeRole, { body })
  const next = await till.passOf(holder(1))
  expect((await till.redeem(clerk, outletId, { pass: next })).code).toBe('role-missing')
  expect(codeOf(await accept(clerk, clerkCode))).toBe('clerk-invitation-used')
})

test('of many who open one invitation at once one is a clerk', async () => {
  const clerkCode = await invite()
  const people = await Promise.all(Array.from({ length: 8 }, (_, i) => logIn(stack, `o-at-once-${i}`)))
  const ends = (await Promise.all(people.map((one) => accept(one, clerkCode)))).map(codeOf)
  expect(ends.filter((end) => end === 'answer')).toHaveLength(1)
  expect(ends.filter((end) => end === 'clerk-invitation-used')).toHaveLength(7)
  for (const [i, person] of people.entries())
    expect((await ask(person, listMyOutlets, {})).kind).toBe(ends[i] === 'answer' ? 'answer' : 'refused')
})

test('an invitation that is taken back makes nobody a clerk', async () => {
  const clerkCode = await invite()
  await told(world.here.operator, revokeClerkInvitation, { body: { clerkCode } })
  expect(codeOf(await accept(await logIn(stack, 'o-too-late'), clerkCode))).toBe('clerk-invitation-revoked')
})
