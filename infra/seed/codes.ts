import { getJob, importCodes, uploadCodes } from '@gonghui/shared/benefits/codes'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { type Ask, answered } from './calls.ts'

/**
 * Brings a file of codes into a draft as the console does: sends it, starts the job, and waits for its end.
 * @returns the job's id.
 */
export async function bringCodes(
  ask: Ask,
  { token, dropId, csv, key }: { token: string; dropId: string; csv: string; key: string },
): Promise<string> {
  const params = { dropId }
  const body = { type: CSV_TYPE, size: Buffer.byteLength(csv) } as const
  const { fileId, url, headers } = answered(uploadCodes, await ask(uploadCodes, { params, body }, { token }))
  const sent = await fetch(url, { method: 'PUT', headers, body: csv })
  if (!sent.ok) throw new Error(`the storage took no codes: ${sent.status} ${await sent.text()}`)
  const asked = { params, body: { fileId } }
  const { jobId } = answered(importCodes, await ask(importCodes, asked, { token, key }))
  for (;;) {
    const job = answered(getJob, await ask(getJob, { params: { jobId } }, { token }))
    if (job.state === 'done') return jobId
    if (job.state === 'failed') throw new Error(`codes: ${job.problem?.code} ${JSON.stringify(job.result)}`)
    await new Promise((resume) => setTimeout(resume, 50))
  }
}
