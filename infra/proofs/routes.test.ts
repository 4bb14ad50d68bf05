/** What is deployed is what the contracts say: every route once, each served by its function, and told in OpenAPI. */
import './test-stack.ts'
import { join } from 'node:path'
import { everyContract } from '@gonghui/shared/every-contract'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { readDeployment } from '../local/deployment.ts'
import { loadFunctions } from '../local/functions.ts'
import { repository } from '../local/stack.ts'
import { stack } from './test-stack.ts'

const { functions } = readDeployment(join(repository, 'serverless.yml'), repository)
const keyOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
const contracted = everyContract.map(keyOf).sort()
// The console's pages and WeChat's pushes are no calls of ours: they have no contract.
const ofCalls = functions.filter(({ name }) => !['console', 'wechat'].includes(name))
const ofConsole = functions.find(({ name }) => name === 'console')?.routes.map(keyOf) ?? []

test('serverless.yml deploys exactly the contracts’ routes, each in one function', () => {
  expect(ofCalls.flatMap(({ routes }) => routes.map(keyOf)).sort()).toEqual(contracted)
})

test('each contract has a name, a route and a status of its own for every refusal', () => {
  expect(new Set(contracted).size).toBe(contracted.length)
  expect(new Set(everyContract.map(({ name }) => name)).size).toBe(everyContract.length)
})

test('the console’s own routes are the document, the health and its pages', () => {
  expect(ofConsole.filter((key) => contracted.includes(key))).toEqual([])
  const pages = ofConsole.filter((key) => / \/console\//.test(key))
  expect(ofConsole.filter((key) => !pages.includes(key)).sort()).toEqual([
    'GET /v1/health',
    'GET /v1/openapi.json',
  ])
})

describe('each function’s handler serves its routes and no others', async () => {
  const loaded = await loadFunctions(ofCalls.filter(({ routes }) => routes.length > 0))

  test.each(loaded)('$name', async ({ routes, invoke }) => {
    const serves = async (routeKey: string) => {
      // A junk token is looked at after the route and before anything else, whoever may call.
      const event = { routeKey, rawPath: '/', headers: { authorization: 'junk' }, isBase64Encoded: false }
      const { body } = (await invoke(event)) as { body: string }
      const { code } = JSON.parse(body) as { code: string }
      expect(['token-invalid', 'route-unknown']).toContain(code)
      return code === 'token-invalid'
    }
    const served = []
    for (const key of contracted) if (await serves(key)) served.push(key)
    expect(served).toEqual(routes.map(keyOf).sort())
    expect(await serves('GET /v1/health')).toBe(false)
  })
})

type Document = Record<string, unknown> & {
  readonly openapi: string
  readonly paths: Record<string, Record<string, object>>
}

test('GET /v1/openapi.json is valid OpenAPI 3.1 and tells of every contract', async () => {
  const reply = await fetch(`${stack.apiBase}/v1/openapi.json`)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('application/json'),
  ])
  const document = (await reply.json()) as Document
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true })
  const told = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(told.sort()).toEqual(contracted)
})

test('health says the version and that the database is reachable', async () => {
  const reply = await fetch(`${stack.apiBase}/v1/health`)
  expect(reply.status).toBe(200)
  expect(await reply.json()).toEqual({ version: expect.any(String), database: 'reachable' })
})
