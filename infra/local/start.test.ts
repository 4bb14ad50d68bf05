/** `npm start` as a process of its own, from a copy of this folder with a deployment of one function. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort, isFree } from './ports.ts'
import { repository } from './stack.ts'

const countModule = `import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
const client = new DynamoDBClient({ endpoint: process.env.DYNAMODB_ENDPOINT })
export const handler = async () => {
  const { Attributes } = await client.send(new UpdateItemCommand({
    TableName: process.env.TABLE, Key: { pk: { S: 'COUNT' }, sk: { S: 'COUNT' } },
    UpdateExpression: 'ADD #n :one', ExpressionAttributeNames: { '#n': 'n' },
    ExpressionAttributeValues: { ':one': { N: '1' } }, ReturnValues: 'UPDATED_NEW' }))
  return { n: Number(Attributes.n.N) }
}`
const seedModule = `import { appendFileSync } from 'node:fs'
export async function seed({ apiBase, print }) {
  appendFileSync(new URL('seeded-times', import.meta.url), 'x')
  print('count ' + JSON.stringify(await (await fetch(apiBase + '/v1/count', { method: 'POST' })).json()))
}`

let root: string
let ports: { PORT: number; WECHAT_PORT: number; DYNAMODB_PORT: number; S3_PORT: number }
const running = new Set<ChildProcess>()

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'gonghui-start-'))
  for (const folder of ['infra/seed', 'miniprogram', 'shared'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const folder of ['infra/local', 'infra/aws'])
    cpSync(join(repository, folder), join(root, folder), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  for (const [name, content] of Object.entries({
    'package.json': '{ "type": "module" }',
    'miniprogram/package.json': '{}',
    'serverless.yml':
      "functions: { count: { handler: count.handler, events: [{ httpApi: 'POST /v1/count' }] } }",
    'count.js': countModule,
    'infra/seed/seed.ts': seedModule,
    'infra/seed/people.json': '[{"openid":"o-wang-fang","name":"王芳","role":"职工","org":"科技园"}]',
  }))
    writeFileSync(join(root, name), content)
  ports = {
    PORT: await freePort(),
    WECHAT_PORT: await freePort(),
    DYNAMODB_PORT: await freePort(),
    S3_PORT: await freePort(),
  }
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
  await Promise.all(Object.values(ports).map((port) => expect.poll(() => isFree(port)).toBe(true)))
  rmSync(root, { recursive: true, force: true })
})

/** Starts it and answers when it is ready, or when it has ended. */
async function start() {
  const settings = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  const { DYNAMODB_ENDPOINT: _, ...outside } = process.env
  const child = spawn('node', ['infra/local/start.ts'], { cwd: root, env: { ...outside, ...settings } })
  running.add(child)
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Ctrl-C')) resolve()
      })
  })
  await Promise.race([ready, ended])
  return { child, ended, output: () => output }
}

const count = async () => {
  const reply = await fetch(`http://127.0.0.1:${ports.PORT}/v1/count`, { method: 'POST' })
  return ((await reply.json()) as { n: number }).n
}

test('a first start seeds, says where to go and as whom; a second finds its data and seeds no more', async () => {
  const first = await start()
  expect(first.output()).toContain(`http://localhost:${ports.PORT}`)
  expect(first.output()).toContain('王芳')
  expect(await count()).toBe(2)
  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)
  expect(await isFree(ports.DYNAMODB_PORT)).toBe(true)
  const second = await start()
  expect(await count()).toBe(3)
  expect(readFileSync(join(root, 'infra/seed/seeded-times'), 'utf8')).toBe('x')
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
})

test('after kill -9 every acknowledged write is there, and the same ports serve again at once', async () => {
  const first = await start()
  let last = 0
  for (let round = 0; round < 20; round++) last = await count()
  first.child.kill('SIGKILL')
  await first.ended
  await start()
  expect(await count()).toBe(last + 1)
})

test('taken ports are all named at once, with their settings', async () => {
  await start()
  const second = await start()
  expect(await second.ended).toBe(1)
  for (const [name, port] of Object.entries(ports)) expect(second.output()).toContain(`${name}=${port}`)
  expect(await count()).toBeGreaterThan(0)
})

test('a database that dies ends the start with a reason, not with a wall of failing requests', async () => {
  const { ended, output } = await start()
  // Anchored: the shell that watches over it has the same words in its command line.
  const pids = spawn('pgrep', ['-f', `^[^ ]*dynoxide .*${join(root, '.local')}`])
  const pid = await new Promise<number>((resolve) =>
    pids.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString().split('\n')[0]))),
  )
  process.kill(pid, 'SIGKILL')
  expect(await ended).toBe(1)
  expect(output()).toContain('SIGKILL')
})
