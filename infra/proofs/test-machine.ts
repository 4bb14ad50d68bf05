/**
 * A machine whose two processes, the database and the server, can be killed at any moment and started again on the same
 * ports and the same files. `import './test-machine.ts'` as a file's first import also sets the environment, so that
 * product modules in the test's own process look at the same table with the same keys.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { type Database, startDatabase } from '../local/database.ts'
import { makeEnvironment, setEnvironment } from '../local/environment.ts'
import { freePort } from '../local/ports.ts'
import { createTable } from '../local/table.ts'

const dir = mkdtempSync(join(tmpdir(), 'gonghui-proof-'))
const ports = { product: await freePort(), wechat: await freePort(), database: await freePort() }
const local = (port: number) => `http://127.0.0.1:${port}`

/** Where the machine answers, while it runs. */
export const machine = { apiBase: local(ports.product), wechatBase: local(ports.wechat) }

process.env.LOG_LEVEL ??= 'SILENT'
const environment = makeEnvironment({
  databaseEndpoint: local(ports.database),
  wechatBase: machine.wechatBase,
  dir,
})
setEnvironment(environment)

let database: Database | undefined
let server: ChildProcess | undefined

export async function startMachineDatabase(): Promise<void> {
  database = await startDatabase({ port: ports.database, dir })
}

export async function startServer(): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('test-server.ts', import.meta.url))], {
    env: {
      ...process.env,
      PORT: String(ports.product),
      WECHAT_PORT: String(ports.wechat),
      LOCAL_DIR: dir,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  server = child
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code, signal) => reject(new Error(`the server ended: ${signal ?? code}`)))
  })
}

/** SIGKILL, and not before it is gone. */
export async function killServer(): Promise<void> {
  const child = server
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

export const killDatabase = async (): Promise<void> => database?.kill()

await startMachineDatabase()
await createTable({ endpoint: local(ports.database), table: environment.TABLE ?? '' })
await startServer()

afterAll(async () => {
  await killServer()
  await killDatabase()
  rmSync(dir, { recursive: true, force: true })
})
