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

/** `checking`: the phone is a member's already, and a cadre looks whether it is the same person; `merged`: it was. */
export const applicationStates = ['waiting', 'admitted', 'refused', 'checking', 'merged'] as const

export const application = z.object({
  applicationId: z.string(),
  state: z.enum(applicationStates),
  orgId: z.string(),
  orgName: z.string(),
  submittedAt: z.string(),
  decidedAt: z.optional(z.string()),
  /** Why it was refused, in the cadre's words. */
  reason: z.optional(z.string()),
  /** While it waits: until when the union means to answer, and the union above that it has gone up to since. */
  dueAt: z.optional(z.string()),
  escalatedTo: z.optional(z.string()),
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
  ),
})

export const queuedApplication = z.extend(application, {
  /** Whole: the cadre decides by knowing the person. The phone stays masked. */
  name: z.string(),
  phoneMasked: z.string(),
  joinCodeLabel: z.string(),
})
export type QueuedApplication = z.infer<typeof queuedApplication>

/** `overdue`: past its day; `ours`: for this very union to act on, its own or come up to it. */
export const queueFilters = ['all', 'overdue', 'ours'] as const
export type QueueFilter = (typeof queueFilters)[number]

export const listApplications = contract({
  name: 'membership.list-applications',
  summary: '一家工会和它下级里等待审核的申请，先到的在前；可只看超时的、轮到本级办的',
  method: 'GET',
  path: '/v1/membership/applications',
  audience: ['cadre'],
  query: z.strictObject({ orgId: idOf('org'), show: z.optional(z.enum(queueFilters)), ...pageQuery }),
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
  summary: '同意入会；手机号已是别人的，转到重复核实（state 为 checking）',
  path: '/v1/membership/applications/{applicationId}/approve',
  refusals: refusalsFrom(
    membershipProblems,
    'application-unknown',
    'org-out-of-scope',
    'org-closed',
    'application-decided',
    'already-member',
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

/** Decided in one go, by one cadre; above the console's page of thirty and far below what a function has time for. */
export const DECIDED_AT_ONCE = 50

const outcome = z.object({
  applicationId: z.string(),
  /** `unknown`: nothing is known of this one; asked again, none is decided twice. */
  outcome: z.enum(['admitted', 'refused', 'checking', 'not-done', 'unknown']),
  /** Why it is not done. */
  code: z.optional(z.string()),
  title: z.optional(z.string()),
})
export type DecisionOutcome = z.infer<typeof outcome>

export const decideApplications = contract({
  name: 'membership.decide-applications',
  summary: '一次同意或退回多份申请；每一份的结果分别告诉，重复提交不会重复处理',
  method: 'POST',
  path: '/v1/membership/applications/decide',
  audience: ['cadre'],
  body: z
    .strictObject({
      decision: z.enum(['approve', 'refuse']),
      applicationIds: z.array(idOf('application')).check(z.minLength(1), z.maxLength(DECIDED_AT_ONCE)),
      reason: z.optional(line(100)),
    })
    .check(
      z.refine(({ decision, reason }) => (decision === 'refuse') === (reason !== undefined), {
        path: ['reason'],
        error: '退回要写原因，同意不写',
      }),
    ),
  replies: { 200: z.object({ outcomes: z.array(outcome), serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope'),
})
