import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Key } from './access-patterns.ts'
import { database, TABLE } from './database.ts'
import { readPage } from './reads.ts'

type Write = NonNullable<ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']>[string][number]

const BATCH = 25
const TRIES = 10
const PARALLEL = 8

/** Puts and deletes without conditions, in no particular order: each is safe to repeat, and none hangs on another. */
export async function writeAll(writes: readonly Write[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(writes.length / BATCH) }, (_, i) =>
    writes.slice(i * BATCH, (i + 1) * BATCH),
  )
  for (let from = 0; from < batches.length; from += PARALLEL)
    await Promise.all(batches.slice(from, from + PARALLEL).map(writeBatch))
}

/** Removes rows by their keys; what is gone already is passed over. */
export const removeRows = (keys: readonly Key[]): Promise<void> =>
  writeAll(keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })))

/** Removes a whole range, but for what stays. */
export async function removeRange(
  range: Parameters<typeof readPage>[0],
  stays: (key: Key) => boolean = () => false,
): Promise<void> {
  let after: string | undefined
  do {
    const page = await readPage<Key>(range, { limit: 500, after, strong: true })
    await removeRows(page.items.filter((key) => !stays(key)))
    after = page.after
  } while (after !== undefined)
}

async function writeBatch(writes: readonly Write[]): Promise<void> {
  let left: readonly Write[] | undefined = writes
  for (let tries = 0; left && left.length > 0; tries++) {
    if (tries === TRIES) throw new Error('the table keeps leaving writes of a batch unprocessed')
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries))
    const answer: { UnprocessedItems?: Record<string, Write[]> | undefined } = await database.send(
      new BatchWriteCommand({ RequestItems: { [TABLE]: [...left] } }),
    )
    left = answer.UnprocessedItems?.[TABLE]
  }
}
