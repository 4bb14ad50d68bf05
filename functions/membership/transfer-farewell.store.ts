import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled, unlessRefused } from '../table/failures.ts'
import type { TransferRow } from './transfer.rule.ts'
import { endTransfer, readLatestTransfer, readTransfer } from './transfer-asking.store.ts'

/** The record of a transfer that was asked for two years ago; where it is the member's latest, they have none. */
export async function forgetTransfer(transferId: string): Promise<void> {
  const row = await readTransfer(transferId)
  if (!row) return
  const { memberId } = row
  const latest = {
    Delete: {
      TableName: TABLE,
      Key: { ...keyOf('a member’s latest transfer', { memberId }) },
      ConditionExpression: 'transferId = :it',
      ExpressionAttributeValues: { ':it': transferId },
    },
  }
  const itself = { Delete: { TableName: TABLE, Key: { ...keyOf('a transfer', { transferId }) } } }
  // The pointer first: without it there was no transfer, and one that leads nowhere would stand in the way of the next.
  for (const one of [latest, itself])
    await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems: [one] })))
}

/** Calls off a transfer that is waiting, and takes the masked name and phone, and what was written, from the record of every one. */
export async function namelessTransfers(memberId: string, by: string, at: Instant): Promise<void> {
  const row = await readLatestTransfer(memberId)
  if (!row) return
  if (row.state === 'waiting') {
    const TransactItems = endTransfer(row, { state: 'withdrawn', at, by })
    await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems })))
  }
  for (
    let one: TransferRow | undefined = row;
    one;
    one = one.earlierId ? await readTransfer(one.earlierId) : undefined
  )
    await nameless(one)
}

const nameless = ({ transferId }: TransferRow) =>
  unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOf('a transfer', { transferId }) },
        UpdateExpression: 'SET nameMasked = :gone, phoneMasked = :none REMOVE reason, endReason',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':gone': '已注销', ':none': '' },
      }),
    ),
  )
