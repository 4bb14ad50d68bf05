import type * as contracts from '@gonghui/shared/membership/member-codes'
import { log } from '../lib/log.ts'
import { memberCodeFor } from '../lib/member-code.rule.ts'
import { giveDigits, memberShown } from '../lib/member-code.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { readMember } from './member.store.ts'
import { mayVerify, shownAtDesk } from './member-code-view.rule.ts'

export const getMemberCode: Handler<typeof contracts.getMemberCode> = async ({ caller, now }) =>
  reply(200, { ...memberCodeFor(caller.member.memberId, now), serverTime: now })

export const giveMemberDigits: Handler<typeof contracts.giveMemberDigits> = async ({ caller, now }) => {
  const { digits, until } = await giveDigits(caller.member.memberId, now)
  return reply(200, { digits, expiresAt: until, serverTime: now })
}

export const verifyMemberCode: Handler<typeof contracts.verifyMemberCode> = async ({ body, caller, now }) => {
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!mayVerify(caller, org.path)) return refuse('org-out-of-scope')
  const shown = await memberShown(body, caller.personId, now)
  if (isRefusal(shown)) return shown
  const member = await readMember(shown.member.memberId)
  if (!member) return refuse('member-code-invalid')
  log.info('member verified', { by: caller.personId, at: org.orgId, memberId: member.memberId })
  const verified = shownAtDesk(member, shown.late, { caller, deskPath: org.path })
  return reply(200, { verified, serverTime: now })
}
