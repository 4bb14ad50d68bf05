import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { roles } from '../lib/roles.ts'
import { line } from '../lib/text.ts'
import { memberNo } from './members.ts'
import { phone } from './phone.ts'
import { membershipProblems } from './problems.ts'

/** Somebody with a role at an org, masked. It holds at the org and below it. */
export const roleHolder = z.object({
  personId: z.string(),
  /** `林**`; who is no member yet has no name here. */
  nameMasked: z.optional(z.string()),
  phoneMasked: z.optional(z.string()),
  /** 前台小王: what the inviter calls a clerk who was invited. */
  label: z.optional(z.string()),
  role: z.enum(roles),
  orgId: z.string(),
  orgName: z.string(),
  outletId: z.optional(z.string()),
  outletName: z.optional(z.string()),
  /** Whether who asks may take it away. */
  mayRevoke: z.boolean(),
})
export type RoleHolder = z.infer<typeof roleHolder>

/** Who looks into the roles of an org: those who give some, and those who audit. */
const lookers = ['cadre', 'operator', 'auditor'] as const
const givers = ['cadre', 'operator'] as const
const inScope = ['org-unknown', 'org-out-of-scope'] as const

export const listRoleHolders = contract({
  name: 'membership.list-role-holders',
  summary: '一家工会（不含下级）里谁有哪种角色',
  method: 'GET',
  path: '/v1/membership/role-holders',
  audience: lookers,
  query: z.strictObject({ orgId: idOf('org'), role: z.optional(z.enum(roles)), ...pageQuery }),
  replies: { 200: pageOf(roleHolder) },
  refusals: refusalsFrom(membershipProblems, ...inScope),
})

/** A member who may be given a role, as found by number or phone. */
export const candidate = z.object({
  personId: z.string(),
  nameMasked: z.string(),
  phoneMasked: z.string(),
  orgName: z.string(),
})
export type Candidate = z.infer<typeof candidate>

export const findCandidate = contract({
  name: 'membership.find-role-candidate',
  summary: '按会员号或手机号找一位会员，好给角色；只找得到自己管的会员',
  method: 'POST',
  path: '/v1/membership/role-holders/find',
  audience: givers,
  body: z
    .strictObject({ orgId: idOf('org'), memberNo: z.optional(memberNo), phone: z.optional(phone) })
    .check(
      z.refine((sent) => (sent.memberNo === undefined) !== (sent.phone === undefined), {
        path: ['memberNo'],
        error: '会员号或手机号，填一样',
      }),
    ),
  replies: { 200: z.object({ candidate, serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, ...inScope, 'member-unknown'),
})

const held = {
  personId: idOf('person'),
  role: z.enum(roles),
  orgId: idOf('org'),
  /** A clerk's role is bound to one of the org's outlets; others have none. */
  outletId: z.optional(idOf('outlet')),
}

export const giveRole = contract({
  name: 'membership.give-role',
  summary: '给一位会员一种角色：在这家工会和它的下级有效，马上生效；再给一次不变',
  method: 'POST',
  path: '/v1/membership/role-holders',
  audience: givers,
  body: z.strictObject(held),
  replies: { 201: z.object({ given: z.boolean() }), 200: z.object({ given: z.boolean() }) },
  refusals: refusalsFrom(
    membershipProblems,
    ...inScope,
    'role-not-yours-to-give',
    'outlet-not-of-org',
    'member-unknown',
  ),
})

export const revokeRole = contract({
  name: 'membership.revoke-role',
  summary: '收回一种角色，下一次操作就失效；写明原因。工会的最后一位干部只有上级能收回',
  method: 'POST',
  path: '/v1/membership/role-holders/revoke',
  audience: givers,
  body: z.strictObject({ ...held, reason: line(60) }),
  replies: { 200: z.object({ revoked: z.boolean() }) },
  refusals: refusalsFrom(membershipProblems, ...inScope, 'role-not-yours-to-give', 'last-cadre'),
})

/** A role that was given or taken: who, whom, when, why. */
export const roleChange = z.object({
  at: z.string(),
  deed: z.enum(['given', 'taken']),
  role: z.enum(roles),
  nameMasked: z.optional(z.string()),
  byMasked: z.optional(z.string()),
  reason: z.optional(z.string()),
})
export type RoleChange = z.infer<typeof roleChange>

export const listRoleChanges = contract({
  name: 'membership.list-role-changes',
  summary: '一家工会一年里角色的变动，新的在前；不写年份就是今年',
  method: 'GET',
  path: '/v1/membership/role-changes',
  audience: lookers,
  query: z.strictObject({
    orgId: idOf('org'),
    year: z.optional(z.string().check(z.regex(/^20\d\d$/))),
    ...pageQuery,
  }),
  replies: { 200: pageOf(roleChange) },
  refusals: refusalsFrom(membershipProblems, ...inScope),
})
