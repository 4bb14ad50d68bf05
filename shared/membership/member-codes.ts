import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { oneShown, shownFields } from '../lib/member-code.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { standings } from '../lib/standing.ts'
import { membershipProblems } from './problems.ts'

export const getMemberCode = contract({
  name: 'membership.get-member-code',
  summary: '我的会员码（一码通），一分钟一换',
  method: 'GET',
  path: '/v1/membership/member-code',
  audience: 'member',
  replies: { 200: z.object({ memberCode: z.string(), expiresAt: z.string(), serverTime: z.string() }) },
})

export const giveMemberDigits = contract({
  name: 'membership.give-member-digits',
  summary: '扫不了码时报的 8 位数字，至少五分钟有效',
  method: 'POST',
  path: '/v1/membership/member-code/digits',
  audience: 'member',
  replies: { 200: z.object({ digits: z.string(), expiresAt: z.string(), serverTime: z.string() }) },
})

/**
 * What a desk learns of a member, by the roles that the one there holds over the desk's org: a venue only that it is a
 * member; an event's desk also the union and the phone's tail; a cadre of the member's own union the record.
 */
export const verified = z.object({
  nameMasked: z.string(),
  /** Past its end, within the minute that a lost network is given. */
  late: z.boolean(),
  /** Named where it is not the plain one: suspended, retired. */
  standing: z.optional(z.enum(standings)),
  orgName: z.optional(z.string()),
  phoneMasked: z.optional(z.string()),
  memberId: z.optional(z.string()),
  memberNo: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
})
export type Verified = z.infer<typeof verified>

export const verifyMemberCode = contract({
  name: 'membership.verify-member-code',
  summary: '验一位会员的会员码；看到多少由验码人的岗位决定',
  method: 'POST',
  path: '/v1/membership/member-codes/verify',
  audience: ['clerk', 'staff', 'operator', 'matchmaker', 'cadre'],
  body: z.strictObject({ orgId: idOf('org'), ...shownFields }).check(oneShown),
  replies: { 200: z.object({ verified, serverTime: z.string() }) },
  refusals: refusalsFrom(
    membershipProblems,
    'org-unknown',
    'org-out-of-scope',
    'member-code-invalid',
    'member-code-expired',
    'member-digits-unknown',
    'member-digits-attempts',
  ),
})
