import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/** One line of the file that could not be taken. Lines count from 1, the heading included. */
export const badLine = z.object({ line: z.int(), reason: z.string() })

/** What became of a file of codes: all of it was taken, or none. */
export const codesReport = z.object({
  count: z.int(),
  duplicates: z.array(badLine),
  badLines: z.array(badLine),
})
export type CodesReport = z.infer<typeof codesReport>

export const importCodes = contract({
  name: 'benefits.import-codes',
  summary: '导入券码（CSV：code[,expires]），全部收下或一条不收；再次导入替换上一批',
  method: 'PUT',
  path: '/v1/benefits/drops/{dropId}/codes',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  body: z.strictObject({ csv: z.string().check(z.minLength(1), z.maxLength(250_000)) }),
  replies: { 200: z.object({ report: codesReport, serverTime: z.string() }) },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-out-of-scope',
    'drop-unknown',
    'drop-not-draft',
    'codes-not-wanted',
    'codes-rejected',
  ),
})
