/** For tests: files of codes, sent and imported as the console does, with the jobs function called by hand. */
import { type CSV_TYPE, XLSX_TYPE } from '@gonghui/shared/lib/files'
import { instantOf } from '@gonghui/shared/lib/instant'
import '../../../infra/local/test-storage.ts'
import { randomUUID } from 'node:crypto'
import type { StaffCaller } from '../../lib/caller.ts'
import { runJob } from '../../lib/jobs.ts'
import { isRefusal } from '../../lib/server.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, operatorOf } from '../drop/test-drop.ts'
import { getJob, importCodes, uploadCodes } from './codes.ts'
import { importCodesWork } from './codes-work.ts'

export const works = { 'benefits.import-codes': importCodesWork }
const clock = () => instantOf(Date.now())
export const working = { works, clock, msLeft: () => 900_000 }

export const lines = (count: number, name = 'CODE') =>
  Buffer.from(Array.from({ length: count }, (_, i) => `${name}-${String(i).padStart(6, '0')}`).join('\n'))

/** Sends a file and starts its job. @returns the job's id. */
export async function started(
  { dropId }: Drop,
  file: Buffer,
  {
    caller = operatorOf(),
    type = XLSX_TYPE,
  }: { caller?: StaffCaller; type?: typeof CSV_TYPE | typeof XLSX_TYPE } = {},
): Promise<string> {
  const params = { dropId }
  const now = clock()
  const upload = await ask(uploadCodes, {
    params,
    caller,
    now,
    body: { type, size: Math.max(1, file.length) },
  })
  if (isRefusal(upload)) throw new Error(upload.refused)
  const { url, headers, fileId } = upload.body
  await fetch(url, { method: 'PUT', headers, body: new Uint8Array(file) })
  const job = await ask(importCodes, { params, caller, now, key: randomUUID(), body: { fileId } })
  if (isRefusal(job)) throw new Error(job.refused)
  return job.body.jobId
}

export async function jobOf(jobId: string, caller: StaffCaller) {
  const job = await ask(getJob, { params: { jobId }, caller, now: clock() })
  if (isRefusal(job)) throw new Error(job.refused)
  return job.body
}

/** Brings a file of codes into a draft, and answers what became of it. */
export async function imported(drop: Drop, file: Buffer) {
  const caller = operatorOf()
  const jobId = await started(drop, file, { caller })
  await runJob(jobId, working)
  return jobOf(jobId, caller)
}
