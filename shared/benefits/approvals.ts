import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { reason } from './deeds.ts'
import { managedDrop } from './drops.ts'
import { benefitsProblems } from './problems.ts'

/**
 * 四眼: a drop of more units or more money than its union lets one person decide is opened only when a second operator
 * has approved it as it stands.
 */
export const approvalStates = ['asked', 'approved', 'refused'] as const

export const approval = z.object({
  state: z.enum(approvalStates),
  /** The plan that was judged. After an edit it is another, and this one says nothing of it. */
  revision: z.int(),
  isOfThisRevision: z.boolean(),
  askedAt: z.string(),
  askedByMasked: z.optional(z.string()),
  decidedAt: z.optional(z.string()),
  decidedByMasked: z.optional(z.string()),
  /** Why it was refused, or what was said with the approval. */
  reason: z.optional(z.string()),
})
export type Approval = z.infer<typeof approval>

const most = z.int().check(z.minimum(0), z.maximum(1_000_000_000))

export const approvalRule = z.object({
  /** Up to so many units, counted with all that may ever be restocked, and */
  units: z.int(),
  /** up to so much of the union's money one operator decides alone. */
  fen: z.int(),
  /** The union that set it; none where it is as the product comes. */
  setBy: z.optional(
    z.object({
      orgId: z.string(),
      orgName: z.string(),
      at: z.string(),
      byMasked: z.optional(z.string()),
      reason: z.string(),
    }),
  ),
})
export type ApprovalRule = z.infer<typeof approvalRule>

export const getApprovalRule = contract({
  name: 'benefits.get-approval-rule',
  summary: '一家工会的审批门槛：本级没定就按上级的，都没定就按默认',
  method: 'GET',
  path: '/v1/benefits/approval-rule',
  audience: ['operator', 'cadre', 'staff', 'auditor'],
  query: z.strictObject({ orgId: idOf('org') }),
  replies: { 200: z.object({ rule: approvalRule, serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
})

/** Not an operator's to change: whom a rule binds does not set it. */
export const setApprovalRule = contract({
  name: 'benefits.set-approval-rule',
  summary: '定一家工会的审批门槛（工会干部）',
  method: 'PUT',
  path: '/v1/benefits/approval-rule',
  audience: ['cadre'],
  body: z.strictObject({ orgId: idOf('org'), units: most, fen: most, reason }),
  replies: { 200: z.object({ rule: approvalRule, serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
})

const ofDrop = {
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: {
    200: z.object({
      /** Whether it opens only when it is approved. */
      needed: z.boolean(),
      units: z.int(),
      fen: z.int(),
      rule: approvalRule,
      approval: z.optional(approval),
      /** The caller may judge it: somebody else wrote it and asked. */
      mayDecide: z.boolean(),
      serverTime: z.string(),
    }),
  },
} as const

export const getApproval = contract({
  ...ofDrop,
  name: 'benefits.get-approval',
  summary: '一场福利要不要第二人审批，审到哪里',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/approval',
  audience: ['operator', 'staff', 'auditor'],
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})

const step = {
  ...ofDrop,
  method: 'POST',
  audience: ['operator'],
} as const
/** The revision that the caller looked at. */
const revision = z.int().check(z.minimum(1))
const ofStep = ['org-out-of-scope', 'drop-unknown', 'drop-changed', 'drop-not-draft'] as const

export const askApproval = contract({
  ...step,
  name: 'benefits.ask-approval',
  summary: '送审：请本级或上级的另一位运营审批',
  path: '/v1/benefits/drops/{dropId}/approval',
  body: z.strictObject({ revision }),
  refusals: refusalsFrom(benefitsProblems, ...ofStep),
})

const ofDecision = [...ofStep, 'approval-not-asked', 'approval-own', 'approval-decided'] as const

export const approveDrop = contract({
  ...step,
  name: 'benefits.approve-drop',
  summary: '同意开抢，只对这一版内容有效',
  path: '/v1/benefits/drops/{dropId}/approval/approve',
  body: z.strictObject({ revision, reason: z.optional(reason) }),
  refusals: refusalsFrom(benefitsProblems, ...ofDecision),
})

export const refuseDrop = contract({
  ...step,
  name: 'benefits.refuse-drop',
  summary: '不同意，写明原因',
  path: '/v1/benefits/drops/{dropId}/approval/refuse',
  body: z.strictObject({ revision, reason }),
  refusals: refusalsFrom(benefitsProblems, ...ofDecision),
})

export const listApprovals = contract({
  name: 'benefits.list-approvals',
  summary: '待审批：一家工会和下级送审的福利',
  method: 'GET',
  path: '/v1/benefits/approvals',
  audience: ['operator', 'auditor'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: {
    200: pageOf(
      z.object({
        drop: managedDrop,
        askedAt: z.string(),
        askedByMasked: z.optional(z.string()),
        fen: z.int(),
        units: z.int(),
        mayDecide: z.boolean(),
      }),
    ),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
})
