import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read, readAll, readRange } from '../table/reads.ts'
import type { Balance, Entry } from './ledger.rule.ts'

const keyOfBalance = (memberId: string) => keyOf('the balance of a member’s points', { memberId })
const keyOfEntry = (memberId: string, cause: string) =>
  keyOf('an entry of a member’s points', { memberId, cause })

export const readBalance = (memberId: string): Promise<Balance | undefined> =>
  read<Balance>(keyOfBalance(memberId))

export const readEntry = (memberId: string, cause: string): Promise<Entry | undefined> =>
  read<Entry>(keyOfEntry(memberId, cause))

/** The entries of some causes, those that there are. */
export const readSome = (memberId: string, causes: readonly string[]): Promise<Entry[]> =>
  readAll<Entry>(
    causes.map((cause) => keyOfEntry(memberId, cause)),
    { strong: true },
  )

/** Those of the causes that have an entry. */
export const readCauses = async (memberId: string, causes: readonly string[]): Promise<Set<string>> =>
  new Set((await readSome(memberId, causes)).map(({ cause }) => cause))

/** All entries of a member, the newest first: a few hundred small rows over the years. */
export async function readEntries(memberId: string): Promise<Entry[]> {
  const entries = await readRange<Entry>(rangeOf('an entry of a member’s points', { memberId }), {
    strong: true,
  })
  return entries.sort((a, b) => b.seq - a.seq)
}

/**
 * Writes an entry and the balance after it in one transaction: only where the cause has no entry, and the balance is
 * the one that was read. False: begin anew.
 */
export async function putEntry(last: Balance, entry: Entry): Promise<boolean> {
  const { memberId, cause, seq, balance } = entry
  const isFirst = last.seq === 0
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...entry, ...keyOfEntry(memberId, cause) },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          {
            Put: {
              TableName: TABLE,
              Item: { seq, balance, ...keyOfBalance(memberId) },
              ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'seq = :last',
              ...(isFirst ? {} : { ExpressionAttributeValues: { ':last': last.seq } }),
            },
          },
        ],
      }),
    ),
  )
  return result === 'done'
}
