import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { benefitsProblems } from './problems.ts'

/** Why somebody did something to a drop: what stands in its log for whoever asks later. */
export const reason = line(100)

/** What people do to a drop. What the clock does is in its plan. */
export const dropDeeds = [
  'schedule',
  'pause',
  'resume',
  'close',
  'change-stock',
  'extend',
  'stop-org',
  'resume-org',
  'set-banner',
  'change-rules',
  'ask-approval',
  'approve',
  'refuse-approval',
  'export',
  'reverse-redemption',
  'sign-settlement',
  'reverse-settlement',
  'void-voucher',
  'reissue-voucher',
] as const
export type DropDeed = (typeof dropDeeds)[number]

/** What a deed may have changed; the values stand as text, instants in the wire's form. */
export const changeable = [
  'state',
  'stock',
  'closesAt',
  'validUntil',
  'org',
  'banner',
  'approval',
  'rules',
  'voucher',
] as const

const change = z.object({
  what: z.enum(changeable),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
})
export type Change = z.infer<typeof change>

export const deed = z.object({
  deedId: z.string(),
  at: z.string(),
  deed: z.enum(dropDeeds),
  /** Who did it: the family name and the union they work for; a name is not known of who is no member. */
  byMasked: z.optional(z.string()),
  byOrg: z.string(),
  /** None of what asks for none: scheduling. */
  reason: z.optional(z.string()),
  changes: z.array(change),
})
export type Deed = z.infer<typeof deed>

export const listDropDeeds = contract({
  name: 'benefits.list-drop-deeds',
  summary: '一场福利的操作记录：谁、何时、改了什么、为什么；只增不改，新的在前',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/deeds',
  audience: ['operator', 'staff', 'auditor'],
  params: z.strictObject({ dropId: idOf('drop') }),
  query: z.strictObject({ ...pageQuery }),
  replies: { 200: pageOf(deed) },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})
