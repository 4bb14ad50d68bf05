import { dayOf } from '@gonghui/shared/lib/instant'
import { holdsMembership } from '@gonghui/shared/lib/standing'
import type * as contracts from '@gonghui/shared/membership/role-holders'
import type { StaffCaller } from '../lib/caller.ts'
import { log } from '../lib/log.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { isBeingErased } from './erasure.store.ts'
import { standingOf } from './member.rule.ts'
import { readMemberOf } from './member.store.ts'
import { looksAfter, mayGive, mayLook, mayTakeLastCadre } from './role.rule.ts'
import * as store from './role.store.ts'
import { memberWithNo, memberWithPhone } from './roll.store.ts'

/** The org that somebody asks about, if they may look into its roles. */
async function orgOf(caller: StaffCaller, orgId: string) {
  const org = await readOrg(orgId)
  if (!org) return refuse('org-unknown')
  return mayLook(caller.grants, org.path) ? org : refuse('org-out-of-scope')
}

export const listRoleHolders: Handler<typeof contracts.listRoleHolders> = async ({ query, caller, now }) => {
  const org = await orgOf(caller, query.orgId)
  if (isRefusal(org)) return org
  const { items, cursor } = await store.readHolders(org.orgId, query.role, query.cursor)
  const [members, outlets] = await Promise.all([
    store.membersBehind(items.map(({ personId }) => personId)),
    store.readOutletNames(items.flatMap(({ outletId }) => outletId ?? [])),
  ])
  const outletNames = new Map(outlets.map(({ outletId, name }) => [outletId, name]))
  return reply(200, {
    items: items.map(({ personId, role, orgId, orgName, outletId, label }) => ({
      ...{ personId, role, orgId, orgName, outletId, label },
      nameMasked: members.get(personId)?.nameMasked,
      phoneMasked: members.get(personId)?.phoneMasked,
      outletName: outletNames.get(outletId ?? ''),
      mayRevoke: mayGive(caller.grants, role, org.path),
    })),
    cursor,
    serverTime: now,
  })
}

/** Whoever is a member of a union that is not the asker's to look after is told of as nobody. */
export const findCandidate: Handler<typeof contracts.findCandidate> = async ({ body, caller, now }) => {
  const org = await orgOf(caller, body.orgId)
  if (isRefusal(org)) return org
  if (!looksAfter(caller.grants, org.path)) return refuse('org-out-of-scope')
  const { memberNo, phone = '' } = body
  const member = memberNo === undefined ? await memberWithPhone(phone) : await memberWithNo(memberNo)
  if (!member || !holdsMembership(standingOf(member)) || !looksAfter(caller.grants, member.orgPath))
    return refuse('member-unknown')
  const { personId, nameMasked, phoneMasked, orgName } = member
  return reply(200, { candidate: { personId, nameMasked, phoneMasked, orgName }, serverTime: now })
}

export const giveRole: Handler<typeof contracts.giveRole> = async ({ body, caller, now }) => {
  const { personId, role, orgId, outletId } = body
  const org = await orgOf(caller, orgId)
  if (isRefusal(org)) return org
  if (!mayGive(caller.grants, role, org.path)) return refuse('role-not-yours-to-give')
  const outlet = outletId === undefined ? undefined : await store.readOutletName(outletId)
  if ((role === 'clerk') !== (outlet?.orgId === orgId) || (role !== 'clerk' && outletId !== undefined))
    return refuse('outlet-not-of-org')
  const member = await readMemberOf(personId)
  if (!member || !looksAfter(caller.grants, member.orgPath) || (await isBeingErased(personId)))
    return refuse('member-unknown')
  const grant = { role, orgId, orgPath: org.path, orgName: org.name, ...(outletId ? { outletId } : {}) }
  const isNew = await store.putGrant(personId, grant, { by: caller.personId, at: now })
  if (isNew) log.info('role given', { to: personId, by: caller.personId, role, orgId })
  return reply(isNew ? 201 : 200, { given: true })
}

export const revokeRole: Handler<typeof contracts.revokeRole> = async ({ body, caller, now }) => {
  const { personId, role, orgId, reason } = body
  const org = await orgOf(caller, orgId)
  if (isRefusal(org)) return org
  if (!mayGive(caller.grants, role, org.path)) return refuse('role-not-yours-to-give')
  const leaveACadre = role === 'cadre' && !mayTakeLastCadre(caller.grants, org.path)
  const taking = { by: caller.personId, at: now, reason, leaveACadre }
  const taken = await store.takeGrant(personId, body, taking)
  if (taken === 'last-cadre') return refuse('last-cadre')
  if (taken === 'taken') log.info('role taken', { from: personId, by: caller.personId, role, orgId })
  return reply(200, { revoked: true })
}

export const listRoleChanges: Handler<typeof contracts.listRoleChanges> = async ({ query, caller, now }) => {
  const org = await orgOf(caller, query.orgId)
  if (isRefusal(org)) return org
  const year = query.year ?? dayOf(now).slice(0, 4)
  const { items, cursor } = await store.readChanges(org.orgId, year, query.cursor)
  const members = await store.membersBehind(items.flatMap(({ personId, by }) => [personId, by]))
  return reply(200, {
    items: items.map(({ at, deed, role, personId, by, reason }) => ({
      ...{ at, deed, role, reason },
      nameMasked: members.get(personId)?.nameMasked,
      byMasked: members.get(by)?.nameMasked,
    })),
    cursor,
    serverTime: now,
  })
}
