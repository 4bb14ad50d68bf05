import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { benefitsProblems } from './problems.ts'

/** What an outlet is owed for: vouchers, their list price, what members paid there, and the rest, which the union owes. */
const sums = {
  redeemed: z.int(),
  listFen: z.int(),
  collectedFen: z.int(),
  dueFen: z.int(),
}

/** Signed, and never changed: a correction is another sheet that takes it back, and then a new one. */
const sheet = z.object({
  n: z.int(),
  kind: z.enum(['sheet', 'reversal']),
  ...sums,
  at: z.string(),
  reason: z.optional(z.string()),
})

export const outletSettlement = z.object({
  outletId: z.string(),
  outletName: z.string(),
  /** As counted now. */
  now: z.object(sums),
  /** All sheets summed: what has been signed and stands. */
  signed: z.object(sums),
  sheets: z.array(sheet),
  /** Anomalies of this outlet that nobody has settled yet. */
  open: z.int(),
})
export type OutletSettlement = z.infer<typeof outletSettlement>

export const listSettlements = contract({
  name: 'benefits.list-settlements',
  summary: '一场福利按网点的结算单：现在的数、签过的数、还没处理完的差异',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/settlements',
  audience: ['operator', 'staff', 'auditor'],
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: {
    200: z.object({
      items: z.array(outletSettlement),
      /** Of vouchers that are used at the merchant's own till: up to which day the merchant has told. */
      reportedUntil: z.optional(z.string()),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})

const ofOutlet = z.strictObject({ dropId: idOf('drop'), outletId: idOf('outlet') })
const answer = { 200: z.object({ settlement: outletSettlement, serverTime: z.string() }) }

export const signSettlement = contract({
  name: 'benefits.sign-settlement',
  summary: '签一个网点的结算单：写上看到的张数，和现在的对得上才算',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/settlements/{outletId}',
  audience: ['operator'],
  params: ofOutlet,
  body: z.strictObject({ redeemed: z.int().check(z.minimum(0), z.maximum(1_000_000)) }),
  replies: answer,
  refusals: refusalsFrom(
    benefitsProblems,
    'org-out-of-scope',
    'drop-unknown',
    'settlement-unknown',
    'settlement-signed',
    'settlement-anomalies-open',
    'settlement-changed',
  ),
})

export const reverseSettlement = contract({
  name: 'benefits.reverse-settlement',
  summary: '冲销一个网点签过的结算单：另记一张反方向的，写明原因，之后可以重新签',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/settlements/{outletId}/reversal',
  audience: ['operator'],
  params: ofOutlet,
  body: z.strictObject({ n: z.int().check(z.minimum(1), z.maximum(999)), reason: line(100) }),
  replies: answer,
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown', 'settlement-unknown'),
})
