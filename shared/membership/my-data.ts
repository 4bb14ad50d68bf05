import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { jobOf, started } from '../lib/jobs.ts'
import { jobProblems, refusalsFrom } from '../lib/problems.ts'
import { membershipProblems } from './problems.ts'

/** What somebody types out before they are erased, word for word. */
export const ERASURE_WORDS = '注销我的账号'
export const COOLING_DAYS = 7

export const startExport = contract({
  name: 'membership.start-export',
  summary: '导出关于我的全部信息；十分钟内再要，是同一份',
  method: 'POST',
  path: '/v1/membership/my-data/exports',
  audience: 'signed-in',
  replies: { 202: started },
})

export const getExport = contract({
  name: 'membership.get-export',
  summary: '导出进行到哪里；做好了给下载地址，一天后文件删除',
  method: 'GET',
  path: '/v1/membership/my-data/exports/{jobId}',
  audience: 'signed-in',
  params: z.strictObject({ jobId: idOf('job') }),
  replies: { 200: jobOf(z.object({ files: z.int(), bytes: z.int() })) },
  refusals: refusalsFrom(jobProblems, 'job-unknown'),
})

export const erasureStates = ['none', 'cooling', 'begun'] as const

const erasure = z.object({
  state: z.enum(erasureStates),
  askedAt: z.optional(z.string()),
  /** When it begins; until then it can be taken back. */
  dueAt: z.optional(z.string()),
  /** Roles are given back before one goes. */
  holdsRoles: z.boolean(),
  serverTime: z.string(),
})

export const getErasure = contract({
  name: 'membership.get-erasure',
  summary: '我的注销办到哪里',
  method: 'GET',
  path: '/v1/membership/my-data/erasure',
  audience: 'signed-in',
  replies: { 200: erasure },
})

export const askErasure = contract({
  name: 'membership.ask-erasure',
  summary: '申请注销：七天内可以撤回，到期删去个人信息，只留没有姓名的台账',
  method: 'POST',
  path: '/v1/membership/my-data/erasure',
  audience: 'signed-in',
  body: z.strictObject({ confirm: z.literal(ERASURE_WORDS) }),
  replies: { 200: erasure },
  refusals: refusalsFrom(membershipProblems, 'erasure-holds-roles'),
})

export const undoErasure = contract({
  name: 'membership.undo-erasure',
  summary: '撤回注销申请',
  method: 'DELETE',
  path: '/v1/membership/my-data/erasure',
  audience: 'signed-in',
  replies: { 200: erasure },
  refusals: refusalsFrom(membershipProblems, 'erasure-begun'),
})
