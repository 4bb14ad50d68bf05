import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { scene } from './join-codes.ts'
import { phone } from './phone.ts'
import { membershipProblems } from './problems.ts'

export { CONSENT_VERSION } from './privacy-notice.ts'

export const applicationStates = ['waiting', 'admitted', 'refused'] as const

export const application = z.object({
  applicationId: z.string(),
  state: z.enum(applicationStates),
  orgId: z.string(),
  orgName: z.string(),
  submittedAt: z.string(),
  decidedAt: z.optional(z.string()),
  /** Why it was refused, in the cadre's words. */
  reason: z.optional(z.string()),
})
export type Application = z.infer<typeof application>

const answer = z.object({
  application,
  /** A fresh bearer token that carries the membership, once admitted. */
  token: z.optional(z.string()),
  serverTime: z.string(),
})

export const sendPhoneCode = contract({
  name: 'membership.send-phone-code',
  summary: '向手机号发一次性验证码',
  method: 'POST',
  path: '/v1/membership/phone-codes',
  audience: 'signed-in',
  body: z.strictObject({ phone }),
  replies: { 201: z.object({ resendAt: z.string(), expiresAt: z.string(), serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, 'phone-code-too-soon', 'phone-code-limit', 'sms-busy'),
})

export const apply = contract({
  name: 'membership.apply',
  summary: '申请入会；名册上有的马上入会，其余等工会审核',
  method: 'POST',
  path: '/v1/membership/applications',
  audience: 'signed-in',
  body: z
    .strictObject({
      scene,
      name: line(40),
      /** From WeChat's getPhoneNumber button. */
      phoneCode: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
      /** Or typed, with the one-time code sent to it. */
      phone: z.optional(phone),
      oneTimeCode: z.optional(z.string().check(z.regex(/^\d{6}$/))),
      consentVersion: z.string().check(z.minLength(1), z.maxLength(20)),
    })
    .check(
      z.refine(
        (sent) =>
          sent.phoneCode !== undefined
            ? sent.phone === undefined && sent.oneTimeCode === undefined
            : sent.phone !== undefined && sent.oneTimeCode !== undefined,
        { path: ['phoneCode'], error: '要么用微信手机号，要么填手机号和验证码' },
      ),
    ),
  replies: { 201: answer, 200: answer },
  refusals: refusalsFrom(
    membershipProblems,
    'join-code-unknown',
    'join-code-revoked',
    'join-code-expired',
    'join-code-full',
    'consent-outdated',
    'already-member',
    'application-waiting',
    'phone-code-invalid',
    'wechat-busy',
    'phone-taken',
  ),
})

export const queuedApplication = z.extend(application, {
  /** Whole: the cadre decides by knowing the person. The phone stays masked. */
  name: z.string(),
  phoneMasked: z.string(),
  joinCodeLabel: z.string(),
})
export type QueuedApplication = z.infer<typeof queuedApplication>

export const listApplications = contract({
  name: 'membership.list-applications',
  summary: '一家工会和它下级里等待审核的申请，先到的在前',
  method: 'GET',
  path: '/v1/membership/applications',
  audience: ['cadre'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(queuedApplication) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

const decision = {
  method: 'POST',
  audience: ['cadre'],
  params: z.strictObject({ applicationId: idOf('application') }),
  replies: { 200: z.object({ application: queuedApplication, serverTime: z.string() }) },
} as const

export const approveApplication = contract({
  ...decision,
  name: 'membership.approve-application',
  summary: '同意入会',
  path: '/v1/membership/applications/{applicationId}/approve',
  refusals: refusalsFrom(
    membershipProblems,
    'application-unknown',
    'org-out-of-scope',
    'application-decided',
    'already-member',
    'phone-taken',
  ),
})

export const refuseApplication = contract({
  ...decision,
  name: 'membership.refuse-application',
  summary: '退回申请，写明原因',
  path: '/v1/membership/applications/{applicationId}/refuse',
  body: z.strictObject({ reason: line(100) }),
  refusals: refusalsFrom(
    membershipProblems,
    'application-unknown',
    'org-out-of-scope',
    'application-decided',
  ),
})
