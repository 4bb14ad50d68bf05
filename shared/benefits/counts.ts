import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

const row = z.object({
  outletId: z.string(),
  outletName: z.string(),
  /** Asia/Shanghai. */
  day: z.string(),
  redeemed: z.int(),
  undone: z.int(),
})

export const getCounts = contract({
  name: 'benefits.get-counts',
  summary: '库存、已抢、已核销，按网点和日期',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/counts',
  audience: ['operator', 'staff', 'auditor'],
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: {
    200: z.object({
      stock: z.object({ total: z.int(), left: z.int() }),
      claimed: z.int(),
      redeemed: z.int(),
      undone: z.int(),
      byOutletAndDay: z.array(row),
      /** Claims that were refused, by problem code, the most frequent first. Approximate: told once a second, and now and then lost. */
      refusals: z.array(z.object({ code: z.string(), count: z.int() })),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})
