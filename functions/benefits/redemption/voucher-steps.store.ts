import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, rowFrom, unlessRefused } from '../../table/failures.ts'
import { endBackNote } from '../claim/underway.store.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { keyOfVoucher, readRow } from './wallet.store.ts'

/** The steps of a voucher between being granted and being somebody's, or nobody's: each a condition on its state. */

async function step(
  row: VoucherRow,
  update: {
    UpdateExpression: string
    ConditionExpression: string
    ExpressionAttributeValues: Record<string, unknown>
  },
): Promise<VoucherRow | undefined> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfVoucher(row),
        ...update,
        ExpressionAttributeNames: { '#state': 'state' },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : rowFrom(result.Attributes)
}

/** An offer or a hold becomes a voucher while it is kept; undefined where it is not, or not any more. */
export const confirm = (row: VoucherRow, now: Instant): Promise<VoucherRow | undefined> =>
  step(row, {
    // It stays counted in the hour in which it was given; its days begin now.
    UpdateExpression: 'SET #state = :issued, takenAt = :now REMOVE heldUntil',
    ConditionExpression: '#state IN (:offered, :held) AND heldUntil > :now',
    ExpressionAttributeValues: { ':issued': 'issued', ':offered': 'offered', ':held': 'held', ':now': now },
  })

/** A voucher starts on its way back; undefined where it is not in that state any more, or its code was uncovered. */
export const startBack = (
  row: VoucherRow,
  returnedBy: NonNullable<VoucherRow['returnedBy']>,
): Promise<VoucherRow | undefined> =>
  step(row, {
    UpdateExpression: 'SET #state = :returning, returnedBy = :by REMOVE heldUntil',
    ConditionExpression:
      '#state = :from AND voucherId = :this AND attribute_not_exists(uncoveredAt) AND attribute_not_exists(codeOrdinal)',
    ExpressionAttributeValues: {
      ':returning': 'returning',
      ':by': returnedBy,
      ':from': row.state,
      ':this': row.voucherId,
    },
  })

/** The unit is back in its bucket. */
export async function endBack(row: VoucherRow): Promise<VoucherRow> {
  const end = row.returnedBy === 'expiry' ? 'expired' : 'returned'
  const ended = await step(row, {
    UpdateExpression: 'SET #state = :end',
    ConditionExpression: '#state = :returning',
    ExpressionAttributeValues: { ':end': end, ':returning': 'returning' },
  })
  const rest = ended ?? (await readRow(row))
  if (!rest) throw new Error(`voucher ${row.voucherId} is gone`)
  await endBackNote(rest)
  return rest
}
