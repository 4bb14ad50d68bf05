import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { pageOf, pageQuery } from '../lib/page.ts'

export const pointsEntry = z.object({
  seq: z.int(),
  at: z.string(),
  kind: z.enum(['earned', 'held', 'released', 'spent']),
  amount: z.int(),
  balance: z.int(),
  reason: z.string(),
})

export const listPoints = contract({
  name: 'reading.list-points',
  summary: '我的积分：余额和每一笔，新的在前',
  method: 'GET',
  path: '/v1/reading/points',
  audience: 'member',
  query: z.strictObject(pageQuery),
  replies: { 200: z.extend(pageOf(pointsEntry), { balance: z.int() }) },
})
