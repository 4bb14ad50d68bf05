import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { reason } from './deeds.ts'
import { benefitsProblems } from './problems.ts'
import { voucherId } from './voucher.ts'

export const voidVoucher = contract({
  name: 'benefits.void-voucher',
  summary: '作废一张还没用的券，或作废后换一张新码的补给同一位会员；原因会员看得到，记入操作记录',
  method: 'POST',
  path: '/v1/benefits/vouchers/{voucherId}/void',
  audience: ['operator'],
  params: z.strictObject({ voucherId }),
  body: z.strictObject({
    reason,
    /** The member keeps their unit, under another voucher with a code of its own. */
    reissue: z.boolean(),
  }),
  replies: {
    200: z.object({
      /** The voucher in its stead. */
      reissued: z.optional(z.object({ voucherId })),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-out-of-scope',
    'voucher-unknown',
    'voucher-redeemed',
    'voucher-ended',
    'voucher-offered',
    'voucher-expired',
    'reissues-many',
    'reissue-no-code',
  ),
})
