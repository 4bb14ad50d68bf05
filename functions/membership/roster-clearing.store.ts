import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { type Key, keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { readPage } from '../table/reads.ts'
import { keyOfEntry, keyOfName } from './roster-entry.store.ts'

interface Part {
  readonly pk: string
  readonly sk: string
  readonly entries: readonly string[]
}

/** With the place of the name beside each entry: what one transaction takes. */
const BATCH = 50

/**
 * Removes what is on an org's roster, staged or counting, yielding how many lines are gone. A part of the list goes after
 * the lines it names, so whoever begins anew finds what is left.
 */
export async function* clearRoster(orgId: string): AsyncGenerator<number> {
  const range = rangeOf('a hundred lines of a roster', { orgId })
  for (let gone = 0; ; ) {
    const { items } = await readPage<Part>(range, { limit: 1, strong: true })
    const [part] = items
    if (!part) break
    for (let at = 0; at < part.entries.length; at += BATCH)
      await removeAll(
        part.entries
          .slice(at, at + BATCH)
          .flatMap((entryHash) => [keyOfEntry(orgId, entryHash), keyOfName(orgId, entryHash)]),
      )
    await database.send(new DeleteCommand({ TableName: TABLE, Key: { pk: part.pk, sk: part.sk } }))
    gone += part.entries.length
    yield gone
  }
  await database.send(
    new DeleteCommand({ TableName: TABLE, Key: { ...keyOf('the roster of an org', { orgId }) } }),
  )
}

const removeAll = (keys: readonly Key[]) =>
  unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: keys.map((Key) => ({ Delete: { TableName: TABLE, Key: { ...Key } } })),
      }),
    ),
  )
