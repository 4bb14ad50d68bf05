import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/** `stop`: do not open like this. `warn`: look at it. `not-here`: there is nothing of the kind in this environment. */
export const preflightStates = ['ok', 'warn', 'stop', 'not-here'] as const

export const preflightItem = z.object({
  /** A fact in kebab-case, the same each time: `table-capacity`. */
  name: z.string(),
  title: z.string(),
  state: z.enum(preflightStates),
  /** What was found, in one sentence. */
  words: z.string(),
  /** What to do about it; nothing where all is well. */
  next: z.optional(z.string()),
})
export type PreflightItem = z.infer<typeof preflightItem>

export const readPreflight = contract({
  name: 'benefits.read-preflight',
  summary: '开抢前检查：时间、库存和券码、容量、演练、审批、告警、微信',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/preflight',
  audience: ['operator', 'staff', 'auditor'],
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: { 200: z.object({ items: z.array(preflightItem), serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})
