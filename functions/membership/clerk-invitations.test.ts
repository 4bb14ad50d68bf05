import '../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { HOUR_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import type { ClerkInvitation } from '@gonghui/shared/membership/clerk-invitations'
import { expect, test } from 'vitest'
import type { Caller, StaffCaller } from '../lib/caller.ts'
import { grantsOf } from '../lib/grants.store.ts'
import { newId } from '../lib/ids.ts'
import { isRefusal } from '../lib/server.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { judge, stateOf, type Verdict } from './clerk-invitation.rule.ts'
import { acceptInvitation, invitationWith } from './clerk-invitation.store.ts'
import * as invitations from './clerk-invitations.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { closeOrg } from './org-tree.ts'
import * as holders from './role-holders.ts'
import { ask, makeUnion, NOW, newPerson, newStaff } from './test-union.ts'

const END = later(NOW, 24 * HOUR_MS)
const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)

async function outletOf(org: Org): Promise<string> {
  const outletId = newId('outlet', NOW)
  const row = { outletId, orgId: org.orgId, name: '海湾影城', address: '新港路 18 号' }
  await database.send(
    new PutCommand({ TableName: TABLE, Item: { ...keyOf('an outlet', { outletId }), ...row } }),
  )
  return outletId
}

let keys = 0
const invite = (
  caller: StaffCaller,
  org: Org,
  outletId: string,
  key = `key-${++keys}-of-invitation`,
  now = NOW,
) =>
  ask(invitations.createClerkInvitation, {
    caller,
    key,
    now,
    body: { orgId: org.orgId, outletId, label: '前台小王' },
  })
const view = (caller: Caller, clerkCode: string, now: Instant = NOW) =>
  ask(invitations.viewClerkInvitation, { caller, body: { clerkCode }, now })
const accept = (caller: Caller, clerkCode: string, now: Instant = NOW) =>
  ask(invitations.acceptClerkInvitation, { caller, body: { clerkCode }, now })
const revoke = (caller: StaffCaller, clerkCode: string) =>
  ask(invitations.revokeClerkInvitation, { caller, body: { clerkCode } })
async function listed(caller: StaffCaller, { orgId }: Org, now: Instant = NOW): Promise<ClerkInvitation[]> {
  const answer = await ask(invitations.listClerkInvitations, { caller, query: { orgId }, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items
}

/** An operator who has invited somebody to the counter of a cinema. */
async function invited() {
  const union = await makeUnion()
  const operator = await newStaff('operator', union.workplace)
  const outletId = await outletOf(union.workplace)
  const answer = await invite(operator, union.workplace, outletId)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return { ...union, operator, outletId, clerkCode: answer.body.clerkCode }
}

const clerkAt = (orgId: string, outletId: string) => ({
  ...{ role: 'clerk' as const, orgId, orgPath: `org_C/${orgId}`, orgName: '', outletId },
})

test.each<[string, Partial<Parameters<typeof judge>[0]>, boolean, boolean, Instant, Verdict]>([
  ['accepted by oneself', { acceptedBy: 'per_ME' }, true, true, END, 'again'],
  [
    'accepted by oneself, and taken away since',
    { acceptedBy: 'per_ME' },
    false,
    true,
    NOW,
    'clerk-invitation-used',
  ],
  [
    'accepted by another',
    { acceptedBy: 'per_OTHER', revokedAt: NOW },
    true,
    true,
    NOW,
    'clerk-invitation-used',
  ],
  ['revoked', { revokedAt: NOW }, true, true, END, 'clerk-invitation-revoked'],
  ['over at its very end', {}, true, false, END, 'clerk-invitation-expired'],
  ['by somebody who may invite no more', {}, true, false, NOW, 'clerk-invitation-revoked'],
  ['to where one is a clerk already', {}, true, true, NOW, 'clerk-already'],
  ['waiting to its last moment', {}, false, true, later(END, -1), 'go-on'],
])('an invitation that is %s is judged so', (_, given, isClerk, isMeant, now, verdict) => {
  const row = { orgId: 'org_A', outletId: 'out_A', validUntil: END, ...given }
  const grants = isClerk
    ? [clerkAt('org_A', 'out_A')]
    : [clerkAt('org_A', 'out_B'), clerkAt('org_B', 'out_A')]
  expect(judge(row, { personId: 'per_ME', grants }, isMeant, now)).toBe(verdict)
})

test('an invitation is waiting until its last moment, and expired from its end on', () => {
  expect([stateOf({ validUntil: END }, later(END, -1)), stateOf({ validUntil: END }, END)]).toEqual([
    'waiting',
    'expired',
  ])
})

test('somebody who is no member sees who invites them and where, accepts, and is a clerk of that outlet alone', async () => {
  const { workplace, operator, outletId, clerkCode } = await invited()
  const clerk = await newPerson()
  expect(await view(clerk, clerkCode)).toMatchObject({
    body: {
      orgName: workplace.name,
      outletName: '海湾影城',
      address: '新港路 18 号',
      until: END,
      accepted: false,
    },
  })
  expect(code(await accept(clerk, clerkCode))).toBe(200)
  expect(await grantsOf(clerk.personId)).toMatchObject([{ role: 'clerk', orgId: workplace.orgId, outletId }])
  const query = { orgId: workplace.orgId, role: 'clerk' as const }
  const answer = await ask(holders.listRoleHolders, { caller: operator, query })
  expect(answer).toMatchObject({
    body: {
      items: [{ personId: clerk.personId, label: '前台小王', outletName: '海湾影城', mayRevoke: true }],
    },
  })
  const changes = await ask(holders.listRoleChanges, { caller: operator, query: { orgId: workplace.orgId } })
  expect(changes).toMatchObject({ body: { items: [{ deed: 'given', role: 'clerk' }] } })
  expect(await listed(operator, workplace)).toMatchObject([{ state: 'accepted', acceptedAt: NOW }])
})

test('who has accepted may say so again, and is told that it is done; after the role is taken the code is spent', async () => {
  const { workplace, operator, outletId, clerkCode } = await invited()
  const clerk = await newPerson()
  const answers = await Promise.all([1, 2, 3].map(() => accept(clerk, clerkCode)))
  expect(answers.map(code)).toEqual([200, 200, 200])
  expect(await view(clerk, clerkCode)).toMatchObject({ body: { accepted: true } })
  expect(await grantsOf(clerk.personId)).toHaveLength(1)
  const body = {
    personId: clerk.personId,
    role: 'clerk' as const,
    orgId: workplace.orgId,
    outletId,
    reason: '离职',
  }
  expect(code(await ask(holders.revokeRole, { caller: operator, body }))).toBe(200)
  expect(code(await accept(clerk, clerkCode))).toBe('clerk-invitation-used')
  expect(await grantsOf(clerk.personId)).toEqual([])
})

test('of two who open one invitation at once one is a clerk, and the other is told that it is used', async () => {
  for (let round = 0; round < 5; round++) {
    const { clerkCode } = await invited()
    const people = await Promise.all(Array.from({ length: 4 }, newPerson))
    const answers = await Promise.all(people.map((person) => accept(person, clerkCode)))
    expect(answers.map(code).sort()).toEqual([200, ...Array(3).fill('clerk-invitation-used')])
    const held = await Promise.all(people.map(({ personId }) => grantsOf(personId)))
    expect(held.map((grants) => grants.length)).toEqual(answers.map((one) => (code(one) === 200 ? 1 : 0)))
  }
})

test('of accepting and taking back at once one counts, and both sides see the same', async () => {
  for (let round = 0; round < 5; round++) {
    const { operator, clerkCode } = await invited()
    const clerk = await newPerson()
    const [accepted, revoked] = await Promise.all([accept(clerk, clerkCode), revoke(operator, clerkCode)])
    const isClerk = (await grantsOf(clerk.personId)).length === 1
    expect([code(accepted), code(revoked)]).toEqual(
      isClerk ? [200, 'clerk-invitation-used'] : ['clerk-invitation-revoked', 200],
    )
  }
})

test('the invitation is spent only with the role: where the role is held already, it stays for another', async () => {
  const { workplace, outletId, clerkCode, operator } = await invited()
  const clerk = await newPerson()
  await accept(clerk, clerkCode)
  const second = await invite(operator, workplace, outletId)
  if (isRefusal(second)) throw new Error(second.refused)
  expect(code(await accept(clerk, second.body.clerkCode))).toBe('clerk-already')
  // As a request that looked before the role was there.
  const row = await invitationWith(second.body.clerkCode)
  if (!row) throw new Error('nothing was made')
  const { orgId, path, name } = workplace
  const grant = { role: 'clerk' as const, orgId, orgPath: path, orgName: name, outletId }
  expect(await acceptInvitation(row, { personId: clerk.personId, grant, now: NOW })).toBe('held')
  expect(code(await accept(await newPerson(), second.body.clerkCode))).toBe(200)
})

test('an invitation is made once, also where its answer is asked for again, and shown again to who may invite', async () => {
  const { workplace, outletId, operator } = await invited()
  const answers = await Promise.all([1, 2, 3].map(() => invite(operator, workplace, outletId, 'key-of-one')))
  expect(answers.map(code).sort()).toEqual([200, 200, 201])
  const codes = new Set(answers.map((one) => (isRefusal(one) ? one.refused : one.body.clerkCode)))
  expect(codes.size).toBe(1)
  expect((await listed(operator, workplace)).filter(({ clerkCode }) => codes.has(clerkCode))).toHaveLength(1)
})

test('expired, revoked and unknown codes say so', async () => {
  const { operator, workplace, clerkCode } = await invited()
  const clerk = await newPerson()
  expect(code(await accept(clerk, clerkCode, END))).toBe('clerk-invitation-expired')
  expect(await listed(operator, workplace, END)).toMatchObject([{ state: 'expired' }])
  for (let times = 0; times < 2; times++)
    expect(await revoke(operator, clerkCode)).toMatchObject({ status: 200, body: { state: 'revoked' } })
  expect(code(await view(clerk, clerkCode))).toBe('clerk-invitation-revoked')
  expect(code(await accept(clerk, `C${'2'.repeat(15)}`))).toBe('clerk-invitation-unknown')
})

test('codes are guessed ten times a minute and no more, and a right one does not count', async () => {
  const { clerkCode } = await invited()
  const guesser = await newPerson()
  await view(guesser, clerkCode)
  const wrong = [...'23456789AB'].map((letter) => `C${letter.repeat(15)}`)
  for (const one of wrong) expect(code(await view(guesser, one))).toBe('clerk-invitation-unknown')
  expect(code(await accept(guesser, clerkCode))).toBe('clerk-invitation-attempts')
  expect(code(await view(guesser, clerkCode, later(NOW, MINUTE_MS)))).toBe(200)
})

test('nobody invites, lists or takes back beside or above the own org, and an auditor sees no code', async () => {
  const { workplace, neighbour, outletId, clerkCode, city } = await invited()
  const beside = await newStaff('operator', neighbour)
  const auditor = await newStaff('auditor', city)
  for (const [caller, told] of [
    [beside, 'org-out-of-scope'],
    [auditor, 'role-not-yours-to-give'],
  ] as const) {
    expect(code(await invite(caller, workplace, outletId))).toBe(told)
    expect(code(await revoke(caller, clerkCode))).toBe(told)
    const query = { orgId: workplace.orgId }
    expect(code(await ask(invitations.listClerkInvitations, { caller, query }))).toBe(told)
  }
  const above = await newStaff('cadre', city)
  expect(code(await invite(above, workplace, await outletOf(neighbour)))).toBe('outlet-not-of-org')
  expect(code(await invite(above, workplace, outletId))).toBe(201)
})

test('what somebody invited to who may invite no more, or for an org that has closed, is as good as taken back', async () => {
  const { workplace, operator, clerkCode, city } = await invited()
  const cadre = await newStaff('cadre', city)
  const clerk = await newPerson()
  const body = {
    personId: operator.personId,
    role: 'operator' as const,
    orgId: workplace.orgId,
    reason: '换岗',
  }
  expect(code(await ask(holders.revokeRole, { caller: cadre, body }))).toBe(200)
  expect(code(await view(clerk, clerkCode))).toBe('clerk-invitation-revoked')
  expect(code(await accept(clerk, clerkCode))).toBe('clerk-invitation-revoked')

  const other = await invited()
  const closer = await newStaff('cadre', other.city)
  const { orgId } = other.workplace
  const { revision = 0 } = (await readOrgNow(orgId)) ?? {}
  expect(await ask(closeOrg, { caller: closer, params: { orgId }, body: { revision } })).toHaveProperty(
    'body',
  )
  expect(code(await accept(clerk, other.clerkCode))).toBe('clerk-invitation-revoked')
  expect(code(await invite(other.operator, other.workplace, other.outletId))).toBe('org-closed')
})
