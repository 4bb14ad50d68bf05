import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { membershipProblems } from './problems.ts'

/**
 * 核销员邀请. A merchant's clerk is as a rule no union member, so there is nobody to be found and given a role: they are
 * invited to one outlet by a code that they open and confirm. Ours: `C` and 15 of an alphabet without look-alikes, 74 bits.
 */
export const clerkCode = z.string().check(z.regex(/^C[2-9A-HJKMNP-Z]{15}$/))

/** How long one may be accepted. */
export const INVITATION_LIFE_HOURS = 24

export const clerkInvitationStates = ['waiting', 'accepted', 'revoked', 'expired'] as const

export const clerkInvitation = z.object({
  clerkCode: z.string(),
  /** 前台小王. */
  label: z.string(),
  orgId: z.string(),
  outletId: z.string(),
  outletName: z.optional(z.string()),
  state: z.enum(clerkInvitationStates),
  invitedAt: z.string(),
  until: z.string(),
  acceptedAt: z.optional(z.string()),
})
export type ClerkInvitation = z.infer<typeof clerkInvitation>

/** Who may give the role. */
const givers = ['cadre', 'operator'] as const
const toGive = ['org-unknown', 'org-out-of-scope', 'role-not-yours-to-give'] as const

export const createClerkInvitation = contract({
  name: 'membership.create-clerk-invitation',
  summary: '请人当一个网点的核销员：得到 24 小时内有效、只能用一次的邀请码',
  method: 'POST',
  path: '/v1/membership/clerk-invitations',
  audience: givers,
  body: z.strictObject({ orgId: idOf('org'), outletId: idOf('outlet'), label: line(20) }),
  needsKey: true,
  replies: { 201: clerkInvitation, 200: clerkInvitation },
  refusals: refusalsFrom(membershipProblems, ...toGive, 'org-closed', 'outlet-not-of-org'),
})

export const listClerkInvitations = contract({
  name: 'membership.list-clerk-invitations',
  summary: '一家工会近 30 天的核销员邀请，新的在前',
  method: 'GET',
  path: '/v1/membership/clerk-invitations',
  audience: givers,
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(clerkInvitation) },
  refusals: refusalsFrom(membershipProblems, ...toGive),
})

const body = z.strictObject({ clerkCode })
/** The code is a secret, so it stands in no address. */
const byCode = { method: 'POST', body } as const
const ofCode = ['clerk-invitation-unknown', 'clerk-invitation-attempts'] as const

export const revokeClerkInvitation = contract({
  ...byCode,
  name: 'membership.revoke-clerk-invitation',
  summary: '撤回还没有人接受的邀请；接受以后请收回角色',
  path: '/v1/membership/clerk-invitations/revoke',
  audience: givers,
  replies: { 200: clerkInvitation },
  refusals: refusalsFrom(membershipProblems, ...toGive, ...ofCode, 'clerk-invitation-used'),
})

const standing = [
  ...ofCode,
  'clerk-invitation-used',
  'clerk-invitation-revoked',
  'clerk-invitation-expired',
  'clerk-already',
] as const

export const viewClerkInvitation = contract({
  ...byCode,
  name: 'membership.view-clerk-invitation',
  summary: '受邀的人扫码后看：哪家工会请我到哪个网点核销',
  path: '/v1/membership/clerk-invitations/view',
  audience: 'signed-in',
  replies: {
    200: z.object({
      orgName: z.string(),
      outletName: z.string(),
      address: z.string(),
      until: z.string(),
      /** Whether it was oneself who has accepted it. */
      accepted: z.boolean(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(membershipProblems, ...standing),
})

export const acceptClerkInvitation = contract({
  ...byCode,
  name: 'membership.accept-clerk-invitation',
  summary: '受邀的人确认：马上就是这个网点的核销员，不用是会员；本人再确认一次不变',
  path: '/v1/membership/clerk-invitations/accept',
  audience: 'signed-in',
  replies: { 200: z.object({ accepted: z.boolean() }) },
  refusals: refusalsFrom(membershipProblems, ...standing),
})
