import { holds } from '@gonghui/shared/lib/roles'
import { holdsMembership } from '@gonghui/shared/lib/standing'
import { inOrder } from '@gonghui/shared/lib/tags'
import type * as contracts from '@gonghui/shared/membership/members'
import type { StaffCaller } from '../lib/caller.ts'
import { log } from '../lib/log.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { writeCorrection } from './correction.store.ts'
import { sameTags, shownMasked, standingOf } from './member.rule.ts'
import { lineOfMember, readMember } from './member.store.ts'
import { lookAt, memberWithNo, memberWithPhone, readRoll, writeTags } from './roll.store.ts'

/** The org that a cadre asks about, if it is theirs. */
async function orgOf(caller: StaffCaller, orgId: string) {
  const org = await readOrg(orgId)
  if (!org) return refuse('org-unknown')
  return holds(caller.grants, 'cadre', org.path) ? org : refuse('org-out-of-scope')
}

/** A member that this cadre looks after. */
async function memberOf(caller: StaffCaller, memberId: string) {
  const member = await readMember(memberId)
  if (!member) return refuse('member-unknown')
  return holds(caller.grants, 'cadre', member.orgPath) ? member : refuse('org-out-of-scope')
}

export const listMembers: Handler<typeof contracts.listMembers> = async ({ query, caller, now }) => {
  const org = await orgOf(caller, query.orgId)
  if (isRefusal(org)) return org
  const { items, cursor } = await readRoll(org, query.cursor)
  return reply(200, { items: items.map(shownMasked), cursor, serverTime: now })
}

/** Whoever is a member elsewhere is told of as nobody: a cadre learns nothing of other unions’ people. */
export const findMember: Handler<typeof contracts.findMember> = async ({ body, caller, now }) => {
  const org = await orgOf(caller, body.orgId)
  if (isRefusal(org)) return org
  const { memberNo, phone = '' } = body
  const member = memberNo === undefined ? await memberWithPhone(phone) : await memberWithNo(memberNo)
  if (!member || !holds(caller.grants, 'cadre', member.orgPath)) return refuse('member-unknown')
  return reply(200, { member: shownMasked(member), serverTime: now })
}

export const unmaskMember: Handler<typeof contracts.unmaskMember> = async ({ params, body, caller, now }) => {
  const member = await memberOf(caller, params.memberId)
  if (isRefusal(member)) return member
  const { memberId } = member
  const whole = await lookAt(member, { personId: caller.personId, reason: body.reason, at: now })
  log.info('name shown', { to: caller.personId, memberId })
  return reply(200, { ...whole, serverTime: now })
}

/** Each time round somebody else changed the member in between. */
const TRIES = 5

/** Asked again after it was done, it is done: name and phone are those that were wanted. */
export const correctMember: Handler<typeof contracts.correctMember> = async (request) => {
  const { params, body, caller, now } = request
  const { seen, name, reason } = body
  for (let tries = 0; tries < TRIES; tries++) {
    const member = await memberOf(caller, params.memberId)
    if (isRefusal(member)) return member
    const { memberId } = member
    if (!holdsMembership(standingOf(member))) return refuse('standing-unfit')
    const is = lineOfMember(member)
    const wanted = { name, phone: body.phone ?? is.phone }
    if (is.name === wanted.name && is.phone === wanted.phone)
      return reply(200, { member: shownMasked(member), serverTime: now })
    if (is.name !== seen.name || is.phone !== seen.phone) return refuse('member-changed')
    const holder = is.phone === wanted.phone ? undefined : await memberWithPhone(wanted.phone)
    if (holder && holder.memberId !== memberId) return refuse('phone-taken')
    if (!(await writeCorrection(member, { is, wanted }, { by: caller.personId, at: now, reason }))) continue
    log.info('member corrected', { by: caller.personId, memberId })
    const after = (await readMember(memberId)) ?? member
    return reply(200, { member: shownMasked(after), serverTime: now })
  }
  throw new Error('a member kept changing while they were corrected')
}

/** Asked again after it was done, it is done: the tags are those that were wanted. */
export const setTags: Handler<typeof contracts.setTags> = async ({ params, body, caller, now }) => {
  const member = await memberOf(caller, params.memberId)
  if (isRefusal(member)) return member
  const tags = inOrder(body.tags)
  if (sameTags(member.tags, tags)) return reply(200, { member: shownMasked(member), serverTime: now })
  if (!sameTags(member.tags, body.seen)) return refuse('member-changed')
  if (!(await writeTags(member, tags, { by: caller.personId, at: now }))) return refuse('member-changed')
  return reply(200, { member: shownMasked({ ...member, tags }), serverTime: now })
}
