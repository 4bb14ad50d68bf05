import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { jobOf, started } from '../lib/jobs.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { jobProblems, refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/** Names and phones are masked in all of them, and of a merchant's code only the end is told. */
export const exportLists = ['vouchers', 'redemptions', 'unredeemed', 'orgs'] as const
export type ExportList = (typeof exportLists)[number]
export const exportFormats = ['csv', 'xlsx'] as const
/** What can be taken out besides: all that an audit of a drop asks for, as a zip. */
const takenLists = [...exportLists, 'audit-pack'] as const
const takenFormats = [...exportFormats, 'zip'] as const
export type TakenList = (typeof takenLists)[number]
export type TakenFormat = (typeof takenFormats)[number]

export const exportListNames: Readonly<Record<TakenList, string>> = {
  vouchers: '领取明细',
  redemptions: '核销明细',
  unredeemed: '未核销名单',
  orgs: '各单位汇总',
  'audit-pack': '审计包',
}

export const exportFormatNames: Readonly<Record<TakenFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel',
  zip: 'zip',
}

const toExport = ['org-out-of-scope', 'drop-unknown', 'export-of-draft'] as const

export const startExport = contract({
  name: 'benefits.start-export',
  summary: '导出一场福利的一张表；谁在什么时候导出了什么都会留下记录',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/exports',
  audience: ['operator', 'staff'],
  needsKey: true,
  params: z.strictObject({ dropId: idOf('drop') }),
  body: z.strictObject({ list: z.enum(exportLists), format: z.enum(exportFormats) }),
  replies: { 202: started },
  refusals: refusalsFrom(benefitsProblems, ...toExport),
})

export const startAuditPack = contract({
  name: 'benefits.start-audit-pack',
  summary: '把一场福利的规则版本、审批、资格范围、抽签证明、操作记录、明细和核对过的数打成一个包',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/audit-packs',
  audience: ['operator', 'auditor'],
  needsKey: true,
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: { 202: started },
  refusals: refusalsFrom(benefitsProblems, ...toExport),
})

/** What was asked for: the title is the drop's at that time. */
const asked = {
  dropId: z.string(),
  title: z.string(),
  list: z.enum(takenLists),
  format: z.enum(takenFormats),
}

export const exported = z.extend(jobOf(z.object({ rows: z.int() })), asked)
export type Exported = z.infer<typeof exported>

export const listExports = contract({
  name: 'benefits.list-exports',
  summary: '我的导出，新的在前；文件保存一天',
  method: 'GET',
  path: '/v1/benefits/exports',
  audience: ['operator', 'staff', 'auditor'],
  query: z.strictObject(pageQuery),
  replies: { 200: pageOf(exported) },
})

export const getExport = contract({
  name: 'benefits.get-export',
  summary: '一份导出做到哪里了；做完后带下载地址（每次问都是新的，十分钟内有效）',
  method: 'GET',
  path: '/v1/benefits/exports/{jobId}',
  audience: ['operator', 'staff', 'auditor'],
  params: z.strictObject({ jobId: idOf('job') }),
  replies: { 200: exported },
  refusals: refusalsFrom(jobProblems, 'job-unknown'),
})

/** That somebody took a list out: who, as they stood then; a name is not known of who is no member. */
const taken = z.object({
  jobId: z.string(),
  personId: z.string(),
  byMasked: z.optional(z.string()),
  byOrg: z.string(),
  list: z.enum(takenLists),
  format: z.enum(takenFormats),
  at: z.string(),
})
export type Taken = z.infer<typeof taken>

export const listTaken = contract({
  name: 'benefits.list-taken',
  summary: '一场福利被谁导出过什么，新的在前',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/exports',
  audience: ['operator', 'auditor'],
  params: z.strictObject({ dropId: idOf('drop') }),
  query: z.strictObject(pageQuery),
  replies: {
    200: pageOf(taken),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})
