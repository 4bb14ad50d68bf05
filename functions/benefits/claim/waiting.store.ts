import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read, readPage } from '../../table/reads.ts'

/** Somebody waits for a unit of a drop; whose home is known then, for it never changes. */
export interface Waiter {
  readonly dropId: string
  readonly memberId: string
  readonly since: Instant
  readonly home: number
}

/** A whole crowd that was told “sold out” may begin to wait in the same second. */
const SHARDS = 16

const shardOf = (memberId: string): number =>
  [...memberId.slice(-4)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHARDS

const placeInLine = ({ dropId, memberId, since }: Waiter) =>
  keyOf('who waits for a drop', { dropId, shard: shardOf(memberId), since, memberId })
const ownKey = ({ dropId, memberId }: Pick<Waiter, 'dropId' | 'memberId'>) =>
  keyOf('a member’s wait for a drop', { dropId, memberId })

export const readWait = (dropId: string, memberId: string): Promise<Waiter | undefined> =>
  read<Waiter>(ownKey({ dropId, memberId }))

/** Puts somebody at the end of the line; who stands in it already keeps the place. */
export async function joinLine(waiter: Waiter): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...ownKey(waiter), ...waiter },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          { Put: { TableName: TABLE, Item: { ...placeInLine(waiter), ...waiter } } },
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
        TransactItems: [
          { Delete: { TableName: TABLE, Key: ownKey(waiter) } },
          { Delete: { TableName: TABLE, Key: placeInLine(waiter) } },
        ],
      }),
    ),
  )
}

/** Who has waited longest; undefined where nobody waits. */
export async function firstInLine(dropId: string): Promise<Waiter | undefined> {
  const heads = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      readPage<Waiter>(rangeOf('who waits for a drop', { dropId, shard }), { limit: 1, strong: true }),
    ),
  )
  return heads
    .flatMap(({ items }) => items)
    .sort((a, b) => (a.since + a.memberId < b.since + b.memberId ? -1 : 1))
    .at(0)
}
