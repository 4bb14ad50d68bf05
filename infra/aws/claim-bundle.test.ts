import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { issueToken } from '@gonghui/functions/lib/tokens'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asked, readAnswer } from './bundle-calls.ts'
import { buildClaim, callClaim } from './claim-bundle.ts'

// What the bundle leaves out of the SDK and of the token library must not be missed: a database that answers what it
// is told to sees whether calls are signed by the role, turned away, tried again and read.

const folder = mkdtempSync(join(tmpdir(), 'gonghui-claim-'))
let bytes = 0
let asks: readonly { readonly status: number; readonly body: object }[] = []
let heard: { headers: IncomingHttpHeaders; body: Record<string, unknown> }[] = []

const table = createServer(async (request, response) => {
  heard.push({ headers: request.headers, body: JSON.parse(await text(request)) })
  const { status, body } = asks[heard.length - 1] ?? { status: 200, body: {} }
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
})

beforeAll(async () => {
  bytes = await buildClaim(folder)
  await new Promise<void>((listening) => table.listen(0, '127.0.0.1', listening))
})
afterAll(() => {
  table.close()
  rmSync(folder, { recursive: true, force: true })
})

async function claimed(answers: typeof asks, credentials: Record<string, string> = {}) {
  process.env.MASTER_KEY ??= randomBytes(32).toString('base64')
  asks = answers
  heard = []
  const member = { memberId: 'mem_1', orgPath: 'org_1', tags: [], joinedAt: new Date().toISOString() }
  const token = issueToken({ personId: 'per_1', sessionId: 'ses_1', member }, Date.now())
  const env = {
    AWS_REGION: 'cn-northwest-1',
    AWS_ACCESS_KEY_ID: 'AKIDROLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    DYNAMODB_ENDPOINT: `http://127.0.0.1:${(table.address() as AddressInfo).port}`,
    MASTER_KEY: process.env.MASTER_KEY,
    ...credentials,
  }
  const events = asked('claim', token).map(({ event }) => event)
  const called = await callClaim(folder, env, events)
  return called.answers.map(readAnswer)
}

const throttled = {
  status: 400,
  body: { __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' },
}

test('the claim function weighs at most 300 KB, the SDK included', () => {
  expect(bytes / 1_000).toBeLessThanOrEqual(300)
})

test('a call is signed with what Lambda hands the function in its environment', async () => {
  expect(await claimed([], { AWS_SESSION_TOKEN: 'session' })).toEqual([
    '404 route-unknown',
    '404 drop-unknown',
    '401 token-invalid',
  ])
  // A copy of the drop, and the drop itself where it has none.
  expect(heard.map(({ body }) => (body as { ConsistentRead?: boolean }).ConsistentRead)).toEqual([
    false,
    true,
  ])
  const headers = heard[0]?.headers ?? {}
  expect(headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDROLE\/\d{8}\/cn-northwest-1\/dynamodb\/aws4_request, SignedHeaders=[\w;-]*x-amz-security-token[\w;-]*, Signature=[0-9a-f]{64}$/,
  )
  expect(headers['x-amz-security-token']).toBe('session')
  expect(headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem')
  expect(heard[0]?.body).toMatchObject({ TableName: 'gonghui' })
})

test('a throttled call is tried again, and then answered', async () => {
  const [, answer] = await claimed([throttled, throttled])
  expect(answer).toBe('404 drop-unknown')
  expect(heard).toHaveLength(4)
})

test('a table that keeps turning calls away leaves the member waiting, not lost', async () => {
  const [, answer] = await claimed(Array.from({ length: 10 }, () => throttled))
  expect(answer).toBe('503 busy')
  expect(heard).toHaveLength(4)
})

test('without credentials nothing is asked of the table', async () => {
  const [, answer] = await claimed([], { AWS_ACCESS_KEY_ID: '' })
  expect(answer).toBe('500 fault')
  expect(heard).toHaveLength(0)
})
