import { epochMsOf } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import { holdsMembership, isCounted, type Standing } from '@gonghui/shared/lib/standing'
import type * as contracts from '@gonghui/shared/membership/standing'
import { grantsOf } from '../lib/grants.store.ts'
import { log } from '../lib/log.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { issueToken } from '../lib/tokens.ts'
import { type MemberRow, seatedAt, shownMasked, standingOf } from './member.rule.ts'
import { readMember } from './member.store.ts'
import { readOpenFrom } from './org-lookup.store.ts'
import { meetStanding } from './standing.rule.ts'
import { writeStanding } from './standing.store.ts'

/** Each time round somebody else changed the member, their org or their transfer in between. */
const TRIES = 8

export const setStanding: Handler<typeof contracts.setStanding> = async ({ params, body, caller, now }) => {
  const { deed, seen, reason } = body
  for (let tries = 0; tries < TRIES; tries++) {
    const member = await readMember(params.memberId)
    if (!member) return refuse('member-unknown')
    if (!holds(caller.grants, 'cadre', member.orgPath)) return refuse('org-out-of-scope')
    const holdsRoles = (await grantsOf(member.personId)).length > 0
    const meets = meetStanding({ standing: standingOf(member), seen, deed, holdsRoles })
    if (meets === 'again') return reply(200, { member: shownMasked(member), serverTime: now })
    if (typeof meets === 'string') return refuse(meets)
    const seated = await seatedFor(member, meets.to)
    if (!seated || !holds(caller.grants, 'cadre', seated.orgPath)) return refuse('org-out-of-scope')
    const change = { to: meets.to, deed, by: caller.personId, at: now, reason }
    if (!(await writeStanding(seated, change))) continue
    log.info('standing changed', { by: caller.personId, memberId: member.memberId, to: meets.to })
    const after = (await readMember(params.memberId)) ?? member
    return reply(200, { member: shownMasked(after), serverTime: now })
  }
  throw new Error('a member kept changing while their standing was to be changed')
}

/** Who comes back to the roll of a union that was closed meanwhile comes to the one above it that is open. */
async function seatedFor(member: MemberRow, to: Standing): Promise<MemberRow | undefined> {
  if (isCounted(standingOf(member)) || !isCounted(to)) return member
  const org = await readOpenFrom(member.orgId)
  return org && seatedAt(member, org)
}

/** Who has left already, as after a lost reply, is told so again. */
export const leaveUnion: Handler<typeof contracts.leaveUnion> = async ({ body, caller, now }) => {
  const { personId, sessionId, member: told } = caller
  const left = () =>
    reply(200, { left: true, token: issueToken({ personId, sessionId }, epochMsOf(now)), serverTime: now })
  for (let tries = 0; tries < TRIES; tries++) {
    const member = await readMember(told.memberId)
    // On another WeChat by now it is not theirs to end.
    if (!member || member.personId !== personId || !holdsMembership(standingOf(member))) return left()
    if ((await grantsOf(personId)).length > 0) return refuse('roles-held')
    const { reason } = body
    if (!(await writeStanding(member, { to: 'left', deed: 'leave', by: personId, at: now, reason }))) continue
    log.info('member left', { memberId: member.memberId })
    return left()
  }
  throw new Error('a member kept changing while they were to leave')
}
