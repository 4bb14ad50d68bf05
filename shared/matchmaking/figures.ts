import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { introductionStates } from './introductions.ts'
import { matchmakingProblems } from './problems.ts'
import { genders } from './words.ts'

/** A figure that counts fewer people than this could be a person, and is not told. */
export const FEWEST_TOLD = 5

/** Absent: somewhere between one and four, or withheld so that such a one cannot be worked out. */
const count = z.optional(z.int())

/** What is counted of an event: who signed up, who came, the pairs who chose each other, and what became of them. */
export const eventCounts = ['women', 'men', 'womenCame', 'menCame', 'mutual', 'together', 'married'] as const
export type EventCount = (typeof eventCounts)[number]

const counts = z.object({
  ...{ women: count, men: count, womenCame: count, menCame: count },
  ...{ mutual: count, together: count, married: count },
})
export type EventCounts = z.infer<typeof counts>

const eventFigures = z.extend(counts, {
  eventId: z.string(),
  title: z.string(),
  startsAt: z.string(),
  /** How many were drawn; of the event, not of anybody. */
  rounds: z.int(),
})
export type EventFigures = z.infer<typeof eventFigures>

export const getFigures = contract({
  name: 'matchmaking.get-figures',
  summary: '一家工会和它下级的交友数据：只有人数，少于 5 人的不显示',
  method: 'GET',
  path: '/v1/matchmaking/figures',
  audience: ['matchmaker', 'staff'],
  query: z.strictObject({ orgId: idOf('org') }),
  replies: {
    200: z.object({
      /** Who can be suggested now, by gender and decade of birth. */
      singles: z.array(z.object({ gender: z.enum(genders), bornFrom: z.int(), count })),
      singlesTotal: count,
      year: z.int(),
      /** How many introductions came to each state this year. */
      introductions: z.array(z.object({ state: z.enum(introductionStates), count })),
      /** The events of this year that this very org holds, the latest first; those called off are left out. */
      events: z.array(eventFigures),
      eventsTotal: counts,
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(matchmakingProblems, 'org-unknown', 'org-out-of-scope'),
})
