import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/**
 * A rehearsal claims a *shadow* of a drop: a drop of its own with the same plan, which only synthetic members know, and
 * of which nothing is left afterwards but how it went. A driver (infra/rehearsal) starts it, is given members, has
 * them tap, closes it, holds what they were told against the books, and ends it.
 */

export const MOST_REHEARSED = 500_000
/** Members are given out so many at a time. */
export const MEMBERS_AT_ONCE = 1_000

const shadowId = idOf('drop')
const ofDrop = z.strictObject({ dropId: idOf('drop') })
const ofShadow = z.strictObject({ dropId: idOf('drop'), shadowId })
const count = z.int().check(z.minimum(0), z.maximum(MOST_REHEARSED))
const durationMs = z.int().check(z.minimum(0), z.maximum(3_600_000))

export const startRehearsal = contract({
  name: 'benefits.start-rehearsal',
  summary: '开始演练：给这场福利造一个影子，只有模拟会员看得见',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/rehearsals',
  audience: ['operator'],
  params: ofDrop,
  body: z.strictObject({
    members: z.int().check(z.minimum(1), z.maximum(MOST_REHEARSED)),
    /** How long they take to arrive. */
    overMs: z.int().check(z.minimum(100), z.maximum(600_000)),
  }),
  needsKey: true,
  replies: {
    201: z.object({
      rehearsal: z.object({ shadowId: z.string(), closesAt: z.string() }),
      serverTime: z.string(),
    }),
    200: z.object({
      rehearsal: z.object({ shadowId: z.string(), closesAt: z.string() }),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-out-of-scope',
    'drop-unknown',
    'drop-step-impossible',
    'rehearsal-by-lottery',
    'rehearsal-running',
    'rehearsal-unknown',
  ),
})

const underWay = refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown', 'rehearsal-unknown')

/** Tokens of the synthetic members `from` … `from + count - 1`, fewer where the rehearsal has no more. */
export const giveRehearsalMembers = contract({
  name: 'benefits.give-rehearsal-members',
  summary: '模拟会员的凭证，只能抢这个影子',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/rehearsals/{shadowId}/members',
  audience: ['operator'],
  params: ofShadow,
  body: z.strictObject({
    from: count,
    count: z.int().check(z.minimum(1), z.maximum(MEMBERS_AT_ONCE)),
  }),
  replies: { 200: z.object({ tokens: z.array(z.string()), serverTime: z.string() }) },
  refusals: underWay,
})

/** What the stored items say of the shadow once nothing is granted any more. */
const books = z.object({
  added: z.int(),
  free: z.int(),
  inTransit: z.int(),
  /** Vouchers by their state, and places whose voucher is not written yet. */
  byState: z.record(z.string(), z.int()),
  withoutRow: z.int(),
  /** Whatever must never be, in words; empty when all is in order. */
  wrong: z.array(z.string()),
  pools: z.array(
    z.object({
      /** The org whose units they are; absent for the general pool. */
      name: z.optional(z.string()),
      path: z.optional(z.string()),
      units: z.int(),
      first: z.int(),
      count: z.int(),
    }),
  ),
  /** For each bucket what is free, and who was granted there in their order: eight characters each (`markOf`). */
  buckets: z.array(z.object({ free: z.int(), holders: z.string() })),
})
export type Books = z.infer<typeof books>

export const closeRehearsal = contract({
  name: 'benefits.close-rehearsal',
  summary: '收场：影子不再发放，对账',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/rehearsals/{shadowId}/close',
  audience: ['operator'],
  params: ofShadow,
  replies: { 200: z.object({ books, serverTime: z.string() }) },
  refusals: underWay,
})

export const verdicts = ['go', 'no-go'] as const

/** How the last rehearsal of a drop went. */
export const rehearsalOutcome = z.object({
  shadowId: z.string(),
  at: z.string(),
  /** The operator who ran it. */
  by: z.string(),
  members: z.int(),
  overMs: z.int(),
  p99Ms: z.int(),
  /** From the first tap until all was granted; absent where units were left. */
  soldOutInMs: z.optional(z.int()),
  /** Whether the books were in order. */
  balanced: z.boolean(),
  verdict: z.enum(verdicts),
})
export type RehearsalOutcome = z.infer<typeof rehearsalOutcome>

export const endRehearsal = contract({
  name: 'benefits.end-rehearsal',
  summary: '结束演练：记下结果，清掉影子',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/rehearsals/{shadowId}/end',
  audience: ['operator'],
  params: ofShadow,
  body: z.strictObject({
    /** What the driver saw. Without it the rehearsal was broken off, and is forgotten. */
    seen: z.optional(
      z.strictObject({
        p99Ms: durationMs,
        soldOutInMs: z.optional(durationMs),
        /** Members who were told something that the books do not bear out. */
        falseAnswers: count,
        verdict: z.enum(verdicts),
      }),
    ),
  }),
  replies: { 200: z.object({ outcome: z.optional(rehearsalOutcome), serverTime: z.string() }) },
  refusals: underWay,
})
