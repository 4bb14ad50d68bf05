import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { membershipProblems } from './problems.ts'

export const privacyAnswers = ['agreed', 'refused', 'withdrawn'] as const
export type PrivacyAnswer = (typeof privacyAnswers)[number]

/** Who said no is left alone for so long. */
export const PRIVACY_ASKED_AGAIN_DAYS = 7

/** How somebody stands to the notice in force. `outdated`: they agreed to an older one. */
export const privacyStandings = ['never', 'agreed', 'outdated', 'refused', 'withdrawn'] as const

/** One line of the consent ledger. Lines are added, never changed. */
export const privacyEntry = z.object({
  answer: z.enum(privacyAnswers),
  version: z.string(),
  at: z.string(),
  /** On what it was given, as far as the phone tells. */
  device: z.optional(z.string()),
})
export type PrivacyEntry = z.infer<typeof privacyEntry>

const standing = z.object({
  version: z.string(),
  standing: z.enum(privacyStandings),
  /** Whether it is time to ask: never asked, a new version, or a week after a no. */
  ask: z.boolean(),
  /** The newest first. */
  entries: z.array(privacyEntry),
  serverTime: z.string(),
})

export const getPrivacy = contract({
  name: 'membership.get-privacy',
  summary: '我对隐私说明的态度：现在怎样，什么时候同意、不同意或撤回过',
  method: 'GET',
  path: '/v1/membership/privacy',
  audience: 'signed-in',
  replies: { 200: standing },
})

export const answerPrivacy = contract({
  name: 'membership.answer-privacy',
  summary: '同意、不同意，或撤回同意',
  method: 'POST',
  path: '/v1/membership/privacy/answers',
  audience: 'signed-in',
  body: z.strictObject({
    version: z.string().check(z.minLength(1), z.maxLength(20)),
    answer: z.enum(privacyAnswers),
  }),
  replies: { 200: standing },
  refusals: refusalsFrom(membershipProblems, 'consent-missing', 'consent-outdated'),
})

export const look = z.object({
  at: z.string(),
  /** Who looked, masked, and where they work for the union; absent where they are no member any more. */
  byMasked: z.optional(z.string()),
  byOrgName: z.optional(z.string()),
  reason: z.string(),
})

export const listLooks = contract({
  name: 'membership.list-looks',
  summary: '谁看过我的完整姓名和手机号，最近的在前',
  method: 'GET',
  path: '/v1/membership/privacy/looks',
  audience: 'member',
  query: z.strictObject({ ...pageQuery }),
  replies: { 200: pageOf(look) },
})
