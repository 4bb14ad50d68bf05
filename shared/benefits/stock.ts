import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { managedDrop } from './drops.ts'
import { benefitsProblems } from './problems.ts'

/** A change of stock against the value that its author saw: nobody overwrites what somebody else did meanwhile. */
export const changeStock = contract({
  name: 'benefits.change-stock',
  summary: '增减库存：写明看到的数和要改成的数，数已变动就不改',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/stock',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  body: z.strictObject({
    /** The stock as its author saw it. */
    seen: z.int().check(z.minimum(0), z.maximum(1_000_000)),
    wanted: z.int().check(z.minimum(0), z.maximum(1_000_000)),
    reason: line(100),
  }),
  needsKey: true,
  replies: {
    200: z.object({
      /** Units that were added, or below zero taken out; of what was to be taken out some may have been claimed first. */
      changed: z.int(),
      drop: managedDrop,
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-out-of-scope',
    'drop-unknown',
    'drop-step-impossible',
    'stock-changed',
    'stock-over-ceiling',
    'codes-too-few',
  ),
})
