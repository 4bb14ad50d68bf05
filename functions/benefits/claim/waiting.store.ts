import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Key, keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { expiryAt } from '../../table/expiry.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read, readPage, readRange } from '../../table/reads.ts'
import { removeRows } from '../../table/writes.ts'

/** Somebody waits for a unit of a drop; whose home is known then, for it never changes. */
export interface Waiter {
  readonly dropId: string
  readonly memberId: string
  readonly since: Instant
  readonly home: number
  /** Of a drop with units set aside: the pool that their unit can come from, by its first bucket. */
  readonly pool?: number
}

/** A whole crowd that was told “sold out” may begin to wait in the same second. */
const SHARDS = 16

const shardOf = (memberId: string): number =>
  [...memberId.slice(-4)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHARDS

const placeInLine = ({ dropId, memberId, since }: Waiter): Key =>
  keyOf('who waits for a drop', { dropId, shard: shardOf(memberId), since, memberId })
/** Where there are pools, there is a line for each besides the drop's own. */
const placeInPool = ({ dropId, memberId, since, pool }: Waiter): readonly Key[] =>
  pool === undefined
    ? []
    : [keyOf('who waits for a pool of a drop', { dropId, pool, shard: shardOf(memberId), since, memberId })]
const placesInLine = (waiter: Waiter) => [placeInLine(waiter), ...placeInPool(waiter)]
const ownKey = ({ dropId, memberId }: Pick<Waiter, 'dropId' | 'memberId'>) =>
  keyOf('a member’s wait for a drop', { dropId, memberId })

export const readWait = (dropId: string, memberId: string): Promise<Waiter | undefined> =>
  read<Waiter>(ownKey({ dropId, memberId }))

/**
 * Puts somebody at the end of the line; who stands in it already keeps the place.
 * @param until when the drop's vouchers end: from then on nothing is offered, and the table forgets who waited.
 */
export async function joinLine(waiter: Waiter, until: Instant): Promise<boolean> {
  const row = { ...waiter, expiresAt: expiryAt(until) }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...ownKey(waiter), ...row },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          ...placesInLine(waiter).map((place) => ({ Put: { TableName: TABLE, Item: { ...place, ...row } } })),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** Takes somebody out of the line. */
export async function leaveLine(waiter: Waiter): Promise<void> {
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [ownKey(waiter), ...placesInLine(waiter)].map((Key) => ({
          Delete: { TableName: TABLE, Key },
        })),
      }),
    ),
  )
}

/** Removes a drop's whole line: of each who waits first their own rows, for by the line the next run finds what a crash has left. */
export async function removeLine(dropId: string): Promise<void> {
  for (let shard = 0; shard < SHARDS; shard++) {
    const waiters = await readRange<Waiter>(rangeOf('who waits for a drop', { dropId, shard }), {
      strong: true,
    })
    await removeRows(waiters.flatMap((waiter) => [ownKey(waiter), ...placeInPool(waiter)]))
    await removeRows(waiters.map(placeInLine))
  }
}

/** Who has waited longest, of all or of a pool; undefined where nobody waits. */
export async function firstInLine(dropId: string, pool?: number): Promise<Waiter | undefined> {
  const line = (shard: number) =>
    pool === undefined
      ? rangeOf('who waits for a drop', { dropId, shard })
      : rangeOf('who waits for a pool of a drop', { dropId, pool, shard })
  const heads = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => readPage<Waiter>(line(shard), { limit: 1, strong: true })),
  )
  return heads
    .flatMap(({ items }) => items)
    .sort((a, b) => (a.since + a.memberId < b.since + b.memberId ? -1 : 1))
    .at(0)
}
