import '../../infra/local/test-table.ts'
import { contract } from '@gonghui/shared/lib/contract'
import { catalog, type ProblemDocument } from '@gonghui/shared/lib/problems'
import type { Role } from '@gonghui/shared/lib/roles'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { newId } from './ids.ts'
import { on, refuse, reply, serve } from './server.ts'
import { issueToken } from './tokens.ts'

const NOW = new Date().toISOString()
const words = catalog({ 'too-blue': { status: 409, title: '太蓝了', next: '换一个颜色' } })
const body = z.strictObject({ colour: z.string().check(z.maxLength(10)) })
const replies = { 201: z.object({ colour: z.string() }) }

const paint = contract({
  name: 'test.paint',
  summary: '',
  method: 'POST',
  path: '/v1/test/paint',
  audience: ['cadre'],
  body,
  needsKey: true,
  replies,
  refusals: words,
})
const look = contract({
  name: 'test.look',
  summary: '',
  method: 'GET',
  path: '/v1/test/look',
  audience: 'anyone',
  replies: { 200: z.object({ who: z.string() }) },
})
const enter = contract({
  name: 'test.enter',
  summary: '',
  method: 'GET',
  path: '/v1/test/enter',
  audience: 'member',
  replies: { 200: z.object({}) },
})
const take = contract({
  name: 'test.take',
  summary: '',
  method: 'GET',
  path: '/v1/test/take',
  audience: 'member',
  takes: true,
  replies: { 200: z.object({}) },
})
const knock = contract({
  name: 'test.knock',
  summary: '',
  method: 'POST',
  path: '/v1/test/knock',
  audience: 'signed-in',
  pace: { burst: 3, perSecond: 0.1 },
  replies: { 200: z.object({}) },
})
const tooFast: unknown[] = []

const person = newId('person', NOW)
const grantsOf = async (personId: string) =>
  personId === person ? [{ role: 'cadre' as Role, orgId: 'org_A', orgPath: 'org_A', orgName: 'A' }] : []

const handler = serve(
  [
    on(paint, async ({ body, caller }) => {
      if (body.colour === 'blue') return refuse('too-blue', { grants: caller.grants.length })
      if (body.colour === 'boom') throw new Error('a secret of the house')
      if (body.colour === 'jam') throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' })
      return reply(201, { colour: body.colour, hidden: 'never leaves' })
    }),
    on(look, async ({ caller }) => reply(200, { who: caller?.personId ?? 'nobody' })),
    on(enter, async () => reply(200, {})),
    on(take, async () => reply(200, {})),
    on(knock, async () => reply(200, {})),
  ],
  { grantsOf, onTooFast: (params) => tooFast.push(params) },
)

const tokenOf = (personId: string, atMs = Date.now()) =>
  issueToken({ personId, sessionId: newId('session', NOW) }, atMs)

async function call(routeKey: string, given: { body?: string; headers?: Record<string, string> } = {}) {
  const event = {
    routeKey,
    headers: {},
    isBase64Encoded: false,
    ...given,
  } as unknown as APIGatewayProxyEventV2
  const answer = await handler(event, { awsRequestId: 'req-1' } as Context)
  return {
    status: answer.statusCode,
    headers: answer.headers,
    said: JSON.parse(answer.body ?? '') as ProblemDocument,
  }
}

const good = { authorization: `Bearer ${tokenOf(person)}`, 'idempotency-key': 'key-12345' }
const paintWith = (body: string, headers: Record<string, string> = good) =>
  call('POST /v1/test/paint', { body, headers })

describe('a request is refused for the first thing that is wrong with it', () => {
  const stranger = { authorization: `Bearer ${tokenOf(newId('person', NOW))}` }
  const old = { authorization: `Bearer ${tokenOf(person, Date.now() - 16 * 60_000)}` }
  test.each([
    ['a route that is none', () => call('GET /v1/test/none'), 404, 'route-unknown'],
    [
      'a body over 256 KB comes before the token',
      () => paintWith('x'.repeat(256 * 1024 + 1), {}),
      413,
      'body-too-large',
    ],
    ['no token', () => paintWith('{}', {}), 401, 'token-missing'],
    ['a token that is none', () => paintWith('{}', { authorization: 'Bearer abc' }), 401, 'token-invalid'],
    ['a token of sixteen minutes ago', () => paintWith('{}', old), 401, 'token-expired'],
    ['somebody without the role', () => paintWith('{}', stranger), 403, 'role-missing'],
    [
      'somebody who has not joined',
      () => call('GET /v1/test/enter', { headers: stranger }),
      403,
      'membership-missing',
    ],
    ['a body that is no JSON', () => paintWith('{'), 400, 'body-invalid'],
    ['a field that nobody knows', () => paintWith('{"colour":"red","x":1}'), 400, 'body-invalid'],
    [
      'no Idempotency-Key',
      () => paintWith('{"colour":"red"}', { authorization: good.authorization }),
      400,
      'idempotency-key-missing',
    ],
    ['what the handler says', () => paintWith('{"colour":"blue"}'), 409, 'too-blue'],
  ] as const)('%s', async (_, ask, status, code) => {
    const { status: got, said, headers } = await ask()
    expect([got, said.code]).toEqual([status, code])
    expect(said).toMatchObject({ type: `urn:gonghui:problem:${code}`, requestId: 'req-1', status })
    expect(headers?.['content-type']).toBe('application/problem+json')
  })
})

test('a wrong field is named, with the reason in Chinese', async () => {
  const { said } = await paintWith('{"colour":7}')
  expect(said.fields).toEqual([{ field: 'body.colour', reason: expect.stringMatching(/[一-龥]/) }])
})

test('a reply is cut to its contract', async () => {
  const { status, said } = await paintWith('{"colour":"red"}')
  expect([status, said]).toEqual([201, { colour: 'red' }])
})

test('a fault tells the client nothing but a request id', async () => {
  const { status, said } = await paintWith('{"colour":"boom"}')
  expect([status, said.code, said.requestId]).toEqual([500, 'fault', 'req-1'])
  expect(JSON.stringify(said)).not.toContain('secret')
})

test('who calls faster than anybody can tap is told to wait, and nothing of the deed; others are not', async () => {
  const someone = () => ({ authorization: `Bearer ${tokenOf(newId('person', NOW))}` })
  const knock = (headers: Record<string, string>) => call('POST /v1/test/knock', { body: '{}', headers })
  const [script, other] = [someone(), someone()]
  const answers = await Promise.all(Array.from({ length: 8 }, () => knock(script)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429, 429, 429, 429])
  expect(answers.at(-1)?.said.code).toBe('too-many-requests')
  expect(Number(answers.at(-1)?.headers?.['retry-after'])).toBeGreaterThanOrEqual(1)
  expect(tooFast).toEqual(Array(5).fill({}))
  expect((await knock(other)).status).toBe(200)
})

test('a database that turns us away is “busy, ask again”, never “no”', async () => {
  const { status, said, headers } = await paintWith('{"colour":"jam"}')
  expect([status, said.code]).toEqual([503, 'busy'])
  expect(Number(headers?.['retry-after'])).toBeGreaterThanOrEqual(1)
})

test('where anyone may call a token is used if it is sent, and a bad one is still refused', async () => {
  expect((await call('GET /v1/test/look')).said).toEqual({ who: 'nobody' })
  expect((await call('GET /v1/test/look', { headers: good })).said).toEqual({ who: person })
  expect((await call('GET /v1/test/look', { headers: { authorization: 'Bearer abc' } })).said.code).toBe(
    'token-invalid',
  )
})

test('who is suspended or retired takes nothing new, is told which, and keeps what they have', async () => {
  const told = { memberId: newId('member', NOW), orgPath: 'org_A', tags: [], joinedAt: NOW }
  const asks = async (path: string, standing?: 'suspended' | 'retired') => {
    const member = { ...told, ...(standing ? { standing } : {}) }
    const token = issueToken({ personId: person, sessionId: newId('session', NOW), member }, Date.now())
    const { status, said } = await call(`GET /v1/test/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    return [status, said.code]
  }
  expect(await asks('take')).toEqual([200, undefined])
  for (const standing of ['suspended', 'retired'] as const) {
    expect(await asks('take', standing)).toEqual([403, `membership-${standing}`])
    expect(await asks('enter', standing)).toEqual([200, undefined])
  }
})
