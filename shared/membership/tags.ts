import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { tag } from '../lib/tags.ts'
import { line, prose } from '../lib/text.ts'
import { membershipProblems } from './problems.ts'

export const tagClaimStates = ['waiting', 'granted', 'refused'] as const

/** A member's claim to a tag, as the member sees it. */
export const tagClaim = z.object({
  claimId: z.string(),
  tag: z.string(),
  state: z.enum(tagClaimStates),
  claimedAt: z.string(),
  decidedAt: z.optional(z.string()),
  /** Why it was refused, in the cadre's words. */
  reason: z.optional(z.string()),
})
export type TagClaim = z.infer<typeof tagClaim>

export const listMyTags = contract({
  name: 'membership.list-my-tags',
  summary: '我有哪些标签，申请了哪些',
  method: 'GET',
  path: '/v1/membership/my-tags',
  audience: 'member',
  replies: {
    200: z.object({ tags: z.array(z.string()), claims: z.array(tagClaim), serverTime: z.string() }),
  },
})

const answer = z.object({ claim: tagClaim, serverTime: z.string() })

export const claimTag = contract({
  name: 'membership.claim-tag',
  summary: '申请一个标签，写明凭据；同一个标签审核完以前只有一份申请',
  method: 'POST',
  path: '/v1/membership/tag-claims',
  audience: 'member',
  body: z.strictObject({
    tag,
    proof: prose(300).check(z.minLength(2)),
    /** Sensitive tags need a consent of their own. */
    consented: z.optional(z.boolean()),
  }),
  replies: { 201: answer, 200: answer },
  refusals: refusalsFrom(membershipProblems, 'tag-consent-missing', 'tag-held'),
})

export const queuedTagClaim = z.extend(tagClaim, {
  memberId: z.string(),
  nameMasked: z.string(),
  phoneMasked: z.string(),
  orgName: z.string(),
  /** What the member wrote; who decides has to read it. */
  proof: z.string(),
})
export type QueuedTagClaim = z.infer<typeof queuedTagClaim>

export const listTagClaims = contract({
  name: 'membership.list-tag-claims',
  summary: '一家工会和它下级里等待审核的标签申请，先到的在前',
  method: 'GET',
  path: '/v1/membership/tag-claims',
  audience: ['cadre'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(queuedTagClaim) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

const decision = {
  method: 'POST',
  audience: ['cadre'],
  params: z.strictObject({ claimId: idOf('tagClaim') }),
  replies: { 200: answer },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope', 'tag-claim-unknown', 'tag-claim-decided'),
} as const

export const grantTag = contract({
  ...decision,
  name: 'membership.grant-tag',
  summary: '同意标签申请',
  path: '/v1/membership/tag-claims/{claimId}/grant',
})

export const refuseTag = contract({
  ...decision,
  name: 'membership.refuse-tag',
  summary: '退回标签申请，写明原因',
  path: '/v1/membership/tag-claims/{claimId}/refuse',
  body: z.strictObject({ reason: line(100) }),
})
