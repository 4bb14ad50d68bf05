import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { matchmakingProblems } from './problems.ts'
import { facts } from './profiles.ts'

export const SUGGESTIONS_A_DAY = 6
export const HEARTS_A_DAY = 20

/** A single as another one may see them: nothing here names or finds anybody, and the id is good for this viewer only. */
export const card = z.extend(z.omit(z.object(facts.shape), { birthYear: true }), {
  singleId: z.string(),
  age: z.int(),
})
export type Card = z.infer<typeof card>

export const suggestion = z.object({
  card,
  /** 0–100. */
  score: z.int(),
  /** 为什么推荐: sentences, the weightiest first. */
  reasons: z.array(z.string()),
})
export type Suggestion = z.infer<typeof suggestion>

export const listSuggestions = contract({
  name: 'matchmaking.list-suggestions',
  summary: '今天的推荐和为什么推荐',
  method: 'GET',
  path: '/v1/matchmaking/suggestions',
  audience: 'member',
  replies: {
    200: z.object({
      items: z.array(suggestion),
      day: z.string(),
      heartsLeft: z.int(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(
    matchmakingProblems,
    'profile-missing',
    'profile-suspended',
    'profile-not-listed',
    'profile-moved',
    'profile-paused',
  ),
})

const about = {
  method: 'POST',
  audience: 'member',
  params: z.strictObject({ singleId: idOf('single') }),
} as const

const participation = [
  'profile-missing',
  'profile-suspended',
  'profile-not-listed',
  'profile-moved',
  'profile-paused',
  'single-unknown',
] as const

export const passSingle = contract({
  ...about,
  name: 'matchmaking.pass-single',
  summary: '不合适：以后不再推荐给彼此，对方不会知道',
  path: '/v1/matchmaking/singles/{singleId}/pass',
  replies: { 200: z.object({ passed: z.boolean() }) },
  refusals: refusalsFrom(matchmakingProblems, ...participation),
})

export const giveHeart = contract({
  ...about,
  name: 'matchmaking.give-heart',
  summary: '心动：对方也心动之前，谁也不会知道',
  path: '/v1/matchmaking/singles/{singleId}/heart',
  replies: {
    200: z.object({
      mutual: z.boolean(),
      /** Where it is mutual. */
      introductionId: z.optional(z.string()),
      heartsLeft: z.int(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(matchmakingProblems, ...participation, 'hearts-used-up', 'introduction-over'),
})

export const listHearts = contract({
  name: 'matchmaking.list-hearts',
  summary: '我给出的、还没有回应的心动，新的在前；180 天没有回应的自动作罢',
  method: 'GET',
  path: '/v1/matchmaking/hearts',
  audience: 'signed-in',
  query: z.strictObject(pageQuery),
  replies: { 200: pageOf(z.object({ card, givenAt: z.string() })) },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended'),
})

export const takeHeartBack = contract({
  ...about,
  audience: 'signed-in',
  name: 'matchmaking.take-heart-back',
  summary: '收回心动',
  path: '/v1/matchmaking/singles/{singleId}/take-back',
  replies: { 200: z.object({ takenBack: z.boolean() }) },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended', 'single-unknown'),
})
