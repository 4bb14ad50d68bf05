import { AsyncLocalStorage } from 'node:async_hooks'

const underWay = new AsyncLocalStorage<{ readonly requestId: string }>()

/** Runs what one request sets off; every line that is logged meanwhile, however deep, carries its id. */
export const inRequest = <T>(requestId: string, run: () => Promise<T>): Promise<T> =>
  underWay.run({ requestId }, run)

const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'] as const
type Level = (typeof LEVELS)[number]

const rankOf = (level: string | undefined) => Math.max(0, LEVELS.indexOf((level ?? 'INFO') as Level))

const service = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'gonghui'
// Asked once: each look into the environment costs as much as the line.
let least = rankOf(process.env.LOG_LEVEL)

/** From here on, lines below this level are not written. The deployment says it in LOG_LEVEL. */
export function logFrom(level: Level): void {
  least = rankOf(level)
}

type Said = Readonly<Record<string, unknown>>

function write(level: Exclude<Level, 'SILENT'>, message: string, said: Said): void {
  if (rankOf(level) < least) return
  const timestamp = new Date().toISOString()
  process.stdout.write(
    `${JSON.stringify({ level, message, timestamp, service, ...underWay.getStore(), ...said })}\n`,
  )
}

/**
 * Lines of JSON. Only what names nobody goes in: route, status, problem code, ids, times. Names, phones, tokens and
 * bodies never do.
 */
export const log = {
  info: (message: string, said: Said = {}) => write('INFO', message, said),
  warn: (message: string, said: Said = {}) => write('WARN', message, said),
  error: (message: string, said: Said = {}) => write('ERROR', message, said),
}

/** What may be told of an error: its name, message and stack, but none of the items an SDK exception carries. */
export const told = (error: unknown): Said =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'unknown', message: String(error) }
