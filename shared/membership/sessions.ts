import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { grant } from '../lib/roles.ts'
import { standings } from '../lib/standing.ts'
import { application } from './applications.ts'
import { membershipProblems } from './problems.ts'

/** Unused for so long, a session is over by itself. */
export const SESSION_LIFE_DAYS = 30

/** The bearer token lives 15 minutes; the renewal token 30 days, and is good for one renewal (a lost reply may be asked again). */
export const session = z.object({
  token: z.string(),
  expiresAt: z.string(),
  renewal: z.string(),
  personId: z.string(),
  memberId: z.optional(z.string()),
  serverTime: z.string(),
})
export type Session = z.infer<typeof session>

export const openSession = contract({
  name: 'membership.open-session',
  summary: '用 wx.login 的 code 登录',
  method: 'POST',
  path: '/v1/membership/sessions',
  audience: 'anyone',
  body: z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(256)) }),
  replies: { 201: session },
  refusals: refusalsFrom(membershipProblems, 'login-code-invalid', 'wechat-busy', 'erasure-under-way'),
})

export const renewSession = contract({
  name: 'membership.renew-session',
  summary: '用续期码换新的登录',
  method: 'POST',
  path: '/v1/membership/sessions/renewals',
  audience: 'anyone',
  body: z.strictObject({ renewal: z.string().check(z.minLength(1), z.maxLength(256)) }),
  replies: { 201: session },
  // Only of a closed one did somebody say that it is to end; one that is over otherwise may be opened anew unasked.
  refusals: refusalsFrom(membershipProblems, 'renewal-invalid', 'session-closed'),
})

export const closeSession = contract({
  name: 'membership.close-session',
  summary: '退出登录',
  method: 'DELETE',
  path: '/v1/membership/sessions/current',
  audience: 'signed-in',
  replies: { 200: z.object({ closed: z.boolean() }) },
})

export const member = z.object({
  memberId: z.string(),
  memberNo: z.string(),
  name: z.string(),
  phoneMasked: z.string(),
  orgId: z.string(),
  orgPath: z.string(),
  orgPathNames: z.array(z.string()),
  tags: z.array(z.string()),
  joinedAt: z.string(),
  /** How the person's identity was established on admission. */
  verifiedBy: z.enum(['roster', 'cadre']),
  standing: z.enum(standings),
  standingReason: z.optional(z.string()),
  standingSince: z.optional(z.string()),
})
export type Member = z.infer<typeof member>

export const getMe = contract({
  name: 'membership.get-me',
  summary: '我是谁：会员、申请、权限',
  method: 'GET',
  path: '/v1/membership/me',
  audience: 'signed-in',
  replies: {
    200: z.object({
      personId: z.string(),
      member: z.optional(member),
      application: z.optional(application),
      /** Where one was a member before, if one is none now. */
      former: z.optional(z.object({ orgName: z.string(), endedAt: z.string() })),
      grants: z.array(grant),
      /** Present when the bearer token sent no longer tells the truth (admitted, transferred, tagged since): use this one. */
      token: z.optional(z.string()),
      serverTime: z.string(),
    }),
  },
})
