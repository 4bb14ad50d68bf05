import { Logger } from '@aws-lambda-powertools/logger'

/**
 * One line of JSON a request. Only what names nobody goes in: route, status, problem code, ids, times.
 * Names, phones, tokens and bodies never do.
 */
export const log = new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'gonghui' })

/** What may be told of an error: its name, message and stack, but none of the items an SDK exception carries. */
export const told = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'unknown', message: String(error) }
