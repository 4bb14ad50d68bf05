import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/** So long before a drop opens, whoever asked for it is reminded. */
export const REMIND_MINUTES = 10

const ofDrop = {
  audience: 'member',
  path: '/v1/benefits/drops/{dropId}/reminder',
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: { 200: z.object({ reminded: z.boolean(), serverTime: z.string() }) },
} as const

export const askReminder = contract({
  ...ofDrop,
  name: 'benefits.ask-reminder',
  summary: `开始前 ${REMIND_MINUTES} 分钟提醒我：消息里一条，同意过的再加一条微信消息`,
  method: 'POST',
  refusals: refusalsFrom(benefitsProblems, 'drop-unknown', 'reminder-late'),
})

export const dropReminder = contract({
  ...ofDrop,
  name: 'benefits.drop-reminder',
  summary: '不用提醒我了',
  method: 'DELETE',
  refusals: refusalsFrom(benefitsProblems, 'drop-unknown'),
})
