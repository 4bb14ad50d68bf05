import { AsyncLocalStorage } from 'node:async_hooks'
import { Logger } from '@aws-lambda-powertools/logger'

export const logger = new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'gonghui' })
const underWay = new AsyncLocalStorage<{ readonly requestId: string }>()

/** Runs what one request sets off; every line that is logged meanwhile, however deep, carries its id. */
export const inRequest = <T>(requestId: string, run: () => Promise<T>): Promise<T> =>
  underWay.run({ requestId }, run)

type Said = Readonly<Record<string, unknown>>

/**
 * Lines of JSON. Only what names nobody goes in: route, status, problem code, ids, times. Names, phones, tokens and
 * bodies never do.
 */
export const log = {
  info: (message: string, said: Said = {}) => logger.info(message, { ...underWay.getStore(), ...said }),
  warn: (message: string, said: Said = {}) => logger.warn(message, { ...underWay.getStore(), ...said }),
  error: (message: string, said: Said = {}) => logger.error(message, { ...underWay.getStore(), ...said }),
}

/** What may be told of an error: its name, message and stack, but none of the items an SDK exception carries. */
export const told = (error: unknown): Said =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'unknown', message: String(error) }
