/**
 * What serverless.yml deploys, as far as a machine without a cloud needs it: functions, their routes, their
 * schedules. Environment and permissions are not evaluated: here the environment comes from the stack.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'

export type Route = { method: string; path: string }
export type Schedule = { expression: string; input?: unknown }
export type Cors = {
  origins: string[]
  methods: string[]
  headers: string[]
  exposed: string[]
  credentials: boolean
  maxAgeSeconds?: number
}
export type DeployedFunction = {
  name: string
  /** The module's path and the name it exports the handler by. */
  module: string
  exported: string
  timeoutMs: number
  routes: Route[]
  schedules: Schedule[]
}
export type Deployment = { functions: DeployedFunction[]; cors?: Cors }

type Yaml = Record<string, unknown>

/** Lambda's own default. */
const defaultTimeoutSeconds = 6

export function readDeployment(file: string, root: string): Deployment {
  if (!existsSync(file)) throw new Error(`${file} is missing: the gateway reads its routes there`)
  const config = parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) as Yaml
  const provider = include(config.provider ?? {}, root) as Yaml
  // serverless takes one mapping, or a list of mappings that it merges.
  const mappings = [include(config.functions ?? {}, root)].flat() as Yaml[]
  const functions = mappings
    .flatMap((mapping) => Object.entries(mapping))
    .map(([name, value]) => readFunction(name, value as Yaml, provider, root))
  const cors = readCors((provider.httpApi as Yaml | undefined)?.cors)
  return cors ? { functions, cors } : { functions }
}

function readFunction(name: string, value: Yaml, provider: Yaml, root: string): DeployedFunction {
  const handler = String(value.handler ?? '')
  const dot = handler.lastIndexOf('.')
  if (dot < 1) throw new Error(`Function ${name} has no handler of the form path/to/module.name`)
  // Lambda's runtime takes what stands before the first dot of the file's name for the module's name.
  if (basename(handler).indexOf('.') !== basename(handler).lastIndexOf('.'))
    throw new Error(`Function ${name}: Lambda loads no module with a dot in its name (${handler})`)
  const stem = join(root, handler.slice(0, dot))
  const module = ['.ts', '.mts', '.mjs', '.js'].map((ending) => stem + ending).find(existsSync)
  if (!module) throw new Error(`Function ${name}: there is no ${stem}.ts`)
  const events = (value.events ?? []) as Yaml[]
  return {
    name,
    module,
    exported: handler.slice(dot + 1),
    timeoutMs: Number(value.timeout ?? provider.timeout ?? defaultTimeoutSeconds) * 1000,
    routes: events.flatMap((event) => (event.httpApi === undefined ? [] : [readRoute(event.httpApi)])),
    schedules: events.flatMap((event) => (event.schedule === undefined ? [] : readSchedule(event.schedule))),
  }
}

/** `'POST /v1/x'`, `'*'`, or `{ method, path }`. */
function readRoute(event: unknown): Route {
  if (typeof event === 'object' && event !== null) {
    const { method = '*', path = '*' } = event as { method?: string; path?: string }
    return { method: method.toUpperCase(), path }
  }
  const [method = '*', path = '*'] = String(event).trim().split(/\s+/)
  return { method: method.toUpperCase(), path }
}

/** `'rate(1 minute)'`, or `{ rate, enabled, input }`, where `rate` may be a list. */
function readSchedule(event: unknown): Schedule[] {
  if (typeof event === 'string') return [{ expression: event }]
  const { rate, enabled = true, input } = event as { rate: unknown; enabled?: boolean; input?: unknown }
  if (!enabled) return []
  return [rate]
    .flat()
    .map((expression) => ({ expression: String(expression), ...(input !== undefined && { input }) }))
}

function readCors(value: unknown): Cors | undefined {
  if (!value) return undefined
  const given = (value === true ? {} : value) as Yaml
  const list = (name: string, otherwise: string[]) =>
    given[name] === undefined ? otherwise : [given[name]].flat().map(String)
  return {
    origins: list('allowedOrigins', ['*']),
    methods: list('allowedMethods', ['OPTIONS', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    headers: list('allowedHeaders', ['Content-Type', 'Authorization', 'X-Amz-Date', 'X-Api-Key']),
    exposed: list('exposedResponseHeaders', []),
    credentials: given.allowCredentials === true,
    ...(given.maxAge !== undefined && { maxAgeSeconds: Number(given.maxAge) }),
  }
}

/** Resolves values that are `${file(path)}` or `${file(path):key.key}` as a whole; other variables stay text. */
function include(value: unknown, root: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => include(entry, root))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, include(inner, root)]))
  const variable = typeof value === 'string' && /^\$\{file\(([^)]+)\)(?::([\w.]+))?\}$/.exec(value)
  if (!variable) return value
  const [, path = '', address] = variable
  if (!/\.(ya?ml|json)$/.test(path)) return value
  const included: unknown = parse(readFileSync(join(root, path), 'utf8'), { logLevel: 'error' })
  const chosen = address
    ?.split('.')
    .reduce<unknown>((inner, key) => (inner as Yaml | undefined)?.[key], included)
  return include(address ? chosen : included, root)
}
