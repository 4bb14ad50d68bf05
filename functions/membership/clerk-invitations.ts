import type { Instant } from '@gonghui/shared/lib/instant'
import type { OrgPath } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/membership/clerk-invitations'
import type { ClerkInvitation } from '@gonghui/shared/membership/clerk-invitations'
import { guess } from '../lib/attempts.store.ts'
import type { Caller, StaffCaller } from '../lib/caller.ts'
import { grantsOf } from '../lib/grants.store.ts'
import { log } from '../lib/log.ts'
import { earlierResult } from '../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { type InvitationRow, judge, stateOf } from './clerk-invitation.rule.ts'
import * as store from './clerk-invitation.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { mayGive, mayLook } from './role.rule.ts'
import { type OutletRow, readOutletName, readOutletNames } from './role.store.ts'

const shown = (row: InvitationRow, outlet: OutletRow | undefined, now: Instant): ClerkInvitation => ({
  clerkCode: store.codeOf(row),
  label: row.label,
  orgId: row.orgId,
  outletId: row.outletId,
  ...(outlet ? { outletName: outlet.name } : {}),
  state: stateOf(row, now),
  invitedAt: row.invitedAt,
  until: row.validUntil,
  ...(row.acceptedAt === undefined ? {} : { acceptedAt: row.acceptedAt }),
})

/** Whether the caller may invite clerks at a place: the org, or why not. */
async function orgToInviteAt(caller: StaffCaller, orgId: string) {
  const org = await readOrgNow(orgId)
  if (!org) return refuse('org-unknown')
  if (!mayLook(caller.grants, org.path)) return refuse('org-out-of-scope')
  return mayInvite(caller, org.path) ? org : refuse('role-not-yours-to-give')
}

const mayInvite = ({ grants }: Pick<StaffCaller, 'grants'>, at: OrgPath): boolean =>
  mayGive(grants, 'clerk', at)

export const createClerkInvitation: Handler<typeof contracts.createClerkInvitation> = async (request) => {
  const { body, caller, key, now } = request
  const { personId } = caller
  const org = await orgToInviteAt(caller, body.orgId)
  if (isRefusal(org)) return org
  const outlet = await readOutletName(body.outletId)
  const repeat = { personId, key, body }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier !== undefined) return again(earlier, outlet, now)
  if (org.closedAt !== undefined) return refuse('org-closed')
  if (outlet?.orgId !== org.orgId) return refuse('outlet-not-of-org')
  const row = store.newInvitation({ ...body, invitedBy: personId }, now)
  if (await store.putInvitation(row, repeat)) {
    log.info('clerk invited', { by: personId, orgId: org.orgId, outletId: outlet.outletId })
    return reply(201, shown(row, outlet, now))
  }
  const raced = await earlierResult(repeat)
  return raced && raced !== 'reused' ? again(raced, outlet, now) : refuse('idempotency-key-reused')
}

async function again(codeHash: string, outlet: OutletRow | undefined, now: Instant) {
  const row = await store.readInvitation(codeHash)
  if (!row) throw new Error('a request is remembered, but the invitation it made is gone')
  return reply(200, shown(row, outlet, now))
}

export const listClerkInvitations: Handler<typeof contracts.listClerkInvitations> = async (request) => {
  const { query, caller, now } = request
  const org = await orgToInviteAt(caller, query.orgId)
  if (isRefusal(org)) return org
  const { items, cursor } = await store.readInvitationsOf(org.orgId, query.cursor)
  const outlets = await readOutletNames(items.map(({ outletId }) => outletId))
  const byId = new Map(outlets.map((outlet) => [outlet.outletId, outlet]))
  return reply(200, {
    items: items.map((row) => shown(row, byId.get(row.outletId), now)),
    cursor,
    serverTime: now,
  })
}

/** A code is drawn, and whoever scans one gets none wrong; who does so again and again is guessing. */
async function opened(clerkCode: string, { personId }: Caller, now: Instant) {
  const subject = `clerk-code-${personId}`
  const row = await guess({ subject }, now, () => store.invitationWith(clerkCode))
  if (row === 'too-many') return refuse('clerk-invitation-attempts')
  return row ?? refuse('clerk-invitation-unknown')
}

export const revokeClerkInvitation: Handler<typeof contracts.revokeClerkInvitation> = async (request) => {
  const { body, caller, now } = request
  const row = await opened(body.clerkCode, caller, now)
  if (isRefusal(row)) return row
  const org = await orgToInviteAt(caller, row.orgId)
  if (isRefusal(org)) return org
  const revoked = await store.revokeInvitation(row, { by: caller.personId, at: now })
  return revoked
    ? reply(200, shown(revoked, await readOutletName(row.outletId), now))
    : refuse('clerk-invitation-used')
}

/** Who opens an invitation, what they are invited to, and what it comes to. */
async function invited(clerkCode: string, caller: Caller, now: Instant) {
  const row = await opened(clerkCode, caller, now)
  if (isRefusal(row)) return row
  const [org, outlet, grants, invitersGrants] = await Promise.all([
    readOrgNow(row.orgId),
    readOutletName(row.outletId),
    grantsOf(caller.personId),
    grantsOf(row.invitedBy),
  ])
  if (!org || !outlet) throw new Error(`the org or the outlet of an invitation is gone: ${row.orgId}`)
  // Whoever has lost the role since invites nobody any more.
  const isMeant = org.closedAt === undefined && mayInvite({ grants: invitersGrants }, org.path)
  const verdict = judge(row, { personId: caller.personId, grants }, isMeant, now)
  return { row, org, outlet, verdict }
}

export const viewClerkInvitation: Handler<typeof contracts.viewClerkInvitation> = async (request) => {
  const { body, caller, now } = request
  const found = await invited(body.clerkCode, caller, now)
  if (isRefusal(found)) return found
  const { row, org, outlet, verdict } = found
  if (verdict !== 'go-on' && verdict !== 'again') return refuse(verdict)
  return reply(200, {
    orgName: org.name,
    outletName: outlet.name,
    address: outlet.address,
    until: row.validUntil,
    accepted: verdict === 'again',
    serverTime: now,
  })
}

export const acceptClerkInvitation: Handler<typeof contracts.acceptClerkInvitation> = async (request) => {
  const { body, caller, now } = request
  const { personId } = caller
  const found = await invited(body.clerkCode, caller, now)
  if (isRefusal(found)) return found
  const { row, org, verdict } = found
  if (verdict === 'again') return reply(200, { accepted: true })
  if (verdict !== 'go-on') return refuse(verdict)
  const { orgId, outletId } = row
  const grant = { role: 'clerk' as const, orgId, orgPath: org.path, orgName: org.name, outletId }
  const accepted = await store.acceptInvitation(row, { personId, grant, now })
  if (accepted === 'done') {
    log.info('role given', { to: personId, by: row.invitedBy, role: 'clerk', orgId, outletId })
    return reply(200, { accepted: true })
  }
  if (accepted === 'held') return refuse('clerk-already')
  return raced(accepted, caller, now)
}

/** Somebody was quicker: another request of one's own, another person, or who took the invitation back. */
async function raced(row: InvitationRow, { personId }: Caller, now: Instant) {
  const verdict = judge(row, { personId, grants: await grantsOf(personId) }, true, now)
  if (verdict === 'again') return reply(200, { accepted: true })
  if (verdict === 'go-on' || verdict === 'clerk-already')
    throw new Error(`an invitation was refused, though it stands: ${row.orgId}`)
  return refuse(verdict)
}
