import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, findEngine, startDatabase } from './database.ts'
import { isFree, PortTaken } from './ports.ts'
import { createTable, readTableProperties } from './table.ts'
import { full } from './test-effort.ts'

let dir: string
const running: Database[] = []

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gonghui-database-'))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((database) => database.kill()))
  rmSync(dir, { recursive: true, force: true })
})

async function start(options: Parameters<typeof startDatabase>[0] = {}) {
  const database = await startDatabase(options)
  running.push(database)
  return database
}

const clientOf = ({ endpoint }: Database) =>
  new DynamoDBClient({
    endpoint,
    region: 'cn-north-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })

test('the table has the keys and the expiry that CloudFormation will give it', async () => {
  const database = await start()
  expect(await createTable({ endpoint: database.endpoint, table: 'gonghui' })).toBe(true)
  const client = clientOf(database)
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'gonghui' }))
  const file = readTableProperties()
  expect(Table?.KeySchema).toEqual(file.KeySchema)
  const expiry = await client.send(new DescribeTimeToLiveCommand({ TableName: 'gonghui' }))
  expect(expiry.TimeToLiveDescription?.AttributeName).toBe('expiresAt')
})

test('making the table again changes nothing', async () => {
  const database = await start()
  await createTable({ endpoint: database.endpoint, table: 'gonghui' })
  expect(await createTable({ endpoint: database.endpoint, table: 'gonghui' })).toBe(false)
})

test('every acknowledged write is found again after kill -9 and a restart on the same file and port', async () => {
  const first = await start({ dir })
  await createTable({ endpoint: first.endpoint, table: 'gonghui' })
  const client = clientOf(first)
  const acknowledged: string[] = []
  const write = async (pk: string) => {
    await client.send(new PutItemCommand({ TableName: 'gonghui', Item: { pk: { S: pk }, sk: { S: 'ROW' } } }))
    acknowledged.push(pk)
    if (acknowledged.length === 60) void first.kill()
  }
  await Promise.allSettled(Array.from({ length: 200 }, (_, index) => write(`ITEM#${index}`)))
  await first.ended
  expect(acknowledged.length).toBeGreaterThanOrEqual(60)

  const second = await start({ dir, port: first.port })
  const reader = clientOf(second)
  for (const pk of acknowledged) {
    const { Item } = await reader.send(
      new GetItemCommand({ TableName: 'gonghui', Key: { pk: { S: pk }, sk: { S: 'ROW' } } }),
    )
    expect(Item?.pk?.S).toBe(pk)
  }
})

test('a database ends with the process that started it, even one ended by SIGKILL', async () => {
  const module = fileURLToPath(new URL('database.ts', import.meta.url))
  const script = `const { startDatabase } = await import(${JSON.stringify(module)})
    const { port } = await startDatabase()
    console.log(port)
    setInterval(() => {}, 1000)`
  const parent = spawn('node', ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve) =>
    parent.stdout.once('data', (line: Buffer) => resolve(Number(line.toString()))),
  )
  expect(await isFree(port)).toBe(false)
  parent.kill('SIGKILL')
  await expect.poll(() => isFree(port)).toBe(true)
})

test('a taken port is refused by number, setting and remedy', async () => {
  const first = await start()
  const refusal = await startDatabase({ port: first.port }).catch((fault: unknown) => fault)
  expect(refusal).toBeInstanceOf(PortTaken)
  expect(String(refusal)).toContain(`DYNAMODB_PORT=${first.port}`)
})

test('an end that nobody asked for is told apart from a stop', async () => {
  const stopped = await start()
  await stopped.stop()
  expect((await stopped.ended).asked).toBe(true)
  const crashed = await start()
  process.kill(crashed.pid, 'SIGKILL')
  const { asked, reason } = await crashed.ended
  expect(asked).toBe(false)
  expect(reason).toContain('SIGKILL')
})

const local = findEngine('dynamodb-local')
// Java takes its time to start: `npm run verify` sees to it, and `npm run test:conformance` to much more.
test.runIf(full && !('missing' in local))("AWS's own engine takes the same table", async () => {
  const database = await start({ engine: 'dynamodb-local' })
  expect(await createTable({ endpoint: database.endpoint, table: 'gonghui' })).toBe(true)
})
