/** `npm start`: the whole product on this machine. Settings come from the environment, state is kept in `LOCAL_DIR`. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildPages } from './h5-build.ts'
import { PortTaken, waitForPort } from './ports.ts'
import { repository, type Stack, startStack } from './stack.ts'
import { readPeople } from './wechat/people.ts'
import { welcome } from './welcome.ts'

const print = (line: string) => console.log(line)

let stack: Stack | undefined
let build: ChildProcess | undefined
let stopping = false

async function stop(exitCode: number): Promise<never> {
  // The second Ctrl-C: the database is tied to this process and goes with it.
  if (stopping) process.exit(130)
  stopping = true
  if (build?.pid && build.exitCode === null) process.kill(-build.pid, 'SIGTERM')
  await stack?.stop().catch((fault) => console.error(fault))
  process.exit(exitCode)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    print(stopping ? '\n立即退出。' : '\n正在停止…')
    void stop(0)
  })
// In the cloud a fault outside a request costs one instance; here it must not end the whole stack unseen.
process.on('unhandledRejection', (fault) => console.error('未处理的异常：', fault))
process.on('uncaughtException', (fault) => {
  console.error('服务出现未捕获的异常，已停止：', fault)
  void stop(1)
})

function readPort(name: string, otherwise: number): number {
  const given = process.env[name]
  if (given === undefined || given === '') return otherwise
  const port = Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Refusal(`${name}=${given} 不是端口号（0–65535）。`)
  return port
}

/** Before the build, which takes a minute; and all at once, so that nobody comes back three times. */
async function checkPorts(ports: {
  product: number
  wechat: number
  database: number
  storage: number
}): Promise<void> {
  const wanted = [
    waitForPort(ports.product, 'PORT', '产品'),
    waitForPort(ports.wechat, 'WECHAT_PORT', '本机微信'),
    waitForPort(ports.storage, 'S3_PORT', '本机文件存储'),
    ...(process.env.DYNAMODB_ENDPOINT ? [] : [waitForPort(ports.database, 'DYNAMODB_PORT', '数据库')]),
  ]
  const taken = (await Promise.allSettled(wanted)).flatMap((result) =>
    result.status === 'rejected' ? [result.reason] : [],
  )
  if (taken.length === 0) return
  if (!taken.every((fault) => fault instanceof PortTaken)) throw taken[0]
  throw new Refusal(taken.map((fault) => fault.message).join('\n'))
}

/** A mistake of whoever starts it: told without a stack trace. */
class Refusal extends Error {}

async function start(): Promise<void> {
  const started = Date.now()
  const seedName = process.env.SEED || 'demo'
  if (!['demo', 'none'].includes(seedName)) throw new Refusal(`SEED=${seedName} 不认识：可用 demo 或 none。`)
  const dir = resolve(repository, process.env.LOCAL_DIR || '.local')
  const ports = {
    product: readPort('PORT', 3000),
    wechat: readPort('WECHAT_PORT', 3001),
    database: readPort('DYNAMODB_PORT', 3002),
    storage: readPort('S3_PORT', 3003),
  }
  await checkPorts(ports)
  mkdirSync(dir, { recursive: true })
  await buildPages(repository, print, (child) => {
    build = child
  })
  if (stopping) return
  stack = await startStack({
    ...ports,
    dir,
    ...(process.env.HOST && { host: process.env.HOST }),
    seed: (running) => seedOnce(running, dir, seedName),
  })
  void stack.failed.then((reason) => {
    console.error(`一个部件意外退出（${reason}）。已确认的数据都在 ${dir} 里；请重新运行 npm start。`)
    void stop(1)
  })
  const local = (base: string) => base.replace('127.0.0.1', 'localhost')
  const places = {
    product: local(stack.apiBase),
    login: `${local(stack.wechatBase)}/login`,
    sms: `${local(stack.wechatBase)}/sms`,
    database: stack.databaseEndpoint,
    dir: dir.startsWith(repository) ? relative(repository, dir) : dir,
  }
  print(
    welcome(places, readPeople(join(repository, 'infra/seed/people.json')), (Date.now() - started) / 1000),
  )
}

/** The first run only; a seed that was cut short is repeated, which it must bear. */
async function seedOnce(running: Stack, dir: string, name: string): Promise<void> {
  const module = join(repository, 'infra/seed/seed.ts')
  const marker = join(dir, 'seeded')
  if (name === 'none' || !existsSync(module) || (!running.isNew && existsSync(marker))) return
  print('首次启动，正在写入演示数据…')
  const { seed } = await import(pathToFileURL(module).href)
  await seed({ apiBase: running.apiBase, wechatBase: running.wechatBase, print })
  writeFileSync(marker, `${name} ${new Date().toISOString()}\n`)
}

start().catch((fault) => {
  console.error(fault instanceof PortTaken || fault instanceof Refusal ? fault.message : fault)
  void stop(1)
})
