import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { fileId, MAX_SHEET_BYTES, sheetTypes, upload, uploadBody } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { jobOf, started } from '../lib/jobs.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { phone } from './phone.ts'
import { membershipProblems } from './problems.ts'

/** So many lines a file may have, its head not counted. */
export const MOST_ROSTER_LINES = 50_000

/** What can be wrong with a line: the name, the phone, one phone under two names, a tag that the catalog does not know. */
export const rosterFaults = ['name', 'phone', 'phone-shared', 'tag'] as const
export type RosterFault = (typeof rosterFaults)[number]

/** What an import has done, or would do: all of it or, with a single fault, nothing. */
export const rosterReport = z.object({
  dryRun: z.boolean(),
  /** Lines of the file, its head not counted. */
  lines: z.int(),
  /** People who come onto the roster by it. */
  fresh: z.int(),
  /** Lines that say again what the roster says already. */
  known: z.int(),
  /** Lines that say again what an earlier line of the file says. */
  repeated: z.int(),
  faults: z.record(z.enum(rosterFaults), z.int()),
  /** The first of the bad lines; all of them are in the job's file. */
  badLines: z.array(z.object({ line: z.int(), reason: z.string() })),
  /** People whose application waits at this union and who are admitted by it. */
  admitted: z.int(),
})
export type RosterReport = z.infer<typeof rosterReport>

export const rosterEntry = z.object({
  entryId: z.string(),
  nameMasked: z.string(),
  phoneMasked: z.string(),
  tags: z.array(z.string()),
  /** Whether somebody has been admitted on it. */
  taken: z.boolean(),
  /** When it came onto the roster. */
  addedAt: z.string(),
})
export type RosterEntry = z.infer<typeof rosterEntry>

const orgId = idOf('org')
const ofOrg = ['org-unknown', 'org-out-of-scope'] as const

export const uploadRoster = contract({
  name: 'membership.upload-roster',
  summary: '取得上传名册文件（CSV 或 XLSX，20 MB 以内）的地址',
  method: 'POST',
  path: '/v1/membership/roster/uploads',
  audience: ['cadre'],
  body: z.extend(uploadBody(sheetTypes, MAX_SHEET_BYTES), { orgId }),
  replies: { 201: upload },
  refusals: refusalsFrom(membershipProblems, ...ofOrg, 'org-closed'),
})

export const importRoster = contract({
  name: 'membership.import-roster',
  summary: '把上传好的名册加进一家工会的名册，全部收下或一行不收；先试算，看清会加多少再导入',
  method: 'POST',
  path: '/v1/membership/roster/imports',
  audience: ['cadre'],
  needsKey: true,
  body: z.strictObject({ orgId, fileId, dryRun: z.boolean() }),
  replies: { 202: started },
  refusals: refusalsFrom(membershipProblems, ...ofOrg, 'org-closed'),
})

export const getRosterImport = contract({
  name: 'membership.get-roster-import',
  summary: '名册导入到哪里了：只有发起人能看',
  method: 'GET',
  path: '/v1/membership/roster/imports/{jobId}',
  audience: ['cadre'],
  params: z.strictObject({ jobId: idOf('job') }),
  replies: { 200: jobOf(rosterReport) },
  refusals: refusalsFrom(membershipProblems, 'job-unknown'),
})

export const listRoster = contract({
  name: 'membership.list-roster',
  summary: '一家工会的名册，后导入的在前，姓名和手机号遮住',
  method: 'GET',
  path: '/v1/membership/roster',
  audience: ['cadre'],
  query: z.strictObject({ orgId, ...pageQuery }),
  replies: {
    200: z.extend(pageOf(rosterEntry), {
      /** People on the roster, whether admitted or not. */
      lines: z.int(),
    }),
  },
  refusals: refusalsFrom(membershipProblems, ...ofOrg),
})

export const findOnRoster = contract({
  name: 'membership.find-on-roster',
  summary: '按姓名或手机号在一家工会的名册里找人',
  method: 'POST',
  path: '/v1/membership/roster/find',
  audience: ['cadre'],
  body: z.strictObject({ orgId, name: z.optional(line(40)), phone: z.optional(phone) }).check(
    z.refine((sent) => sent.name !== undefined || sent.phone !== undefined, {
      path: ['name'],
      error: '姓名和手机号至少填一项',
    }),
  ),
  replies: { 200: z.object({ items: z.array(rosterEntry), serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, ...ofOrg),
})

export const removeFromRoster = contract({
  name: 'membership.remove-from-roster',
  summary: '把一个人从名册里移走，写明原因；已经不在的照样算移走了',
  method: 'POST',
  path: '/v1/membership/roster/removals',
  audience: ['cadre'],
  body: z.strictObject({
    orgId,
    entryId: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    reason: line(100),
  }),
  replies: { 200: z.object({ entryId: z.string(), serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, ...ofOrg, 'roster-entry-taken'),
})
