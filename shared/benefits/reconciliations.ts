import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { fileId, MAX_SHEET_BYTES, sheetTypes, upload, uploadBody } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { jobOf, started } from '../lib/jobs.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { jobProblems, refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { benefitsProblems } from './problems.ts'

/** What can be wrong between what was issued, what was redeemed here, and what the merchant says. */
export const anomalyKinds = [
  'unknown-code',
  'double-use',
  'wrong-outlet',
  'after-expiry',
  'price-difference',
  'missing-here',
  'missing-there',
] as const
export type AnomalyKind = (typeof anomalyKinds)[number]

export const anomalyNames: Readonly<Record<AnomalyKind, string>> = {
  'unknown-code': '不认识的码',
  'double-use': '重复使用',
  'wrong-outlet': '网点不对',
  'after-expiry': '过期使用',
  'price-difference': '金额不符',
  'missing-here': '我方没有',
  'missing-there': '商户没有',
}

/** `gone`: a newer file does not show it any more. */
export const anomalyStates = ['open', 'asked', 'settled', 'gone'] as const
export type AnomalyState = (typeof anomalyStates)[number]

/** Whether somebody has still to work on it: nothing is signed before. */
export const isToDo = ({ state }: { readonly state: AnomalyState }): boolean =>
  state === 'open' || state === 'asked'

/** A day, Asia/Shanghai. */
const day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))

const ofDrop = {
  params: z.strictObject({ dropId: idOf('drop') }),
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown', 'reconciliation-of-draft'),
}

export const uploadMerchantFile = contract({
  name: 'benefits.upload-merchant-file',
  summary: '取得上传商户核销文件（CSV 或 XLSX，20 MB 以内）的地址',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/merchant-files',
  audience: ['operator', 'staff'],
  ...ofDrop,
  body: uploadBody(sheetTypes, MAX_SHEET_BYTES),
  replies: { 201: upload },
})

export const reconcile = contract({
  name: 'benefits.reconcile',
  summary: '用商户文件对账：文件要写全到某一天为止的每一笔（券码、时间、网点、金额），以最后一份为准',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/reconciliations',
  audience: ['operator', 'staff'],
  needsKey: true,
  ...ofDrop,
  body: z.strictObject({ fileId, until: day }),
  replies: { 202: started },
})

const byKind = z.record(z.enum(anomalyKinds), z.int())

/** What a merchant's file said, and how it agrees. */
export const reconciled = z.object({
  /** The file tells of all days up to this one. */
  until: z.string(),
  at: z.string(),
  lines: z.int(),
  /** Vouchers that all three agree on. */
  matched: z.int(),
  /** Vouchers that the merchant says were used, each once. */
  reported: z.int(),
  byOutlet: z.array(z.object({ outletId: z.string(), reported: z.int() })),
  anomalies: byKind,
})
export type Reconciled = z.infer<typeof reconciled>

export const getReconciling = contract({
  name: 'benefits.get-reconciling',
  summary: '对账做到哪里了：只有发起人能看；差异可以下载成表格',
  method: 'GET',
  path: '/v1/benefits/reconciliations/{jobId}',
  audience: ['operator', 'staff'],
  params: z.strictObject({ jobId: idOf('job') }),
  replies: { 200: jobOf(reconciled) },
  refusals: refusalsFrom(jobProblems, 'job-unknown'),
})

export const getReconciliation = contract({
  name: 'benefits.get-reconciliation',
  summary: '一场福利最近一次对账的结果',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/reconciliations',
  audience: ['operator', 'staff', 'auditor'],
  params: ofDrop.params,
  replies: { 200: z.object({ latest: z.optional(reconciled), serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})

export const anomaly = z.object({
  anomalyId: z.string(),
  kind: z.enum(anomalyKinds),
  state: z.enum(anomalyStates),
  /** In a sentence, without anybody's name. */
  words: z.string(),
  /** In the merchant's file, as Excel counts. */
  line: z.optional(z.int()),
  codeTail: z.string(),
  voucherId: z.optional(z.string()),
  /** The slip that may be reversed. */
  redemptionId: z.optional(z.string()),
  outletId: z.optional(z.string()),
  notes: z.array(z.object({ at: z.string(), state: z.enum(anomalyStates), note: z.string() })),
})
export type Anomaly = z.infer<typeof anomaly>

export const listAnomalies = contract({
  name: 'benefits.list-anomalies',
  summary: '一场福利的对账差异，逐条处理：按差异种类、文件行号排，可以只看没处理完的',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/anomalies',
  audience: ['operator', 'staff', 'auditor'],
  params: ofDrop.params,
  query: z.strictObject({ state: z.optional(z.literal('todo')), ...pageQuery }),
  replies: { 200: pageOf(anomaly) },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})

export const workAnomaly = contract({
  name: 'benefits.work-anomaly',
  summary: '处理一条对账差异：改状态，写说明',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/anomalies/{anomalyId}',
  audience: ['operator', 'staff'],
  params: z.strictObject({ dropId: idOf('drop'), anomalyId: idOf('anomaly') }),
  body: z.strictObject({ state: z.enum(['open', 'asked', 'settled']), note: line(200) }),
  replies: { 200: z.object({ anomaly, serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown', 'anomaly-unknown'),
})

export const reverseRedemption = contract({
  name: 'benefits.reverse-redemption',
  summary: '冲销一笔核销（十分钟以后由运营更正）：原记录不动，券恢复未用，写明原因',
  method: 'POST',
  path: '/v1/benefits/redemptions/{redemptionId}/reversal',
  audience: ['operator'],
  params: z.strictObject({ redemptionId: idOf('redemption') }),
  body: z.strictObject({ reason: line(100) }),
  replies: {
    200: z.object({
      redemptionId: z.string(),
      undone: z.object({ at: z.string(), reason: z.string() }),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'redemption-unknown'),
})
