/**
 * Object storage on this machine, for want of S3: it speaks S3's protocol as far as files are put, fetched, looked up
 * and removed one by one (path-style addresses), checks every signature, and refuses in S3's own words. Product code
 * does not know it from the real one but by its address.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close, listen } from '../ports.ts'
import { keepObjects, type Objects } from './objects.ts'
import { type Problem, problem } from './problems.ts'
import { type Keys, readQuery, signatureProblem } from './signature.ts'

export type StorageOptions = Keys & {
  bucket: string
  /** The folder that keeps the files. Absent: a temporary one, gone at the end. */
  dir?: string | undefined
  port?: number
  host?: string
  now?: () => number
  log?: (line: string) => void
}
export type Storage = {
  port: number
  url: string
  /** Whose pages a browser may let ask here (CORS). */
  allowOrigins(...origins: string[]): void
  stop(): Promise<void>
}
type World = StorageOptions & { objects: Objects; origins: Set<string> }
type Answer = { status: number; headers?: Record<string, string>; body?: Buffer | string }

/** Far above anything the product stores; S3's own limit of one PUT is 5 GB. */
const largestObject = 256 * 1024 * 1024

/** @throws PortTaken */
export async function startStorage(options: StorageOptions): Promise<Storage> {
  const passing = options.dir === undefined ? mkdtempSync(join(tmpdir(), 'gonghui-files-')) : undefined
  const objects = keepObjects(join(options.dir ?? passing ?? '', options.bucket))
  const world: World = { ...options, objects, origins: new Set() }
  const server = createServer((request, response) => {
    receive(request, world)
      .catch((fault): Answer => {
        options.log?.(`storage: ${request.method} ${request.url}: ${fault}`)
        return refusal(problem(500, 'InternalError', 'We encountered an internal error. Please try again.'))
      })
      .then((answer) => send(request, response, answer, world))
  })
  server.keepAliveTimeout = 65_000
  const { host = '127.0.0.1', port: wanted = 0 } = options
  const port = await listen(server, { port: wanted, host, setting: 'S3_PORT', what: '本机文件存储' })
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    allowOrigins: (...origins) => {
      for (const origin of origins) world.origins.add(origin)
    },
    async stop() {
      await close(server)
      if (passing !== undefined) rmSync(passing, { recursive: true, force: true })
    },
  }
}

async function receive(request: IncomingMessage, world: World): Promise<Answer> {
  if (request.method === 'OPTIONS') return preflight(request, world)
  const { method = 'GET', headers, url = '/' } = request
  const [path = '/', query = ''] = url.split('?', 2)
  if (Number(headers['content-length'] ?? 0) > largestObject)
    return refusal(problem(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'))
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const wrong = signatureProblem({ method, path, query, headers, body }, world, (world.now ?? Date.now)())
  if (wrong) return refusal(wrong)
  const [, bucket, key = ''] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(path)) ?? []
  if (bucket !== world.bucket)
    return refusal(problem(404, 'NoSuchBucket', 'The specified bucket does not exist'))
  if (key === '') return refusal(problem(405, 'MethodNotAllowed', 'Only objects are served here'))
  return answerFor({ method, key, query, headers, body }, world.objects)
}

type Asked = { method: string; key: string; query: string; headers: IncomingMessage['headers']; body: Buffer }

async function answerFor({ method, key, query, headers, body }: Asked, objects: Objects): Promise<Answer> {
  if (method === 'PUT') {
    if (headers['content-length'] === undefined)
      return refusal(problem(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header'))
    const type = headers['content-type'] ?? 'binary/octet-stream'
    return { status: 200, headers: { etag: await objects.put(key, type, body) } }
  }
  if (method === 'DELETE') {
    await objects.remove(key)
    return { status: 204 }
  }
  if (method !== 'GET' && method !== 'HEAD')
    return refusal(problem(405, 'MethodNotAllowed', 'The specified method is not allowed'))
  const found = await objects.get(key)
  if (!found) return refusal(problem(404, 'NoSuchKey', 'The specified key does not exist.'))
  const saveAs = readQuery(query).get('response-content-disposition')
  const told = { 'content-type': found.type, etag: found.etag, 'last-modified': found.modified }
  return {
    status: 200,
    headers: { ...told, ...(saveAs && { 'content-disposition': saveAs }) },
    body: found.body,
  }
}

function preflight({ headers }: IncomingMessage, { origins }: World): Answer {
  if (!origins.has(headers.origin ?? ''))
    return refusal(problem(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.'))
  const asked = headers['access-control-request-headers']
  return {
    status: 200,
    headers: {
      'access-control-allow-methods': 'GET, PUT, HEAD',
      ...(asked && { 'access-control-allow-headers': String(asked) }),
      'access-control-max-age': '3000',
    },
  }
}

const refusal = ({ status, code, message }: Problem): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
})

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
  { origins }: World,
): void {
  const { origin } = request.headers
  const cors = origin !== undefined && origins.has(origin)
  if (!request.complete) response.shouldKeepAlive = false
  response.writeHead(status, {
    ...headers,
    ...(cors && {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'ETag',
      vary: 'Origin',
    }),
    ...(status !== 204 && { 'content-length': String(Buffer.byteLength(body)) }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
