import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Key, keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, unlessRefused } from '../../table/failures.ts'
import { read } from '../../table/reads.ts'
import { LEASE_MS, type Notice, RECOUNT_MS, replicasOf } from './board.rule.ts'
import type { Span } from './bucket.rule.ts'
import type { Holders } from './holders.rule.ts'

/** Which board: those who draw from the same buckets read the same one. */
export interface Posted {
  readonly dropId: string
  readonly draws: Span
}

/** As stored: the buckets with room as bits, for a drop may have fifteen thousand. */
type NoticeRow = Omit<Notice, 'withRoom'> & { readonly token: number; readonly room: Uint8Array }

/** The holders are fifty times a notice, and read once by each function. */
const HOLDERS_REPLICAS = 8

const poolOf = ({ first, count }: Span) => `${first}-${count}`
const replica = ({ dropId, draws }: Posted, at: number) =>
  keyOf('what a board says', { dropId, pool: poolOf(draws), replica: at })
const holdersKey = ({ dropId, draws }: Posted, at: number) =>
  keyOf('who was granted all there was', { dropId, pool: poolOf(draws), replica: at })

export async function readNotice(board: Posted, pick: (of: number) => number): Promise<Notice | undefined> {
  const row = await read<NoticeRow>(replica(board, pick(replicasOf(board.draws))), { strong: false })
  if (!row) return undefined
  const { version, countedMs, granted, gapMs, soldOutMs, room } = row
  const withRoom = numbersIn(room, board.draws)
  return { version, countedMs, granted, gapMs, withRoom, ...(soldOutMs === undefined ? {} : { soldOutMs }) }
}

/** Takes the right to count for a second: its token, or undefined where somebody else has it. */
export async function takeLease({ dropId, draws }: Posted, nowMs: number): Promise<number | undefined> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOf('who counts for a board', { dropId, pool: poolOf(draws) }),
        UpdateExpression: 'SET #token = if_not_exists(#token, :none) + :one, untilMs = :until',
        ConditionExpression: 'attribute_not_exists(untilMs) OR untilMs <= :now',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':none': 0, ':one': 1, ':until': nowMs + LEASE_MS, ':now': nowMs },
        ReturnValues: 'UPDATED_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : Number(result.Attributes?.token)
}

/** The next count may begin a tenth of a second after this one. */
export async function endLease({ dropId, draws }: Posted, token: number, nowMs: number): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOf('who counts for a board', { dropId, pool: poolOf(draws) }),
        UpdateExpression: 'SET untilMs = :until',
        ConditionExpression: '#token = :token',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':token': token, ':until': nowMs + RECOUNT_MS },
      }),
    ),
  )
}

/** Everything that a board is kept in. */
export const keysOfBoard = (board: Posted): Key[] => [
  keyOf('who counts for a board', { dropId: board.dropId, pool: poolOf(board.draws) }),
  ...Array.from({ length: replicasOf(board.draws) }, (_, at) => replica(board, at)),
  ...Array.from({ length: HOLDERS_REPLICAS }, (_, at) => holdersKey(board, at)),
]

/**
 * Writes a count to every replica, each on condition that no later count and no later version stands there: a
 * function that was frozen in the middle cannot publish what it knew before. A replica that turns it away stays as old
 * as it is, and its readers do with that.
 */
export async function publish(board: Posted, notice: Notice, token: number): Promise<void> {
  const { withRoom, ...rest } = notice
  const room = bitsOf(withRoom, board.draws)
  await Promise.allSettled(
    Array.from({ length: replicasOf(board.draws) }, (_, at) =>
      unlessRefused(
        database.send(
          new PutCommand({
            TableName: TABLE,
            Item: { ...replica(board, at), ...rest, room, token },
            ConditionExpression: 'attribute_not_exists(pk) OR (#token < :token AND version <= :version)',
            ExpressionAttributeNames: { '#token': 'token' },
            ExpressionAttributeValues: { ':token': token, ':version': notice.version },
          }),
        ),
      ),
    ),
  )
}

/** Writes who was granted; the replicas are alike, and a later one has the same names and more. */
export async function publishHolders(board: Posted, { bits, granted }: Holders): Promise<void> {
  await Promise.allSettled(
    Array.from({ length: HOLDERS_REPLICAS }, (_, at) =>
      unlessRefused(
        database.send(
          new PutCommand({
            TableName: TABLE,
            Item: { ...holdersKey(board, at), bits, granted },
            ConditionExpression: 'attribute_not_exists(pk) OR granted < :granted',
            ExpressionAttributeValues: { ':granted': granted },
          }),
        ),
      ),
    ),
  )
}

export const readHolders = (board: Posted, pick: (of: number) => number): Promise<Holders | undefined> =>
  read<Holders>(holdersKey(board, pick(HOLDERS_REPLICAS)), { strong: false })

function bitsOf(buckets: readonly number[], { first, count }: Span): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8))
  for (const bucket of buckets) {
    const at = bucket - first
    bits[at >>> 3] = (bits[at >>> 3] ?? 0) | (1 << (at & 7))
  }
  return bits
}

const numbersIn = (bits: Uint8Array, { first, count }: Span): number[] =>
  Array.from({ length: count }, (_, at) => at)
    .filter((at) => ((bits[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0)
    .map((at) => first + at)
