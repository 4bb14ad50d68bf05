import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { readingProblems } from './problems.ts'
import { standing } from './readers.ts'

/** Teams below this size are listed without a place: one diligent reader is no team. */
export const LEAST_RANKED = 3

/** What a team, or a subtree of teams, has read. */
export const tally = z.object({
  readers: z.int(),
  /** Days that count, over all its readers. */
  days: z.int(),
  minutes: z.int(),
  pages: z.int(),
  checkIns: z.int(),
  finished: z.int(),
  /** Notes written, those deleted since among them. */
  notes: z.int(),
  /** Readers who handed a quiz in, and who passed it, over all its quizzes. */
  tried: z.int(),
  passed: z.int(),
  /** Readers who read enough, on each day of the campaign. */
  active: z.array(z.int()),
  /** Readers whose first such day lies in each week of the campaign, and earlier ones who read on in it. */
  started: z.array(z.int()),
  returned: z.array(z.int()),
})
export type Tally = z.infer<typeof tally>

const team = z.object({
  orgId: z.string(),
  name: z.string(),
  tally,
  /** Days that count per reader. */
  perHead: z.number(),
  /** Absent: too few to be ranked. */
  place: z.optional(z.int()),
})
export type Team = z.infer<typeof team>

export const topReader = z.object({
  penName: z.string(),
  orgName: z.string(),
  days: z.int(),
  minutes: z.int(),
})
export type TopReader = z.infer<typeof topReader>

export const getStandings = contract({
  name: 'reading.get-standings',
  summary: '一家工会下面各队的成绩，人均在前；和上榜的书友',
  method: 'GET',
  path: '/v1/reading/campaigns/{campaignId}/standings',
  audience: 'signed-in',
  params: z.strictObject({ campaignId: idOf('campaign') }),
  /** Whose teams; the union that runs the campaign where none is named. */
  query: z.strictObject({ orgId: z.optional(idOf('org')) }),
  replies: {
    200: z.object({
      orgId: z.string(),
      name: z.string(),
      pathNames: z.array(z.string()),
      total: tally,
      teams: z.array(team),
      top: z.array(topReader),
      /** When the newest of the counts was made; absent: nobody has enrolled yet. */
      countedAt: z.optional(z.string()),
      /** The campaign is over and everything was counted once more: these figures stand. */
      final: z.boolean(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(readingProblems, 'org-unknown', 'campaign-unknown'),
})

export const setPenName = contract({
  name: 'reading.set-pen-name',
  summary: '用书友名上榜，或不上榜',
  method: 'PUT',
  path: '/v1/reading/campaigns/{campaignId}/me/pen-name',
  audience: 'member',
  params: z.strictObject({ campaignId: idOf('campaign') }),
  /** Which of the names drawn for one; null: not to be listed. */
  body: z.strictObject({ choice: z.nullable(z.int().check(z.minimum(0), z.maximum(575))) }),
  replies: { 200: standing },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown', 'not-enrolled'),
})
