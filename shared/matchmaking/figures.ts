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
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(matchmakingProblems, 'org-unknown', 'org-out-of-scope'),
})
