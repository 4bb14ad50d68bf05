import { DeleteCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { forgottenAfter, pseudonymOf } from '../../lib/draw.rule.ts'
import { mac } from '../../lib/secrets.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, rowFrom, unlessCancelled, unlessRefused } from '../../table/failures.ts'
import { read, readPage } from '../../table/reads.ts'
import { ifStillTaking } from './draw.store.ts'
import { SHARDS, shardOf } from './entry.rule.ts'

/** A member's entry: who, when, and where they belonged when they were found eligible. */
export interface Entry {
  readonly pseudonym: string
  readonly memberId: string
  readonly orgPath: string
  readonly enteredAt: Instant
}

/** Who a member is in the draw of a drop. The draw's key is derived from the master key and stands nowhere. */
export const pseudonymIn = (dropId: string, memberId: string): string =>
  pseudonymOf(mac('pseudonyms', dropId), memberId)

const keyOfEntry = (dropId: string, pseudonym: string) =>
  keyOf('an entry in a drop', { dropId, shard: shardOf(pseudonym), pseudonym })

/** Puts an entry if there is none: one call, one write unit. An earlier one is left as it is, and comes back. */
export async function putEntry(
  { dropId, closesAt }: { readonly dropId: string; readonly closesAt: Instant },
  entry: Entry,
): Promise<{ readonly entry: Entry; readonly fresh: boolean }> {
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfEntry(dropId, entry.pseudonym), ...entry, expiresAt: forgottenAfter(closesAt) },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  )
  return isRefused(result) ? { entry: rowFrom(result.item), fresh: false } : { entry, fresh: true }
}

export const readEntry = (dropId: string, memberId: string): Promise<Entry | undefined> =>
  read<Entry>(keyOfEntry(dropId, pseudonymIn(dropId, memberId)))

export async function deleteEntry(dropId: string, memberId: string): Promise<void> {
  const Key = keyOfEntry(dropId, pseudonymIn(dropId, memberId))
  await database.send(new DeleteCommand({ TableName: TABLE, Key }))
}

/** Takes an entry out unless the list is fixed: from then on nobody goes out of it, not even who is erased. */
export async function deleteUnlisted(dropId: string, memberId: string): Promise<void> {
  const Key = keyOfEntry(dropId, pseudonymIn(dropId, memberId))
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [ifStillTaking(dropId), { Delete: { TableName: TABLE, Key } }],
      }),
    ),
  )
}

const AT_ONCE = 8
/** The database ends a page at 1 MB in any case; this never does. */
const PAGE = 100_000

/** Runs over all shards, a few at a time; results in the order of the shards. */
async function overShards<T>(work: (shard: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let from = 0; from < SHARDS; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, SHARDS - from) }, (_, i) => work(from + i))
    results.push(...(await Promise.all(some)))
  }
  return results
}

/** Who it is, and under which name in the draw. */
export type Named = Pick<Entry, 'pseudonym' | 'memberId'>

/** The entries of one shard in the order of the pseudonyms, as they stand. */
export async function readShard(dropId: string, shard: number): Promise<Named[]> {
  const range = rangeOf('an entry in a drop', { dropId, shard })
  const entries: Named[] = []
  let after: string | undefined
  do {
    const page = await readPage<Entry>(range, { limit: PAGE, after, strong: true })
    for (const { pseudonym, memberId } of page.items) entries.push({ pseudonym, memberId })
    after = page.after
  } while (after !== undefined)
  return entries
}

/** Every entry of a drop in the order of the pseudonyms, as it stands. */
export const readEntries = async (dropId: string): Promise<Named[]> =>
  (await overShards((shard) => readShard(dropId, shard))).flat()

/** How many have entered, as a reading that may lag tells: nobody's place hangs on it. */
export async function countEntries(dropId: string): Promise<number> {
  const counts = await overShards(async (shard) => {
    const { pk } = rangeOf('an entry in a drop', { dropId, shard })
    let count = 0
    let start: Record<string, unknown> | undefined
    do {
      const answer = await database.send(
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          Select: 'COUNT',
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      )
      count += answer.Count ?? 0
      start = answer.LastEvaluatedKey
    } while (start)
    return count
  })
  return counts.reduce((sum, count) => sum + count, 0)
}
