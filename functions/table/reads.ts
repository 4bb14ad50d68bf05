import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Key } from './access-patterns.ts'
import { database, TABLE } from './database.ts'

/** Reads one item as it stands, or undefined. Strongly consistent unless said otherwise: half the rules here need it. */
export async function read<T>(key: Key, { strong = true } = {}): Promise<T | undefined> {
  const { Item } = await database.send(
    new GetCommand({ TableName: TABLE, Key: { ...key }, ConsistentRead: strong }),
  )
  return Item as T | undefined
}

const BATCH = 100
const BATCH_TRIES = 10
/** So many batches are under way at once: half a million rows are five thousand of them. */
const PARALLEL = 8

/**
 * Reads many items, in no particular order; those that are not there are left out.
 * @param only the attributes that are wanted, where the rest of the item is nobody's business.
 */
export async function readAll<T>(
  keys: readonly Key[],
  { strong = false, only }: { readonly strong?: boolean; readonly only?: string } = {},
): Promise<T[]> {
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, i) =>
    keys.slice(i * BATCH, (i + 1) * BATCH),
  )
  const found: T[][] = []
  for (let from = 0; from < batches.length; from += PARALLEL) {
    const some = batches.slice(from, from + PARALLEL)
    found.push(...(await Promise.all(some.map((batch) => readBatch<T>(batch, { strong, only })))))
  }
  return found.flat()
}

async function readBatch<T>(
  keys: readonly Key[],
  { strong, only }: { readonly strong: boolean; readonly only: string | undefined },
): Promise<T[]> {
  const found: T[] = []
  const how = { ConsistentRead: strong, ...(only ? { ProjectionExpression: only } : {}) }
  let wanted: Record<string, unknown>[] = keys.map((key) => ({ ...key }))
  for (let tries = 0; wanted.length > 0; tries++) {
    if (tries === BATCH_TRIES) throw new Error('the table keeps leaving keys of a batch unprocessed')
    const answer = await database.send(
      new BatchGetCommand({ RequestItems: { [TABLE]: { Keys: wanted, ...how } } }),
    )
    found.push(...((answer.Responses?.[TABLE] ?? []) as T[]))
    wanted = answer.UnprocessedKeys?.[TABLE]?.Keys ?? []
    if (wanted.length > 0)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries))
  }
  return found
}

export interface Page<T> {
  readonly items: T[]
  /** The sort key after which the next page begins; undefined on the last page. */
  readonly after: string | undefined
}

/** One page of a range, in key order. */
export async function readPage<T>(
  range: { readonly pk: string; readonly begins: string },
  {
    limit,
    after,
    newestFirst = false,
    strong = false,
  }: { limit: number; after?: string | undefined; newestFirst?: boolean; strong?: boolean },
): Promise<Page<T>> {
  const answer = await database.send(
    new QueryCommand({
      TableName: TABLE,
      KeyConditionExpression: range.begins ? 'pk = :pk AND begins_with(sk, :begins)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': range.pk, ...(range.begins ? { ':begins': range.begins } : {}) },
      Limit: limit,
      ScanIndexForward: !newestFirst,
      ConsistentRead: strong,
      ...(after === undefined ? {} : { ExclusiveStartKey: { pk: range.pk, sk: after } }),
    }),
  )
  const last = answer.LastEvaluatedKey
  return { items: (answer.Items ?? []) as T[], after: last ? String(last.sk) : undefined }
}

/** A whole range, page after page; for ranges that are bounded by what they hold. */
export async function readRange<T>(
  range: { readonly pk: string; readonly begins: string },
  { strong = false } = {},
): Promise<T[]> {
  const all: T[] = []
  let after: string | undefined
  do {
    const page = await readPage<T>(range, { limit: 1_000, after, strong })
    all.push(...page.items)
    after = page.after
  } while (after !== undefined)
  return all
}
