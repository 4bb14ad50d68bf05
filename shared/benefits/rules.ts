import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { prose } from '../lib/text.ts'
import { reason } from './deeds.ts'
import { managedDrop } from './drops.ts'
import { benefitsProblems } from './problems.ts'

/**
 * After publication, of a drop there may change: its rules' text, each change a version that stays; its closing and
 * validity, later only; its stock, up to the ceiling; its banner; whether it is paused, and for whom. Prices, limits,
 * audience, quotas, the opening, the way and the outlets are what people were promised: for others, clone it.
 */
export const rulesVersion = z.object({
  version: z.int(),
  text: z.string(),
  /** Who claimed from here on claimed under it. */
  from: z.string(),
})
export type RulesVersion = z.infer<typeof rulesVersion>

const params = z.strictObject({ dropId: idOf('drop') })

export const changeRules = contract({
  name: 'benefits.change-rules',
  summary: '排期后改规则文字：成为新的一版，已领的按领取时那一版',
  method: 'PUT',
  path: '/v1/benefits/drops/{dropId}/rules',
  audience: ['operator'],
  params,
  body: z.strictObject({ rules: prose(4_000), reason }),
  replies: { 200: z.object({ drop: managedDrop, serverTime: z.string() }) },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-out-of-scope',
    'drop-unknown',
    'drop-changed',
    'drop-step-impossible',
    'rules-many',
  ),
})

export const listRules = contract({
  name: 'benefits.list-rules',
  summary: '一场福利公布过的各版规则，新的在前',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/rules',
  audience: 'anyone',
  params,
  replies: { 200: z.object({ versions: z.array(rulesVersion), serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'drop-unknown'),
})
