import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { started } from '../lib/jobs.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { readingProblems } from './problems.ts'

/** No list holds anybody’s name: figures are sums. */
export const figureLists = ['orgs', 'days', 'weeks'] as const
export type FigureList = (typeof figureLists)[number]
export const figureListNames: Readonly<Record<FigureList, string>> = {
  orgs: '各单位汇总',
  days: '每天读够的人数',
  weeks: '每周开始和留下的人数',
}

export const startFigures = contract({
  name: 'reading.start-figures',
  summary: '导出一个活动的一张表：各单位、每天或每周',
  method: 'POST',
  path: '/v1/reading/managed-campaigns/{campaignId}/figures',
  audience: ['operator', 'staff'],
  needsKey: true,
  params: z.strictObject({ campaignId: idOf('campaign') }),
  body: z.strictObject({ list: z.enum(figureLists), format: z.enum(['csv', 'xlsx']) }),
  replies: { 202: started },
  refusals: refusalsFrom(readingProblems, 'org-out-of-scope', 'campaign-unknown'),
})
