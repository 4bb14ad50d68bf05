import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { shownPhoto } from './photos.ts'
import { matchmakingProblems } from './problems.ts'
import { card } from './suggestions.ts'

/** From two hearts to what came of them; `docs/introductions.md` draws it. */
export const introductionStates = [
  'mutual',
  'introduced',
  'exchanged',
  'together',
  'married',
  'over',
] as const
export type IntroductionState = (typeof introductionStates)[number]

/** What the two say of how it went on; it counts only with both people’s word. */
export const outcomes = ['together', 'married'] as const

export const introduction = z.object({
  introductionId: z.string(),
  state: z.enum(introductionStates),
  since: z.string(),
  /** The other one; nobody once it is over. */
  card: z.optional(card),
  /** What I have done at this step already, while the other side has not. */
  mySideDone: z.boolean(),
  /** Once both have consented: what may be kept secret no longer. */
  contact: z.optional(z.object({ name: z.string(), phone: z.string() })),
  /** From then on, too: before it nobody is shown a face. */
  photos: z.array(shownPhoto),
})
export type Introduction = z.infer<typeof introduction>

const answer = { 200: z.object({ introduction, serverTime: z.string() }) }

export const listIntroductions = contract({
  name: 'matchmaking.list-introductions',
  summary: '我的牵线，新的在前',
  method: 'GET',
  path: '/v1/matchmaking/introductions',
  audience: 'signed-in',
  replies: { 200: z.object({ items: z.array(introduction), serverTime: z.string() }) },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended'),
})

const deed = {
  method: 'POST',
  audience: 'member',
  params: z.strictObject({ introductionId: idOf('introduction') }),
  replies: answer,
  refusals: refusalsFrom(
    matchmakingProblems,
    'profile-missing',
    'profile-suspended',
    'introduction-unknown',
    'introduction-over',
    'introduction-not-yet',
  ),
} as const

export const consentToMeet = contract({
  ...deed,
  name: 'matchmaking.consent-to-meet',
  summary: '同意交换姓名和手机号；双方都同意才交换',
  path: '/v1/matchmaking/introductions/{introductionId}/consent',
})

export const withdrawFrom = contract({
  ...deed,
  audience: 'signed-in',
  name: 'matchmaking.withdraw-from',
  summary: '随时退出牵线，不用说原因',
  path: '/v1/matchmaking/introductions/{introductionId}/withdraw',
})

export const tellOutcome = contract({
  ...deed,
  name: 'matchmaking.tell-outcome',
  summary: '告诉红娘：牵手或结婚；双方都说了才算',
  path: '/v1/matchmaking/introductions/{introductionId}/outcome',
  body: z.strictObject({ outcome: z.enum(outcomes) }),
})

/** One of the two, as the desk of an introduction sees them: masked, and only those of the own union by name. */
export const caseSide = z.object({
  card: z.optional(z.omit(card, { singleId: true })),
  /** Only where this side is the caller’s to look after. */
  nameMasked: z.optional(z.string()),
  orgName: z.optional(z.string()),
  mine: z.boolean(),
  confirmed: z.boolean(),
  consented: z.boolean(),
})

export const introductionCase = z.object({
  introductionId: z.string(),
  state: z.enum(introductionStates),
  since: z.string(),
  /** Nothing has happened for a week. */
  stuck: z.boolean(),
  sides: z.array(caseSide),
  /** What the matchmakers of the two told each other, the oldest first. */
  notes: z.array(z.object({ text: z.string(), writtenAt: z.string(), mine: z.boolean() })),
})
export type IntroductionCase = z.infer<typeof introductionCase>

export const listCases = contract({
  name: 'matchmaking.list-cases',
  summary: '一家工会和它下级里正在牵的线，早的在前',
  method: 'GET',
  path: '/v1/matchmaking/cases',
  audience: ['matchmaker'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(introductionCase) },
  refusals: refusalsFrom(matchmakingProblems, 'org-unknown', 'org-out-of-scope'),
})

const caseRefusals = [
  'org-out-of-scope',
  'introduction-unknown',
  'introduction-over',
  'introduction-not-yet',
] as const

const caseDeed = {
  method: 'POST',
  audience: ['matchmaker'],
  params: z.strictObject({ introductionId: idOf('introduction') }),
  replies: { 200: z.object({ case: introductionCase, serverTime: z.string() }) },
  refusals: refusalsFrom(matchmakingProblems, ...caseRefusals),
} as const

export const confirmCase = contract({
  ...caseDeed,
  name: 'matchmaking.confirm-case',
  summary: '确认牵线：两边的红娘都确认后，请双方各再同意一次',
  path: '/v1/matchmaking/cases/{introductionId}/confirm',
  refusals: refusalsFrom(matchmakingProblems, ...caseRefusals, 'introduction-held'),
})

export const declineCase = contract({
  ...caseDeed,
  name: 'matchmaking.decline-case',
  summary: '不牵这条线，写明原因；原因只有红娘看到',
  path: '/v1/matchmaking/cases/{introductionId}/decline',
  body: z.strictObject({ reason: line(100) }),
})

export const CASE_NOTES_MAX = 50

export const noteCase = contract({
  ...caseDeed,
  name: 'matchmaking.note-case',
  summary: '记一笔；只有这条线两边的红娘看到',
  path: '/v1/matchmaking/cases/{introductionId}/notes',
  /** The same words of the same matchmaker are one note, however often they are sent. */
  body: z.strictObject({ text: line(200) }),
})
