import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { fileId, MAX_SHEET_BYTES, sheetTypes, upload, uploadBody } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { jobContract, started } from '../lib/jobs.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/** One line of the file that could not be taken. Lines count from 1, the heading included. */
export const badLine = z.object({ line: z.int(), reason: z.string() })
export type BadLine = z.infer<typeof badLine>

/** What can be wrong with a code: how it is written, until when it is good, twice in the file, or given out before. */
export const codeFaults = ['format', 'expiry', 'repeated', 'used-before'] as const
export type CodeFault = (typeof codeFaults)[number]

/** What became of a file of codes: all of it was taken, or none. */
export const codesReport = z.object({
  /** Codes that are good. */
  count: z.int(),
  faults: z.record(z.enum(codeFaults), z.int()),
  /** The first of the bad lines; all of them are in the job's file. */
  badLines: z.array(badLine),
})
export type CodesReport = z.infer<typeof codesReport>

const toImport = ['org-out-of-scope', 'drop-unknown', 'drop-not-draft', 'codes-not-wanted'] as const

export const uploadCodes = contract({
  name: 'benefits.upload-codes',
  summary: '取得上传券码文件（CSV 或 XLSX，20 MB 以内）的地址',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/codes/uploads',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  body: uploadBody(sheetTypes, MAX_SHEET_BYTES),
  replies: { 201: upload },
  refusals: refusalsFrom(benefitsProblems, ...toImport),
})

export const importCodes = contract({
  name: 'benefits.import-codes',
  summary: '导入上传好的券码文件（第一列券码，第二列到期日），全部收下或一条不收；再次导入替换上一批',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/codes/imports',
  audience: ['operator'],
  needsKey: true,
  params: z.strictObject({ dropId: idOf('drop') }),
  body: z.strictObject({ fileId }),
  replies: { 202: started },
  refusals: refusalsFrom(benefitsProblems, ...toImport),
})

export const getJob = jobContract('benefits', ['operator', 'staff', 'auditor'], codesReport)
