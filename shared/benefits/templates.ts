import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { dropKinds } from './drop-plan.ts'
import { managedDrop } from './drops.ts'
import { drawPlan } from './lottery.ts'
import { benefitsProblems } from './problems.ts'

/** When the new one opens: all its other times keep their distance to that. Codes are brought anew. */
const anew = z.strictObject({
  opensAt: instantIn,
  /** Of a lottery: its own number. */
  draw: z.optional(drawPlan),
})

const ofMaking = [
  'org-unknown',
  'org-out-of-scope',
  'outlet-unknown',
  'quota-outside-audience',
  'cover-missing',
  'drop-unknown',
  'plan-incomplete',
] as const

export const cloneDrop = contract({
  name: 'benefits.clone-drop',
  summary: '复制一场：内容照抄，时间按新的开抢时间平移，存成草稿',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/clone',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  body: anew,
  needsKey: true,
  replies: { 201: managedDrop, 200: managedDrop },
  refusals: refusalsFrom(benefitsProblems, ...ofMaking),
})

export const template = z.object({
  templateId: z.string(),
  orgId: z.string(),
  name: z.string(),
  kind: z.enum(dropKinds),
  title: z.string(),
  cover: z.string(),
  stock: z.int(),
  listPriceFen: z.int(),
  memberPriceFen: z.int(),
  isLottery: z.boolean(),
  savedAt: z.string(),
})
export type Template = z.infer<typeof template>

const ofOrg = {
  audience: ['operator'],
  path: '/v1/benefits/orgs/{orgId}/templates',
  params: z.strictObject({ orgId: idOf('org') }),
} as const

export const saveTemplate = contract({
  ...ofOrg,
  name: 'benefits.save-template',
  summary: '把一场福利存成本单位的模板',
  method: 'POST',
  body: z.strictObject({ dropId: idOf('drop'), name: line(40) }),
  needsKey: true,
  replies: { 201: template, 200: template },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-unknown',
    'org-out-of-scope',
    'drop-unknown',
    'templates-many',
  ),
})

export const listTemplates = contract({
  ...ofOrg,
  name: 'benefits.list-templates',
  summary: '一家单位的模板，新的在前',
  method: 'GET',
  replies: { 200: z.object({ items: z.array(template), serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
})

const one = {
  audience: ['operator'],
  params: z.strictObject({ orgId: idOf('org'), templateId: idOf('template') }),
} as const

export const makeFromTemplate = contract({
  ...one,
  name: 'benefits.make-from-template',
  summary: '用模板新建一场（草稿）',
  method: 'POST',
  path: '/v1/benefits/orgs/{orgId}/templates/{templateId}/drops',
  body: anew,
  needsKey: true,
  replies: { 201: managedDrop, 200: managedDrop },
  refusals: refusalsFrom(benefitsProblems, ...ofMaking, 'template-unknown'),
})

/** Says nothing of whether it was there: a repeated removal ends as the first. */
export const removeTemplate = contract({
  ...one,
  name: 'benefits.remove-template',
  summary: '删掉模板，用它建过的福利不受影响',
  method: 'DELETE',
  path: '/v1/benefits/orgs/{orgId}/templates/{templateId}',
  replies: { 200: z.object({ serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
})
