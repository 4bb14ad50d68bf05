import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read, readAll } from '../table/reads.ts'

/**
 * Whom somebody is never suggested again: refused, hearted, blocked, reported, met. Ten bytes a person in one item;
 * six a day for fifty years are not more than an item holds.
 */
interface Done {
  readonly ids?: ReadonlySet<Uint8Array>
}

const keyOfDone = (profileId: string) => keyOf('whom a single is done with', { profileId })

export async function readDone(profileId: string, { strong = false } = {}): Promise<ReadonlySet<string>> {
  const row = await read<Done>(keyOfDone(profileId), { strong })
  return idsIn(row)
}

/** The same of many at once, by their ids; of whom there is nobody, nothing. */
export async function readDoneOf(
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await readAll<Done & { readonly pk: string }>(profileIds.map(keyOfDone), { strong: true })
  return new Map(rows.map((row) => [row.pk.slice(row.pk.indexOf('#') + 1), idsIn(row)]))
}

const idsIn = (row: Done | undefined): ReadonlySet<string> =>
  new Set([...(row?.ids ?? [])].map((bytes) => Buffer.from(bytes).toString('hex')))

/** The write that makes somebody done with another; again changes nothing. */
export const doneWith = (profileId: string, otherId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfDone(profileId) },
    UpdateExpression: 'ADD ids :one',
    ExpressionAttributeValues: { ':one': new Set([Buffer.from(otherId, 'hex')]) },
  },
})

/** A heart that is taken back was no end. */
export const notDoneWith = (profileId: string, otherId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfDone(profileId) },
    UpdateExpression: 'DELETE ids :one',
    ExpressionAttributeValues: { ':one': new Set([Buffer.from(otherId, 'hex')]) },
  },
})

/** For both, so that neither comes across the other again. */
export const doneWithEachOther = (oneId: string, otherId: string) => [
  doneWith(oneId, otherId),
  doneWith(otherId, oneId),
]

export async function beDoneWithEachOther(oneId: string, otherId: string): Promise<void> {
  await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: doneWithEachOther(oneId, otherId) })),
  )
}
