import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { shownPhoto } from './photos.ts'
import { matchmakingProblems } from './problems.ts'
import { facts, wishes } from './profiles.ts'

/** A profile on the review desk of its workplace. Masked: the whole name is a look of its own, and logged. */
export const review = z.object({
  profileId: z.string(),
  nameMasked: z.string(),
  orgName: z.string(),
  facts,
  wishes,
  /** Those that WeChat has let through; more may be under its eyes. */
  photos: z.array(shownPhoto),
  /** How many WeChat has not judged yet: with one of them the profile cannot be approved. */
  photosUnderCheck: z.int(),
  submittedAt: z.string(),
  /** To be decided by then; after it, `overdue`. */
  dueAt: z.string(),
  overdue: z.boolean(),
  /** WeChat was not sure about the text: read it with care. */
  textNeedsCare: z.boolean(),
  /** Approved before: this is a change. */
  again: z.boolean(),
})
export type Review = z.infer<typeof review>

export const listReviews = contract({
  name: 'matchmaking.list-reviews',
  summary: '一家工会和它下级里等待审核的交友资料，先到的在前',
  method: 'GET',
  path: '/v1/matchmaking/reviews',
  audience: ['matchmaker'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(review) },
  refusals: refusalsFrom(matchmakingProblems, 'org-unknown', 'org-out-of-scope'),
})

const deed = {
  method: 'POST',
  audience: ['matchmaker'],
  params: z.strictObject({ profileId: idOf('profile') }),
} as const

/** Which submission was looked at: another one, handed in meanwhile, is decided by nobody who has not seen it. */
const seen = { submittedAt: instantIn }

const decided = z.object({
  profileId: z.string(),
  review: z.enum(['approved', 'returned']),
  serverTime: z.string(),
})

export const approveProfile = contract({
  ...deed,
  name: 'matchmaking.approve-profile',
  summary: '核实通过，进入推荐',
  path: '/v1/matchmaking/reviews/{profileId}/approve',
  body: z.strictObject(seen),
  replies: { 200: decided },
  refusals: refusalsFrom(
    matchmakingProblems,
    'org-out-of-scope',
    'profile-unknown',
    'profile-decided',
    'photos-under-check',
  ),
})

export const returnProfile = contract({
  ...deed,
  name: 'matchmaking.return-profile',
  summary: '退回修改，写明原因',
  path: '/v1/matchmaking/reviews/{profileId}/return',
  body: z.strictObject({ ...seen, reason: line(100) }),
  replies: { 200: decided },
  refusals: refusalsFrom(matchmakingProblems, 'org-out-of-scope', 'profile-unknown', 'profile-decided'),
})

export const lookAtName = contract({
  ...deed,
  name: 'matchmaking.look-at-name',
  summary: '核实身份时查看完整姓名；每次查看都有记录',
  path: '/v1/matchmaking/reviews/{profileId}/name',
  body: z.strictObject({ purpose: line(60) }),
  replies: { 200: z.object({ name: z.string(), serverTime: z.string() }) },
  refusals: refusalsFrom(matchmakingProblems, 'org-out-of-scope', 'profile-unknown', 'profile-decided'),
})
