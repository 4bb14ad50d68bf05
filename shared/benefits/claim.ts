import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { claimProblems } from './claim-problems.ts'
import { voucher } from './voucher.ts'

/**
 * Take one unit. 201: it is yours. 200: it was yours already, the same voucher again. A refusal is final for this
 * tap; 429 and 503 mean that nobody knows yet, so the client asks again with `retry: true` until it has an answer.
 */
export const claimDrop = contract({
  name: 'benefits.claim',
  summary: '抢一份',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/claim',
  audience: 'member',
  takes: true,
  rehearsed: true,
  pace: { burst: 20, perSecond: 10 },
  params: z.strictObject({ dropId: idOf('drop') }),
  body: z.strictObject({
    /** Which of my vouchers of this drop I want: 1 for the first. A repeat names the same one and gets it again. */
    j: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
    /** Set once an earlier try had no answer: my place is then looked up before anything is refused. */
    retry: z.optional(z.boolean()),
  }),
  replies: {
    201: z.object({ voucher, serverTime: z.string() }),
    200: z.object({ voucher, serverTime: z.string() }),
  },
  refusals: refusalsFrom(
    claimProblems,
    'drop-unknown',
    'drop-by-lottery',
    'drop-gathering',
    'drop-not-open',
    'drop-closed',
    'drop-paused',
    'audience-org',
    'audience-tag',
    'audience-joined',
    'audience-roster',
    'org-stopped',
    'limit-reached',
    'points-short',
    'hold-over',
    'drop-sold-out',
  ),
})
