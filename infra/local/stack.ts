/** The whole product in this process, with the database beside it: what `npm start`, the tests and e2e run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Database, type Engine, startDatabase } from './database.ts'
import { readDeployment } from './deployment.ts'
import { awsKeys, filesBucket, makeEnvironment, setEnvironment, smsApp, wechatApp } from './environment.ts'
import { type LoadedFunction, loadFunctions } from './functions.ts'
import { startGateway } from './gateway.ts'
import { startLambda } from './lambda.ts'
import { servePages } from './pages.ts'
import { startSchedules } from './schedules.ts'
import { startStorage } from './storage/server.ts'
import { createTable } from './table.ts'
import { startWechat } from './wechat/server.ts'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

export type StackOptions = {
  /** Ports; 0, the default, takes a free one. */
  product?: number
  wechat?: number
  database?: number
  storage?: number
  host?: string
  /** Keeps the database, the files and the master key. Absent: nothing outlives the stack. */
  dir?: string | undefined
  engine?: Engine
  /** A database that runs already. Default: `DYNAMODB_ENDPOINT`, else one is started. */
  endpoint?: string | undefined
  /** The deployment to serve, and the folder its paths start from. */
  config?: string
  root?: string
  /** Whether schedules tick by themselves (default). A test may rather call `runSchedule`. */
  schedules?: boolean
  /** Called once everything answers, before the first tick. */
  seed?: ((stack: Stack) => Promise<void>) | undefined
  log?: (line: string) => void
}

export type Stack = {
  /** `http://127.0.0.1:port` of the product, of the fake WeChat (and SMS) server, of the database, of the files. */
  apiBase: string
  wechatBase: string
  databaseEndpoint: string
  storageBase: string
  /** Absent where the database is somebody else's. */
  database: Database | undefined
  /** The table was not there before: nothing has been seeded yet. */
  isNew: boolean
  /** Runs the schedule of a function now; of one that does several jobs, that of the job named. */
  runSchedule(functionName: string, job?: string): Promise<unknown>
  /** Resolves, with the reason, when a part of the stack ends though nobody stopped it. */
  failed: Promise<string>
  stop(): Promise<void>
}

let running = false

/**
 * Starts everything and answers when it all answers. The environment is the process's, so one stack at a time; and
 * product modules keep what they read as they loaded, so a process that starts a second one must not use the product.
 * @throws PortTaken, or an Error saying which part did not start; nothing is left running then.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  if (running) throw new Error('A stack runs in this process already: stop it first')
  running = true
  const stops: (() => unknown)[] = []
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step()
    running = false
  }
  try {
    return await start(options, stops, stop)
  } catch (fault) {
    await stop()
    throw fault
  }
}

async function start(
  options: StackOptions,
  stops: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Stack> {
  const { dir, host = '127.0.0.1', root = repository, log = console.error } = options
  const endpoint = options.endpoint ?? process.env.DYNAMODB_ENDPOINT
  const deployment = readDeployment(options.config ?? join(root, 'serverless.yml'), root)

  const wechat = await startWechat({
    port: options.wechat ?? 0,
    host,
    ...wechatApp,
    sms: smsApp,
    peopleFile: join(root, 'infra/seed/people.json'),
    miniprogramPages: () => readPages(join(root, 'miniprogram/dist/weapp/app.json')),
    log,
  })
  stops.push(() => wechat.stop())

  let database: Database | undefined
  if (!endpoint) {
    database = await startDatabase({
      port: options.database ?? 0,
      ...(dir !== undefined && { dir }),
      ...(options.engine && { engine: options.engine }),
    })
    stops.push(database.stop)
  }
  const databaseEndpoint = database?.endpoint ?? endpoint ?? ''

  const storage = await startStorage({
    ...awsKeys(),
    bucket: filesBucket,
    port: options.storage ?? 0,
    host,
    ...(dir !== undefined && { dir: join(dir, 'files') }),
    log,
  })
  stops.push(() => storage.stop())
  let functions: LoadedFunction[] = []
  const lambda = await startLambda(
    awsKeys(),
    (name, event) => functions.find((one) => one.name === name)?.invoke(event),
    log,
  )
  stops.push(() => lambda.stop())

  const variables = makeEnvironment({
    databaseEndpoint,
    wechatBase: wechat.url,
    storageBase: storage.url,
    lambdaBase: lambda.url,
    dir,
  })
  stops.push(setEnvironment(variables))
  const isNew = await createTable({ endpoint: databaseEndpoint, table: variables.TABLE ?? '' })

  let ending = false
  functions = await loadFunctions(deployment.functions, () => ending)
  const gateway = await startGateway({
    functions,
    cors: deployment.cors,
    pages: servePages(join(root, 'miniprogram/dist/h5'), {
      apiBase: '',
      loginPage: `http://localhost:${wechat.port}/login`,
    }),
    port: options.product ?? 0,
    host,
    log,
  })
  stops.push(() => gateway.stop())
  storage.allowOrigins(`http://localhost:${gateway.port}`, `http://127.0.0.1:${gateway.port}`)

  let schedules = startSchedules(functions, log, false)
  stops.push(() => schedules.stop())
  // First of all: a run that goes on for a minute ends within seconds.
  stops.push(() => {
    ending = true
  })
  const stack: Stack = {
    apiBase: `http://127.0.0.1:${gateway.port}`,
    wechatBase: wechat.url,
    databaseEndpoint,
    storageBase: storage.url,
    database,
    isNew,
    runSchedule: (functionName, job) => schedules.run(functionName, job),
    failed: new Promise((resolve) => {
      database?.ended.then(({ asked, reason }) => {
        if (!asked) resolve(`database: ${reason}`)
      })
    }),
    stop,
  }
  wechat.setProduct(`http://localhost:${gateway.port}`)
  wechat.setCallback(`${stack.apiBase}/v1/wechat/events`)
  await options.seed?.(stack)
  schedules = startSchedules(functions, log, options.schedules ?? true)
  return stack
}

/** The pages of the WeChat build, where there is one: WeChat refuses links to others. */
function readPages(appFile: string): string[] | undefined {
  try {
    const { pages, subPackages = [], subpackages = subPackages } = JSON.parse(readFileSync(appFile, 'utf8'))
    return [
      ...pages,
      ...subpackages.flatMap((part: { root: string; pages: string[] }) =>
        part.pages.map((page) => `${part.root.replace(/\/$/, '')}/${page}`),
      ),
    ]
  } catch {
    return undefined
  }
}
