import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { memberNo } from './members.ts'
import { membershipProblems } from './problems.ts'

export const transferStates = ['waiting', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const
/** The member, the union that they are in, or the one that they are to come to. */
export const transferAskers = ['member', 'from', 'to'] as const

/** A move of one member from one union to another, asked by one side, for the other to accept. */
export const transfer = z.object({
  transferId: z.string(),
  state: z.enum(transferStates),
  askedBy: z.enum(transferAskers),
  fromOrgId: z.string(),
  fromOrgName: z.string(),
  toOrgId: z.string(),
  toOrgName: z.string(),
  reason: z.optional(z.string()),
  askedAt: z.string(),
  /** Unanswered until then, it lapses. */
  lapsesAt: z.string(),
  endedAt: z.optional(z.string()),
  /** Why it was declined, in the other side's words. */
  endReason: z.optional(z.string()),
})
export type Transfer = z.infer<typeof transfer>

export const transferDeeds = ['accept', 'decline', 'withdraw'] as const
export type TransferDeed = (typeof transferDeeds)[number]

/** As those at a desk see it: who it is, masked, and what is theirs to do. */
export const deskTransfer = z.extend(transfer, {
  memberId: z.string(),
  nameMasked: z.string(),
  phoneMasked: z.string(),
  mayDo: z.array(z.enum(transferDeeds)),
})
export type DeskTransfer = z.infer<typeof deskTransfer>

const ofTransfer = { params: z.strictObject({ transferId: idOf('transfer') }) } as const
const told = z.object({ transfer, serverTime: z.string() })
const toldAtDesk = z.object({ transfer: deskTransfer, serverTime: z.string() })
const reason = line(100)
const cannotAsk = [
  'org-unknown',
  'org-closed',
  'member-not-active',
  'transfer-same-org',
  'transfer-waiting',
] as const

export const getMyTransfer = contract({
  name: 'membership.get-my-transfer',
  summary: '我最近一次的会员转移',
  method: 'GET',
  path: '/v1/membership/my-transfer',
  audience: 'member',
  replies: {
    200: z.object({
      transfer: z.optional(z.extend(transfer, { mayDo: z.array(z.enum(transferDeeds)) })),
      serverTime: z.string(),
    }),
  },
})

export const askTransfer = contract({
  name: 'membership.ask-transfer',
  summary: '会员申请转到另一家工会，由那家工会接收',
  method: 'POST',
  path: '/v1/membership/my-transfer',
  audience: 'member',
  body: z.strictObject({ toOrgId: idOf('org'), reason: z.optional(reason) }),
  replies: { 201: told, 200: told },
  refusals: refusalsFrom(membershipProblems, ...cannotAsk),
})

export const answerMyTransfer = contract({
  ...ofTransfer,
  name: 'membership.answer-my-transfer',
  summary: '会员同意、谢绝工会发起的转移，或撤回自己的申请',
  method: 'POST',
  path: '/v1/membership/my-transfer/{transferId}/answer',
  audience: 'member',
  body: z.strictObject({ deed: z.enum(transferDeeds), reason: z.optional(reason) }),
  replies: {
    /** `token`: carries the new union, once moved. */
    200: z.object({ transfer, token: z.optional(z.string()), serverTime: z.string() }),
  },
  refusals: refusalsFrom(
    membershipProblems,
    'transfer-unknown',
    'transfer-not-yours',
    'transfer-over',
    'org-closed',
    'member-not-active',
  ),
})

export const listTransfers = contract({
  name: 'membership.list-transfers',
  summary: '一家工会和它的下级里等待办理的转入、转出，先提出的在前',
  method: 'GET',
  path: '/v1/membership/transfers',
  audience: ['cadre'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(deskTransfer) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

export const sendMember = contract({
  name: 'membership.send-member',
  summary: '所在工会发起转出，由另一家工会接收',
  method: 'POST',
  path: '/v1/membership/members/{memberId}/transfers',
  audience: ['cadre'],
  params: z.strictObject({ memberId: idOf('member') }),
  body: z.strictObject({ toOrgId: idOf('org'), reason }),
  replies: { 201: toldAtDesk, 200: toldAtDesk },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope', 'member-unknown', ...cannotAsk),
})

export const fetchMember = contract({
  name: 'membership.fetch-member',
  summary: '新工会发起转入：凭会员本人给的会员号和姓名；由会员或原工会同意',
  method: 'POST',
  path: '/v1/membership/transfers',
  audience: ['cadre'],
  body: z.strictObject({ toOrgId: idOf('org'), memberNo, name: line(40), reason }),
  replies: { 201: toldAtDesk, 200: toldAtDesk },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope', 'member-unknown', ...cannotAsk),
})

export const answerTransfer = contract({
  ...ofTransfer,
  name: 'membership.answer-transfer',
  summary: '接收、谢绝或撤回一次会员转移',
  method: 'POST',
  path: '/v1/membership/transfers/{transferId}/answer',
  audience: ['cadre'],
  body: z.strictObject({ deed: z.enum(transferDeeds), reason: z.optional(reason) }),
  replies: { 200: toldAtDesk },
  refusals: refusalsFrom(
    membershipProblems,
    'org-out-of-scope',
    'transfer-unknown',
    'transfer-not-yours',
    'transfer-over',
    'org-closed',
    'member-not-active',
  ),
})
