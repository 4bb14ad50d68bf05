import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { membershipProblems } from './problems.ts'

/** What `getwxacodeunlimit` takes as `scene`: at most 32 characters. Ours: `J` and 15 of an alphabet without look-alikes. */
export const scene = z.string().check(z.regex(/^J[2-9A-HJKMNP-Z]{15}$/))

/** What bounds a code that admits at once. */
export const MOST_AT_ONCE = 20
export const AT_ONCE_DAYS = 31

export const joinCodeStates = ['valid', 'revoked', 'expired', 'full'] as const

export const joinCode = z.object({
  scene: z.string(),
  /** Where the poster hangs: 3 号门岗海报. */
  label: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  orgPathNames: z.array(z.string()),
  state: z.enum(joinCodeStates),
  expiresAt: z.optional(z.string()),
  cap: z.optional(z.int()),
  /** Whoever applies by it is admitted without a cadre. */
  admitsAtOnce: z.optional(z.boolean()),
})
export type JoinCode = z.infer<typeof joinCode>

/** What somebody does on the way in, each counted once a person and code. */
export const joinSteps = ['scanned', 'started'] as const

export const managedJoinCode = z.extend(joinCode, {
  applied: z.int(),
  createdAt: z.string(),
  /** How many people came how far; `applied` counts applications. */
  funnel: z.object({ scanned: z.int(), started: z.int(), admitted: z.int() }),
})
export type ManagedJoinCode = z.infer<typeof managedJoinCode>

export const getJoinCode = contract({
  name: 'membership.get-join-code',
  summary: '扫到的入会码是哪家工会的',
  method: 'GET',
  path: '/v1/membership/join-codes/{scene}',
  audience: 'anyone',
  params: z.strictObject({ scene }),
  replies: { 200: z.extend(joinCode, { consentVersion: z.string(), serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, 'join-code-unknown', 'join-code-attempts'),
})

export const createJoinCode = contract({
  name: 'membership.create-join-code',
  summary: '生成入会码',
  method: 'POST',
  path: '/v1/membership/join-codes',
  audience: ['cadre'],
  body: z.strictObject({
    orgId: idOf('org'),
    label: line(30),
    expiresAt: z.optional(instantIn),
    cap: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
    /** Only with a cap and an end, `MOST_AT_ONCE` and `AT_ONCE_DAYS` at most. */
    admitsAtOnce: z.optional(z.boolean()),
  }),
  needsKey: true,
  replies: { 201: managedJoinCode, 200: managedJoinCode },
  refusals: refusalsFrom(
    membershipProblems,
    'org-unknown',
    'org-out-of-scope',
    'org-closed',
    'join-code-unbounded',
  ),
})

export const listJoinCodes = contract({
  name: 'membership.list-join-codes',
  summary: '一家工会的入会码，新的在前',
  method: 'GET',
  path: '/v1/membership/join-codes',
  audience: ['cadre'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(managedJoinCode) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

export const revokeJoinCode = contract({
  name: 'membership.revoke-join-code',
  summary: '停用入会码：马上不能再用它申请，已交的申请照常审核',
  method: 'POST',
  path: '/v1/membership/join-codes/{scene}/revoke',
  audience: ['cadre'],
  params: z.strictObject({ scene }),
  replies: { 200: managedJoinCode },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope', 'join-code-unknown'),
})

export const noteJoinStep = contract({
  name: 'membership.note-join-step',
  summary: '记下走到哪一步：扫了码、开始填；一个人一个码各记一次',
  method: 'POST',
  path: '/v1/membership/join-codes/{scene}/steps',
  audience: 'signed-in',
  params: z.strictObject({ scene }),
  body: z.strictObject({ step: z.enum(joinSteps) }),
  replies: { 200: z.object({ noted: z.boolean() }) },
  refusals: refusalsFrom(membershipProblems, 'join-code-unknown', 'join-code-attempts'),
})
