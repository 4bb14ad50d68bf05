import '../test-table.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  downloadFrom,
  type FilePlace,
  fileStored,
  newFilePlace,
  readFile,
  removeFile,
  uploadTo,
  writeFile,
} from '@gonghui/functions/lib/files.store'
import { instantOf } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { storage } from '../test-storage.ts'
import { signatureProblem } from './signature.ts'

const now = instantOf(Date.now())
const place = newFilePlace('imports', 'drp_1')
const csv = Buffer.from('code\r\nAB12\r\n')

/** What the storage answers: the status, and S3's code where it refuses. */
async function told(url: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(url, init)
  return [answer.status, /<Code>(\w+)</.exec(await answer.text())?.[1]].filter(Boolean).join(' ')
}
const send = (url: string, headers: Record<string, string>, body: Buffer) =>
  told(url, { method: 'PUT', headers, body: new Uint8Array(body) })

/** Reads what somebody who was given the address gets. */
async function fetched(of: FilePlace) {
  const { url } = await downloadFrom(of, '第一批 券码.csv', now)
  return fetch(url)
}

test('a file is sent by a pre-signed address, read, fetched under the name it was given, and removed', async () => {
  const { url, headers } = await uploadTo(place, { type: 'text/csv', size: csv.length }, now)
  expect(await readFile(place, 1_000)).toBeUndefined()
  expect(await send(url, headers, csv)).toBe('200')
  expect(await fileStored(place)).toEqual({ type: 'text/csv', size: csv.length })
  expect(await readFile(place, 1_000)).toEqual(csv)
  expect(await readFile(place, csv.length - 1)).toBeUndefined()
  const answer = await fetched(place)
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment;filename*=UTF-8''${encodeURIComponent('第一批 券码.csv')}`,
  )
  expect(answer.headers.get('content-type')).toBe('text/csv')
  expect(await answer.text()).toBe(csv.toString())
  await removeFile(place)
  await removeFile(place)
  expect(await fileStored(place)).toBeUndefined()
  expect((await fetched(place)).status).toBe(404)
})

test('the signature holds the type, the size, the method and the key', async () => {
  const { url, headers } = await uploadTo(place, { type: 'text/csv', size: csv.length }, now)
  expect(await send(url, { 'content-type': 'text/html' }, csv)).toBe('403 SignatureDoesNotMatch')
  expect(await send(url, headers, Buffer.concat([csv, csv]))).toBe('403 SignatureDoesNotMatch')
  expect(await told(url)).toBe('403 SignatureDoesNotMatch')
  expect(await send(url.replace('drp_1', 'drp_2'), headers, csv)).toBe('403 SignatureDoesNotMatch')
  expect(await send(url, { ...headers, 'x-amz-acl': 'public-read' }, csv)).toBe('403 AccessDenied')
  expect(await told(url.replace(/\?.*/, ''))).toBe('403 AccessDenied')
  expect(await fileStored(place)).toBeUndefined()
})

test('an address is good for ten minutes', async () => {
  await writeFile(place, 'text/csv', csv)
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const { url } = await downloadFrom(place, 'a.csv', now)
    vi.setSystemTime(Date.now() + 10 * 60_000 - 2_000)
    expect(await told(url)).toBe('200')
    vi.setSystemTime(Date.now() + 3_000)
    expect(await told(url)).toBe('403 AccessDenied')
  } finally {
    vi.useRealTimers()
  }
})

test('a browser may send files from the product’s own pages, and from no other', async () => {
  const { url, headers } = await uploadTo(place, { type: 'text/csv', size: csv.length }, now)
  const ask = (origin: string) => ({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    },
  })
  storage.allowOrigins('http://localhost:3000')
  const allowed = await fetch(url, ask('http://localhost:3000'))
  expect(allowed.status).toBe(200)
  expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type')
  expect(await told(url, ask('http://elsewhere.example'))).toBe('403 AccessForbidden')
  const origin = 'http://localhost:3000'
  const sent = await fetch(url, { method: 'PUT', headers: { ...headers, origin }, body: new Uint8Array(csv) })
  expect(sent.headers.get('access-control-allow-origin')).toBe(origin)
})

test('of two that write one file at once each reader sees one of them whole', async () => {
  const contents = [Buffer.alloc(200_000, 'a'), Buffer.alloc(100_000, 'b')]
  const writing = Promise.all(contents.map((content) => writeFile(place, 'text/csv', content)))
  for (let round = 0; round < 5; round++) {
    const read = (await readFile(place, 1e6))?.toString() ?? ''
    expect(/^(a{200000}|b{100000}|code.*)$/s.test(read)).toBe(true)
    await sleep(1)
  }
  await writing
})

test('what may not be removed is a fault: only of what is read may a refusal mean that it is not there', async () => {
  await writeFile(place, 'text/csv', csv)
  const denied = vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => new Response('', { status: 403 }))
  try {
    await expect(removeFile(place)).rejects.toThrow('DELETE with 403')
    expect(await readFile(place, 1_000)).toBeUndefined()
    expect(await fileStored(place)).toBeUndefined()
  } finally {
    denied.mockRestore()
  }
  expect(await readFile(place, 1_000)).toEqual(csv)
})

test('Amazon’s own example of a pre-signed address is good until it expires', () => {
  const keys = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  }
  const query =
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'
  const headers = { host: 'examplebucket.s3.amazonaws.com' }
  const request = { method: 'GET', path: '/test.txt', query, headers, body: Buffer.alloc(0) }
  const at = (time: string) => signatureProblem(request, keys, Date.parse(time))?.message
  expect(at('2013-05-24T23:59:59Z')).toBeUndefined()
  expect(at('2013-05-25T00:00:01Z')).toBe('Request has expired')
})
