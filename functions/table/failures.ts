import type { CancellationReason } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'

/** The item that made a condition fail, as the database saw it then; undefined where there was none. */
export type Refused = { readonly item: Record<string, unknown> | undefined }

const isNamed = (error: unknown, name: string): error is Error & Record<string, unknown> =>
  error instanceof Error && error.name === name

/**
 * Runs a single conditional write. Where its condition fails the item that refused it comes back
 * (ask for it with `ReturnValuesOnConditionCheckFailure: 'ALL_OLD'`); everything else is a fault and is thrown.
 */
export async function unlessRefused<T>(write: Promise<T>): Promise<T | Refused> {
  try {
    return await write
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error
    // lib-dynamodb does not unmarshal what an exception carries.
    return { item: error.Item ? unmarshall(error.Item as Parameters<typeof unmarshall>[0]) : undefined }
  }
}

export const isRefused = (result: unknown): result is Refused =>
  typeof result === 'object' && result !== null && 'item' in result && Object.keys(result).length === 1

/**
 * What a write gives back, what it left there or what refused it, as the row that it is: only the store that puts it there
 * knows, and this is the one place where it is taken at its word. @throws where the write was not asked to give it.
 */
export function rowFrom<Row>(attributes: Readonly<Record<string, unknown>> | undefined): Row {
  if (!attributes) throw new Error('a write gave no row back')
  return attributes as Row
}

/** For each item of a transaction that was cancelled: why, and the item that refused it if asked for. */
export type Cancelled = readonly (CancellationReason & { readonly item?: Record<string, unknown> })[]

const CONFLICT_TRIES = 12
/** As the SDK names the same thing on a single write; the server answers it with “busy”. */
const BUSY = 'TransactionConflictException'

/**
 * Runs a transaction. A conflict with another transaction is nobody's decision, so it is tried again; a failed
 * condition is, and comes back as the list of reasons.
 */
export async function unlessCancelled(transact: () => Promise<unknown>): Promise<Cancelled | 'done'> {
  for (let tries = 1; ; tries++) {
    try {
      await transact()
      return 'done'
    } catch (error) {
      if (!isNamed(error, 'TransactionCanceledException')) throw error
      const reasons = (error.CancellationReasons ?? []) as CancellationReason[]
      if (reasons.some((reason) => reason.Code === 'ConditionalCheckFailed')) {
        return reasons.map((reason) => (reason.Item ? { ...reason, item: unmarshall(reason.Item) } : reason))
      }
      const conflict = reasons.some((reason) => reason.Code === 'TransactionConflict')
      if (!conflict) throw error
      if (tries === CONFLICT_TRIES) throw Object.assign(new Error('too many at one item'), { name: BUSY })
      await pause(tries)
    }
  }
}

/** Full jitter, 10 ms doubling to 640. */
const pause = (tries: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(640, 10 * 2 ** (tries - 1))))

export const refusedAt = (cancelled: Cancelled, index: number): boolean =>
  cancelled[index]?.Code === 'ConditionalCheckFailed'

/** The database turning us away is not a fault of ours: the client is told to wait, and that nothing is known yet. */
export const isOverload = (error: unknown): boolean =>
  error instanceof Error &&
  /Throttl|ProvisionedThroughput|RequestLimit|TooManyRequests|TransactionConflict|TimeoutError|ECONNREFUSED|ECONNRESET/.test(
    `${error.name} ${(error as { code?: string }).code ?? ''}`,
  )
