/** For the test of the roles: files of codes, brought, brought again, and refused; a drop's cover. */
import { grey } from '@gonghui/functions/lib/test-pictures'
import * as codes from '@gonghui/shared/benefits/codes'
import * as covers from '@gonghui/shared/benefits/covers'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { type Credentials, runJob, send } from './test-product.ts'

let keys = 0

/** Sends a file of codes for a draft and lets its job run to its end. @throws unless it ends as expected. */
export async function bring(
  operator: Credentials,
  dropId: string,
  csv: string,
  expected: 'done' | 'failed' = 'done',
): Promise<void> {
  const params = { dropId }
  const body = { type: CSV_TYPE, size: Buffer.byteLength(csv) } as const
  const { fileId, url, headers } = await send(201, codes.uploadCodes, { params, body }, operator)
  await fetch(url, { method: 'PUT', headers, body: csv })
  const key = `key-of-codes-${++keys}`
  const { jobId } = await send(202, codes.importCodes, { params, body: { fileId } }, { ...operator, key })
  await send(202, codes.importCodes, { params, body: { fileId } }, { ...operator, key })
  await runJob('work', keys % 2 === 0 ? jobId : undefined)
  const { state, problem } = await send(200, codes.getJob, { params: { jobId } }, operator)
  if (state !== expected) throw new Error(`the job is ${state}: ${problem?.code}`)
}

/** @returns the id of a picture that was brought for a cover. */
export async function coverStory(operator: Credentials): Promise<string> {
  const body = { type: 'image/jpeg', size: grey.length } as const
  const { fileId, url, headers } = await send(201, covers.uploadCover, { body }, operator)
  await fetch(url, { method: 'PUT', headers, body: new Uint8Array(grey) })
  const { pictureId } = await send(200, covers.keepCover, { params: { fileId } }, operator)
  return pictureId
}
