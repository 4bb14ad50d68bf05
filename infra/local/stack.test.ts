import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDatabase } from './database.ts'
import { freePort, isFree, PortTaken } from './ports.ts'
import { type Stack, type StackOptions, startStack } from './stack.ts'

const config = `
functions:
  environment:
    handler: environment-function.handler
    events:
      - httpApi: 'GET /v1/environment'
      - schedule: { rate: 'rate(1 minute)', input: { job: repair } }
`
// Read as the module loads: the environment must be there by then.
const environmentModule = `const { env } = process
const seen = { ...env }
let jobs = 0
export const handler = async (event: { job?: string }) => {
  if (event.job) return { ran: event.job, jobs: ++jobs }
  return { seen }
}`

let root: string
let stack: Stack | undefined
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gonghui-stack-'))
  writeFileSync(join(root, 'serverless.yml'), config)
  writeFileSync(join(root, 'environment-function.ts'), environmentModule)
})
afterEach(async () => {
  await stack?.stop()
  stack = undefined
  rmSync(root, { recursive: true, force: true })
})

const start = async (options: StackOptions = {}): Promise<Stack> => {
  stack = await startStack({ root, log: () => {}, ...options })
  return stack
}

test('handlers find a table, a storage, a WeChat and an SMS server in the environment as they load', async () => {
  const { apiBase, wechatBase, databaseEndpoint, storageBase } = await start()
  const reply = await fetch(`${apiBase}/v1/environment`)
  const { seen } = (await reply.json()) as { seen: Record<string, string> }
  expect(seen).toMatchObject({
    DYNAMODB_ENDPOINT: databaseEndpoint,
    WECHAT_API_BASE: wechatBase,
    SMS_API_BASE: wechatBase,
    S3_ENDPOINT: storageBase,
  })
  for (const name of ['WECHAT_APPID', 'WECHAT_SECRET', 'SMS_SECRET_ID', 'SMS_SECRET_KEY', 'SMS_APP_ID'])
    expect(seen[name], name).toBeTruthy()
  expect(Buffer.from(seen.MASTER_KEY ?? '', 'base64')).toHaveLength(32)
  const client = new DynamoDBClient({
    endpoint: databaseEndpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const { Table } = await client.send(new DescribeTableCommand({ TableName: seen.TABLE }))
  expect(Table?.TableStatus).toBe('ACTIVE')
})

test('a schedule can be run at will, with its own input', async () => {
  const { runSchedule } = await start({ schedules: false })
  expect(await runSchedule('environment')).toMatchObject({ ran: 'repair' })
  await expect(runSchedule('unknown')).rejects.toThrow('unknown')
})

test('the master key outlives the stack, and only its owner may read it', async () => {
  const dir = join(root, 'kept')
  await start({ dir })
  const key = readFileSync(join(dir, 'master-key'), 'utf8')
  expect(statSync(join(dir, 'master-key')).mode & 0o777).toBe(0o600)
  await stack?.stop()
  await start({ dir })
  expect(readFileSync(join(dir, 'master-key'), 'utf8')).toBe(key)
})

test('after a stop no port is held and the environment is as before', async () => {
  const before = { ...process.env }
  const { apiBase, wechatBase, databaseEndpoint, storageBase } = await start()
  await stack?.stop()
  for (const url of [apiBase, wechatBase, databaseEndpoint, storageBase])
    expect(await isFree(Number(new URL(url).port))).toBe(true)
  expect(process.env).toEqual(before)
})

test('a taken port is refused by number and setting, and nothing is left running', async () => {
  const product = await freePort()
  const database = await freePort()
  const other = createServer().listen(product, '127.0.0.1')
  await once(other, 'listening')
  const refusal = await startStack({ root, product, database }).catch((fault: unknown) => fault)
  expect(refusal).toBeInstanceOf(PortTaken)
  expect(String(refusal)).toContain(`PORT=${product}`)
  expect(await isFree(database)).toBe(true)
  other.close()
  await start({ product, database })
})

test('a database that dies is reported with its reason', async () => {
  const { database, failed } = await start()
  process.kill(database?.pid ?? 0, 'SIGKILL')
  expect(await failed).toContain('SIGKILL')
})

test('a database that is given is used and left running', async () => {
  const given = await startDatabase()
  const { database } = await start({ endpoint: given.endpoint })
  expect(database).toBeUndefined()
  await stack?.stop()
  expect(await isFree(given.port)).toBe(false)
  await given.stop()
})
