import { randomBytes } from 'node:crypto'
import type { Download, Upload } from '@gonghui/shared/lib/files'
import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { awsClient } from './aws.ts'
import { setting } from './setting.ts'

/** What a file is for: the first part of its key. infra/aws/files.yml says how long each kind is kept. */
export type Purpose = 'imports' | 'exports' | 'photos' | 'pictures'

/**
 * A file's place in the bucket. `owner` is the id of what it belongs to (a drop, an org, a person): an endpoint that
 * is told a `fileId` builds the key with the owner it has authorised, so a file of another owner is never reached.
 */
export interface FilePlace {
  readonly purpose: Purpose
  readonly owner: string
  readonly fileId: string
}

/** How long an address that was given out is good; the signature carries it. */
const ADDRESS_LIFE_MS = 10 * MINUTE_MS
const FILE_ID_BYTES = 16

export const newFilePlace = (purpose: Purpose, owner: string): FilePlace => ({
  purpose,
  owner,
  fileId: randomBytes(FILE_ID_BYTES).toString('base64url'),
})

const addressOf = ({ purpose, owner, fileId }: FilePlace): URL =>
  new URL(`${setting('S3_ENDPOINT')}/${setting('FILES_BUCKET')}/${purpose}/${owner}/${fileId}`)

async function signed(
  url: URL,
  method: 'GET' | 'PUT',
  headers: Record<string, string>,
  lifeMs = ADDRESS_LIFE_MS,
): Promise<string> {
  url.searchParams.set('X-Amz-Expires', String(lifeMs / 1_000))
  const request = await awsClient('s3').sign(url, {
    method,
    headers,
    aws: { signQuery: true, allHeaders: true },
  })
  return request.url
}

/**
 * An address to send one file of exactly this type and size to. Sending again within its ten minutes replaces what
 * was sent.
 * @param size in bytes.
 */
export async function uploadTo(
  place: FilePlace,
  { type, size }: { readonly type: string; readonly size: number },
  now: Instant,
): Promise<Upload> {
  const headers = { 'content-type': type }
  const url = await signed(addressOf(place), 'PUT', { ...headers, 'content-length': String(size) })
  return { fileId: place.fileId, url, headers, until: later(now, ADDRESS_LIFE_MS) }
}

/** An address to fetch a file from; a browser saves it as `saveAs`. */
export async function downloadFrom(place: FilePlace, saveAs: string, now: Instant): Promise<Download> {
  const url = addressOf(place)
  const name = encodeURIComponent(saveAs).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  url.searchParams.set('response-content-disposition', `attachment;filename*=UTF-8''${name}`)
  return { url: await signed(url, 'GET', {}), saveAs, until: later(now, ADDRESS_LIFE_MS) }
}

/** An address to show a picture from: as `downloadFrom`, but the browser shows it. */
export async function showFrom(
  place: FilePlace,
  now: Instant,
  lifeMs = ADDRESS_LIFE_MS,
): Promise<{ url: string; until: Instant }> {
  return { url: await signed(addressOf(place), 'GET', {}, lifeMs), until: later(now, lifeMs) }
}

async function call(
  place: FilePlace,
  init: { method: string; headers?: Record<string, string>; body?: Uint8Array<ArrayBuffer> },
) {
  const answer = await awsClient('s3').fetch(addressOf(place), init)
  // Who may not list a bucket is told 403, not 404, of what is not there; and to list would be to know all names. What
  // is not there is removed with 204, so that a removal that is refused was not allowed.
  const isReading = init.method === 'GET' || init.method === 'HEAD'
  const isMissing = isReading && (answer.status === 404 || answer.status === 403)
  if (answer.ok || isMissing) return answer
  throw new Error(`the storage answered ${init.method} with ${answer.status}: ${await answer.text()}`)
}

/** A whole file; undefined where nobody has sent it, or where it is larger than `maxBytes`. */
export async function readFile(place: FilePlace, maxBytes: number): Promise<Buffer | undefined> {
  const answer = await call(place, { method: 'GET' })
  const size = Number(answer.headers.get('content-length'))
  if (!answer.ok || size > maxBytes) {
    await answer.body?.cancel()
    return undefined
  }
  return Buffer.from(await answer.arrayBuffer())
}

/** What is stored of a file, without its content; undefined where nobody has sent it. */
export async function fileStored(
  place: FilePlace,
): Promise<{ readonly type: string; readonly size: number } | undefined> {
  const { ok, headers } = await call(place, { method: 'HEAD' })
  if (!ok) return undefined
  return { type: headers.get('content-type') ?? '', size: Number(headers.get('content-length')) }
}

/** Stores a file whole; writing it again replaces it. */
export async function writeFile(place: FilePlace, type: string, content: Uint8Array): Promise<void> {
  const body = new Uint8Array(content)
  await call(place, { method: 'PUT', headers: { 'content-type': type }, body })
}

/** Removing what is not there is fine. */
export async function removeFile(place: FilePlace): Promise<void> {
  await call(place, { method: 'DELETE' })
}
