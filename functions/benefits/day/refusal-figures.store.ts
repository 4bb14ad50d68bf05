import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { type Key, keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { expiryAfter } from '../../table/expiry.ts'
import { readRange } from '../../table/reads.ts'
import type { Counts } from './approximate-counts.ts'

/** A thousand functions that each write once a second are spread over so many partitions. */
const SHARDS = 8
const KEPT_DAYS = 400
/** What is being told is approximate, and a member waits for it: longer than this it is not worth. */
const PATIENCE_MS = 250

export const addRefusals = (dropId: string, counts: Counts, now: Instant): Promise<void> =>
  addApproximate(keyOf('refusals of a drop in an hour', { dropId, ...someRow(now) }), counts, now)

/** One of the rows of this hour, chosen by chance, so that none is everybody's. */
export const someRow = (now: Instant) => ({
  shard: Math.floor(Math.random() * SHARDS),
  hour: now.slice(0, 13),
})

/** Adds to a row of counts. Said twice, it counts twice: these are approximate. */
export async function addApproximate(Key: Key, counts: Counts, now: Instant): Promise<void> {
  const codes = Object.entries(counts)
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key,
      UpdateExpression: `SET expiresAt = :expiresAt ADD ${codes.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(codes.map(([code], i) => [`#c${i}`, code])),
      ExpressionAttributeValues: {
        ':expiresAt': expiryAfter(now, KEPT_DAYS),
        ...Object.fromEntries(codes.map(([, count], i) => [`:c${i}`, count])),
      },
    }),
    { abortSignal: AbortSignal.timeout(PATIENCE_MS) },
  )
}

/** Every row that refusals of a drop were counted in between two moments. */
export function keysOfRefusals(dropId: string, from: Instant, until: Instant): Key[] {
  const hours = []
  for (let at = from; at.slice(0, 13) <= until.slice(0, 13); at = later(at, HOUR_MS))
    hours.push(at.slice(0, 13))
  return hours.flatMap((hour) =>
    Array.from({ length: SHARDS }, (_, shard) =>
      keyOf('refusals of a drop in an hour', { dropId, shard, hour }),
    ),
  )
}

type Row = Readonly<Record<string, unknown>>

/** How often each code was answered, over all hours of the drop. */
export const readRefusals = (dropId: string): Promise<Counts> =>
  readApproximate((shard) => rangeOf('refusals of a drop in an hour', { dropId, shard }))

/** Counts of all shards and hours, summed by their names. */
export async function readApproximate(
  rangeOfShard: (shard: number) => ReturnType<typeof rangeOf>,
): Promise<Counts> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => readRange<Row>(rangeOfShard(shard))),
  )
  const sums: Record<string, number> = {}
  for (const { pk: _pk, sk: _sk, expiresAt: _end, ...counts } of shards.flat())
    for (const [code, count] of Object.entries(counts)) sums[code] = (sums[code] ?? 0) + Number(count)
  return sums
}
