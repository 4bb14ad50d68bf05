import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDeployment } from './deployment.ts'
import { loadFunctions } from './functions.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { servePages } from './pages.ts'

const config = `
provider:
  name: aws
  timeout: 1
  httpApi:
    cors: { allowedOrigins: ['https://console.example.cn'], allowedHeaders: [Authorization], maxAge: 600 }
functions:
  echo:
    handler: echo-function.handler
    events:
      - httpApi: 'ANY /v1/echo/{proxy+}'
      - httpApi: 'GET /v1/echo/{id}'
      - httpApi: { method: get, path: '/v1/echo/exact' }
      - httpApi: 'POST /v1/echo/{id}/parts/{part}'
      - httpApi: '*'
      - schedule: rate(1 minute)
  odd: \${file(odd.yml):odd}
resources: !Sub nothing
`
const odd = `
odd:
  handler: odd-function.handler
  events: [{ httpApi: 'GET /v1/odd/{how}' }]
`
const echoModule = `export const handler = async (event: unknown, context: { functionName: string }) => ({
  event, functionName: context.functionName })`
const oddModule = `export const handler = async (event: { pathParameters: { how: string } }) => {
  switch (event.pathParameters.how) {
    case 'throw': throw new Error('a secret')
    case 'slow': return new Promise(() => {})
    case 'binary': return { statusCode: 201, isBase64Encoded: true, body: 'AAEC', cookies: ['a=1', 'b=2'],
      headers: { 'X-Count': 3, 'Content-Type': 'image/png' } }
    case 'large': return { statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024 + 1) }
    default: return 'plain'
  }
}`

let root: string
let gateway: Gateway
let at: string
const logged: string[] = []

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gonghui-gateway-'))
  for (const [name, content] of Object.entries({
    'serverless.yml': config,
    'odd.yml': odd,
    'echo-function.ts': echoModule,
    'odd-function.ts': oddModule,
  }))
    writeFileSync(join(root, name), content)
  mkdirSync(join(root, 'h5/js'), { recursive: true })
  writeFileSync(join(root, 'h5/index.html'), '<!doctype html><title>工惠</title>')
  writeFileSync(join(root, 'h5/js/app.0123abcd.js'), `console.log("${'x'.repeat(2_000)}")`)
  const deployment = readDeployment(join(root, 'serverless.yml'), root)
  gateway = await startGateway({
    functions: await loadFunctions(deployment.functions),
    cors: deployment.cors,
    pages: servePages(join(root, 'h5'), { apiBase: '', loginPage: 'http://localhost:3001/login' }),
    log: (line) => logged.push(line),
  })
  at = `http://127.0.0.1:${gateway.port}`
})
afterAll(async () => {
  await gateway.stop()
  rmSync(root, { recursive: true, force: true })
})

async function echo(path: string, init?: RequestInit): Promise<APIGatewayProxyEventV2> {
  const reply = await fetch(at + path, init)
  return ((await reply.json()) as { event: APIGatewayProxyEventV2 }).event
}

test.each([
  ['GET', '/v1/echo/exact', 'GET /v1/echo/exact', undefined],
  ['GET', '/v1/echo/other', 'GET /v1/echo/{id}', { id: 'other' }],
  ['PUT', '/v1/echo/other', 'ANY /v1/echo/{proxy+}', { proxy: 'other' }],
  ['GET', '/v1/echo/a/b', 'ANY /v1/echo/{proxy+}', { proxy: 'a/b' }],
  ['POST', '/v1/echo/a%20b/parts/%E7%A5%A8', 'POST /v1/echo/{id}/parts/{part}', { id: 'a b', part: '票' }],
  ['GET', '/v1/echo', '$default', undefined],
  ['GET', '/elsewhere', '$default', undefined],
])('%s %s is answered by %s', async (method, path, routeKey, pathParameters) => {
  const event = await echo(path, { method })
  expect(event.routeKey).toBe(routeKey)
  expect(event.pathParameters).toEqual(pathParameters)
})

test('an event has the shape of payload format 2.0', async () => {
  const event = await echo('/v1/echo/%E7%A5%A8?tag=a&tag=b&q=1%202', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: 'a=1; b=2', 'X-Thing': 'One' },
    body: '{"名":1}',
  })
  expect(event).toMatchObject({
    version: '2.0',
    rawPath: '/v1/echo/票',
    rawQueryString: 'tag=a&tag=b&q=1%202',
    queryStringParameters: { tag: 'a,b', q: '1 2' },
    cookies: ['a=1', 'b=2'],
    headers: { 'x-thing': 'One', 'x-forwarded-for': '127.0.0.1' },
    body: '{"名":1}',
    isBase64Encoded: false,
    requestContext: {
      stage: '$default',
      routeKey: 'ANY /v1/echo/{proxy+}',
      domainName: '127.0.0.1',
      http: { method: 'POST', path: '/v1/echo/票', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
    },
  })
  expect(event.headers.cookie).toBeUndefined()
  expect(event.requestContext.time).toMatch(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/)
})

test('an event leaves out what the request does not have', async () => {
  const event = await echo('/v1/echo/exact')
  for (const absent of ['body', 'cookies', 'queryStringParameters', 'pathParameters'])
    expect(event).not.toHaveProperty(absent)
})

test.each([
  ['text/csv', false],
  ['application/json; charset=utf-8', false],
  ['application/x-www-form-urlencoded', true],
  ['image/png', true],
])('a body of type %s is base64 as at AWS: %s', async (type, isBase64) => {
  const event = await echo('/v1/echo/x', { method: 'PUT', headers: { 'content-type': type }, body: 'a=1' })
  expect(event.isBase64Encoded).toBe(isBase64)
  expect(event.body).toBe(isBase64 ? Buffer.from('a=1').toString('base64') : 'a=1')
})

test('what a function returns reaches the client: status, headers, cookies, bytes', async () => {
  const reply = await fetch(`${at}/v1/odd/binary`)
  expect(reply.status).toBe(201)
  expect(reply.headers.get('x-count')).toBe('3')
  expect(reply.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect([...new Uint8Array(await reply.arrayBuffer())]).toEqual([0, 1, 2])
})

test.each(['throw', 'slow', 'large'])(
  'a function that fails (%s) is a 500 that tells the client nothing, and the log why',
  async (how) => {
    const before = logged.length
    const reply = await fetch(`${at}/v1/odd/${how}`)
    expect(reply.status).toBe(500)
    expect(await reply.json()).toEqual({ message: 'Internal Server Error' })
    expect(logged.length).toBe(before + 1)
  },
)

test('a body over 10 MB is refused with 413 before the function sees it', async () => {
  const reply = await fetch(`${at}/v1/echo/x`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })
  expect(reply.status).toBe(413)
})

test('a path that does not decode is refused with 400', async () => {
  expect((await fetch(`${at}/v1/echo/%E7`)).status).toBe(400)
})

test('only an allowed origin gets the headers that let its pages read the answer', async () => {
  const preflight = (origin: string) =>
    fetch(`${at}/v1/echo/x`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    })
  const allowed = await preflight('https://console.example.cn')
  expect(allowed.status).toBe(204)
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://console.example.cn')
  expect(allowed.headers.get('access-control-max-age')).toBe('600')
  const other = await preflight('https://elsewhere.example')
  expect(other.headers.get('access-control-allow-origin')).toBeNull()
})

test('a handler that does not exist is named before anything starts', () => {
  writeFileSync(join(root, 'broken.yml'), 'functions: { claim: { handler: functions/claim.handler } }')
  expect(() => readDeployment(join(root, 'broken.yml'), root)).toThrow(/claim: there is no/)
})

async function pagesOnly(run: (url: string) => Promise<void>) {
  const pages = servePages(join(root, 'h5'), { apiBase: '', loginPage: 'http://localhost:3001/login' })
  const alone = await startGateway({ functions: [], pages })
  await run(`http://127.0.0.1:${alone.port}`).finally(alone.stop)
}

test('without a route, /v1 is a 404 of the API and a page is a page', () =>
  pagesOnly(async (url) => {
    const missing = await fetch(`${url}/v1/nothing`)
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }])
    const index = await fetch(url)
    expect(index.headers.get('content-type')).toContain('text/html')
    expect(index.headers.get('cache-control')).toBe('no-cache')
    expect(await index.text()).toContain('工惠')
  }))

test('a file with a content hash is kept for ever and sent compressed', () =>
  pagesOnly(async (url) => {
    const script = await fetch(`${url}/js/app.0123abcd.js`)
    expect(script.headers.get('content-encoding')).toBe('gzip')
    expect(script.headers.get('cache-control')).toContain('immutable')
    const again = await fetch(`${url}/js/app.0123abcd.js`, {
      headers: { 'If-None-Match': script.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
  }))

test('no path leads out of the folder of the pages', () =>
  pagesOnly(async (url) => {
    expect((await fetch(`${url}/..%2fserverless.yml`)).status).toBe(404)
    expect((await fetch(`${url}/%2e%2e/serverless.yml`)).status).toBe(404)
  }))

test('the pages learn where to sign in', () =>
  pagesOnly(async (url) => {
    expect(await (await fetch(`${url}/config.json`)).json()).toEqual({
      apiBase: '',
      loginPage: 'http://localhost:3001/login',
    })
  }))
