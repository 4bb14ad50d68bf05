import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { roles } from '../lib/roles.ts'
import { membershipProblems } from './problems.ts'
import { session } from './sessions.ts'

/**
 * Signing in to the console in a browser by scanning a code with the mini-program (the manner of OAuth 2.0's device
 * grant, RFC 8628): the browser asks and shows the code, the phone looks at it and confirms, the browser fetches its
 * session. The code in the QR and the browser's own secret are 128 random bits each; the phone never learns the second.
 */
const secret = z.string().check(z.regex(/^sgn_[0-7][0-9A-HJKMNP-TV-Z]{25}\.[A-Za-z0-9_-]{22}$/))

/** How long a code may be confirmed. */
export const SIGN_IN_LIFE_SECONDS = 180

export const signInStates = ['waiting', 'scanned', 'confirmed', 'refused', 'cancelled', 'expired'] as const

export const askConsoleSignIn = contract({
  name: 'membership.ask-console-sign-in',
  summary: '网页控制台请求扫码登录：得到放进二维码的码，和浏览器自己留着的密钥',
  method: 'POST',
  path: '/v1/membership/console-sign-ins',
  audience: 'anyone',
  replies: {
    201: z.object({ code: z.string(), poll: z.string(), until: z.string(), serverTime: z.string() }),
  },
})

/** What the browser is told of the phone that scanned: the member's masked name. */
const by = z.optional(z.string())

export const pollConsoleSignIn = contract({
  name: 'membership.poll-console-sign-in',
  summary: '浏览器问：扫了吗，确认了吗；确认后领取登录，只能领一次（一分钟内丢了回复可再领）',
  method: 'POST',
  path: '/v1/membership/console-sign-ins/poll',
  audience: 'anyone',
  body: z.strictObject({ poll: secret }),
  replies: {
    200: z.object({ state: z.enum(signInStates), by, session: z.optional(session), serverTime: z.string() }),
  },
  refusals: refusalsFrom(membershipProblems, 'sign-in-unknown', 'sign-in-over', 'erasure-under-way'),
})

export const cancelConsoleSignIn = contract({
  name: 'membership.cancel-console-sign-in',
  summary: '浏览器放弃这次扫码登录',
  method: 'POST',
  path: '/v1/membership/console-sign-ins/cancel',
  audience: 'anyone',
  body: z.strictObject({ poll: secret }),
  replies: { 200: z.object({ cancelled: z.boolean() }) },
  refusals: refusalsFrom(membershipProblems, 'sign-in-unknown', 'sign-in-over'),
})

const byPhone = { audience: roles, body: z.strictObject({ signInCode: secret }) } as const

export const viewConsoleSignIn = contract({
  ...byPhone,
  name: 'membership.view-console-sign-in',
  summary: '手机扫码后看：哪个浏览器、从哪里、什么时候请求登录',
  method: 'POST',
  path: '/v1/membership/console-sign-ins/view',
  replies: {
    200: z.object({
      /** `Chrome · Windows`. */
      browser: z.string(),
      /** The address, its second half hidden; or that it is the union's own network. */
      place: z.string(),
      askedAt: z.string(),
      until: z.string(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(membershipProblems, 'sign-in-unknown', 'sign-in-over', 'sign-in-expired'),
})

export const confirmConsoleSignIn = contract({
  ...byPhone,
  name: 'membership.confirm-console-sign-in',
  summary: '在手机上确认网页控制台的登录',
  method: 'POST',
  path: '/v1/membership/console-sign-ins/confirm',
  replies: { 200: z.object({ confirmed: z.boolean() }) },
  refusals: refusalsFrom(membershipProblems, 'sign-in-unknown', 'sign-in-over', 'sign-in-expired'),
})

export const refuseConsoleSignIn = contract({
  ...byPhone,
  name: 'membership.refuse-console-sign-in',
  summary: '在手机上拒绝网页控制台的登录',
  method: 'POST',
  path: '/v1/membership/console-sign-ins/refuse',
  replies: { 200: z.object({ refused: z.boolean() }) },
  refusals: refusalsFrom(membershipProblems, 'sign-in-unknown', 'sign-in-over', 'sign-in-expired'),
})
