import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line, prose } from '../lib/text.ts'
import { badge } from './events.ts'
import { matchmakingProblems } from './problems.ts'
import { facts } from './profiles.ts'

export const reportReasons = [
  'harassment',
  'false-facts',
  'not-single',
  'money',
  'improper',
  'other',
] as const
export type ReportReason = (typeof reportReasons)[number]
export const reportReasonWords: Readonly<Record<ReportReason, string>> = {
  harassment: '骚扰、不尊重人',
  'false-facts': '资料不真实',
  'not-single': '不是单身',
  money: '借钱、推销或诈骗',
  improper: '内容不合适',
  other: '其他',
}

/** Somebody who was shown, whom one was introduced to, or whom one sat with at an event. */
const whom = {
  singleId: z.optional(idOf('single')),
  introductionId: z.optional(idOf('introduction')),
  met: z.optional(z.strictObject({ eventId: idOf('event'), number: badge })),
}
export interface Whom {
  readonly singleId?: string | undefined
  readonly introductionId?: string | undefined
  readonly met?: { readonly eventId: string; readonly number: number } | undefined
}
const oneOfThem = z.refine<Whom>(
  ({ singleId, introductionId, met }) =>
    [singleId, introductionId, met].filter((one) => one !== undefined).length === 1,
  { path: ['singleId'], error: '推荐里的人、牵线里的人、同桌过的人，只写一个' },
)

const refusals = refusalsFrom(
  matchmakingProblems,
  'profile-missing',
  'profile-suspended',
  'single-unknown',
  'introduction-unknown',
  'event-unknown',
  'event-partner-unknown',
)

export const reportSingle = contract({
  name: 'matchmaking.report-single',
  summary: '举报：对方的资料先下架，等 TA 单位的红娘查实；你们不会再遇到',
  method: 'POST',
  path: '/v1/matchmaking/reports',
  audience: 'signed-in',
  body: z
    .strictObject({ ...whom, reason: z.enum(reportReasons), note: z.optional(prose(200)) })
    .check(oneOfThem),
  replies: { 200: z.object({ reported: z.boolean() }) },
  refusals,
})

export const blockSingle = contract({
  name: 'matchmaking.block-single',
  summary: '屏蔽：你们不会再遇到，对方不会知道',
  method: 'POST',
  path: '/v1/matchmaking/blocks',
  audience: 'signed-in',
  body: z.strictObject(whom).check(oneOfThem),
  replies: { 200: z.object({ blocked: z.boolean() }) },
  refusals,
})

/** What the desk of the reported one’s workplace sees. Who reported is not told. */
export const report = z.object({
  reportId: z.string(),
  reason: z.enum(reportReasons),
  note: z.optional(z.string()),
  reportedAt: z.string(),
  nameMasked: z.string(),
  orgName: z.string(),
  facts: z.optional(facts),
  /** Reports found true before this one. */
  strikes: z.int(),
})
export type Report = z.infer<typeof report>

export const listReports = contract({
  name: 'matchmaking.list-reports',
  summary: '等待查实的举报，先到的在前',
  method: 'GET',
  path: '/v1/matchmaking/reports',
  audience: ['matchmaker'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(report) },
  refusals: refusalsFrom(matchmakingProblems, 'org-unknown', 'org-out-of-scope'),
})

export const reportDecisions = ['unfounded', 'upheld'] as const

export const decideReport = contract({
  name: 'matchmaking.decide-report',
  summary: '查实或不属实；第一次查实退回资料，再次查实停用',
  method: 'POST',
  path: '/v1/matchmaking/reports/{reportId}/decide',
  audience: ['matchmaker'],
  params: z.strictObject({ reportId: idOf('report') }),
  /** What is told to the reported one where it is upheld. */
  body: z.strictObject({ decision: z.enum(reportDecisions), words: line(100) }),
  replies: {
    200: z.object({ decision: z.enum(reportDecisions), suspended: z.boolean(), serverTime: z.string() }),
  },
  refusals: refusalsFrom(matchmakingProblems, 'org-out-of-scope', 'report-unknown', 'report-decided'),
})
