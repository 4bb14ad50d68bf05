import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { standings } from '../lib/standing.ts'
import { line } from '../lib/text.ts'
import { memberFace } from './members.ts'
import { membershipProblems } from './problems.ts'

/** What a cadre may do to a member's standing; `resume` brings back from a suspension or from retirement. */
export const standingDeeds = ['suspend', 'resume', 'retire', 'report-death'] as const
export type StandingDeed = (typeof standingDeeds)[number]

export const setStanding = contract({
  name: 'membership.set-standing',
  summary: '暂停、恢复会籍，办理退休或登记去世；写明原因和看到的现状',
  method: 'POST',
  path: '/v1/membership/members/{memberId}/standing',
  audience: ['cadre'],
  params: z.strictObject({ memberId: idOf('member') }),
  body: z.strictObject({ deed: z.enum(standingDeeds), seen: z.enum(standings), reason: line(100) }),
  replies: { 200: z.object({ member: memberFace, serverTime: z.string() }) },
  refusals: refusalsFrom(
    membershipProblems,
    'org-out-of-scope',
    'member-unknown',
    'roles-held',
    'standing-unfit',
    'member-changed',
  ),
})

export const leaveUnion = contract({
  name: 'membership.leave-union',
  summary: '会员本人退会',
  method: 'POST',
  path: '/v1/membership/leaving',
  audience: 'member',
  /** `understood`: the member has read what it means. */
  body: z.strictObject({ understood: z.literal(true), reason: z.optional(line(100)) }),
  replies: {
    /** `token`: a bearer token without the membership, to be used from now on. */
    200: z.object({ left: z.boolean(), token: z.string(), serverTime: z.string() }),
  },
  refusals: refusalsFrom(membershipProblems, 'roles-held'),
})
