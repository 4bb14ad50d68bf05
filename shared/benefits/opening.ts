import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { pseudonym } from '../lib/draw-file.ts'
import { idOf } from '../lib/ids.ts'
import { SECOND_MS } from '../lib/instant.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'
import { voucher } from './voucher.ts'

/**
 * Simultaneous opening (统一摇号), an option of a drop that is given first come, first served: whoever taps within the
 * first seconds is in, all of them alike, and lots decide who has a unit. What is left then goes to who comes first.
 */
export const OPENING_SECONDS_MOST = 30

/** Closing is so long after the opening at least, that the draw and the granting are over by then. */
export const OPENING_LEAST_MS = 120 * SECOND_MS

export const openingSeconds = z.int().check(z.minimum(1), z.maximum(OPENING_SECONDS_MOST))

/** What everybody may know of it. */
export const openingFace = z.object({
  seconds: z.int(),
  gathersUntil: z.string(),
  drawsAt: z.string(),
  /** `before` the draw, `drawn`, and `over` once every winner has a unit and the rest is for who comes first. */
  step: z.enum(['before', 'drawn', 'over']),
  /** SHA-256 of the secret seed, published with the drop. */
  commitment: z.string(),
  /** From the draw on: SHA-256 of the list, which is also what the lots are drawn with; how many were in, for how many units. */
  listHash: z.optional(z.string()),
  entrants: z.optional(z.int()),
  units: z.optional(z.int()),
})
export type OpeningFace = z.infer<typeof openingFace>

/** How it went with one who was drawn and did not win: the own lot beside the last that won, both in hex. */
export const notDrawn = z.object({
  pseudonym,
  entrants: z.int(),
  units: z.int(),
  drawnAt: z.string(),
  lot: z.string(),
  lastLot: z.string(),
})
export type NotDrawnOutcome = z.infer<typeof notDrawn>

const entered = z.object({
  step: z.literal('entered'),
  pseudonym,
  enteredAt: z.string(),
  drawsAt: z.string(),
  serverTime: z.string(),
})

/**
 * 201: I am in. 200: I was in already, or how it went. Asked again until it is `won` or `not-drawn`; “busy” before that
 * says that nobody knows yet.
 */
export const joinOpening = contract({
  name: 'benefits.join-opening',
  summary: '统一摇号的场次：开抢头几秒登记；之后问结果，摇到的当场得券',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/opening',
  audience: 'member',
  pace: { burst: 20, perSecond: 10 },
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: {
    201: entered,
    200: z.discriminatedUnion('step', [
      entered,
      z.object({ step: z.literal('won'), voucher, serverTime: z.string() }),
      z.object({ step: z.literal('not-drawn'), outcome: notDrawn, serverTime: z.string() }),
    ]),
  },
  refusals: refusalsFrom(
    benefitsProblems,
    'drop-unknown',
    'drop-no-opening',
    'opening-over',
    'drop-not-open',
    'drop-closed',
    'drop-paused',
    'audience-org',
    'audience-tag',
    'audience-joined',
    'audience-roster',
    'org-stopped',
  ),
})
