import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { readRange } from '../../table/reads.ts'
import { type DeedRow, noted } from '../day/deeds.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { followDrop } from '../drop/drop.store.ts'
import type { Voiding } from './void.rule.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { keyOfVoucher } from './wallet.store.ts'

/**
 * Voids a voucher: the wallet, the voucher as it was, the spare code that is taken and the deed change together or not
 * at all. False where the voucher, or where a code is taken the drop, is not as it was read.
 */
export async function writeVoiding(
  read: VoucherRow,
  drop: Drop,
  { kept, next, sparesUsed }: Voiding,
  deed: DeedRow,
): Promise<boolean> {
  const { dropId, voucherId, uncoveredAt } = read
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...next, ...keyOfVoucher(read) },
              ConditionExpression: `#state = :issued AND voucherId = :this AND ${
                uncoveredAt === undefined ? 'attribute_not_exists(uncoveredAt)' : 'uncoveredAt = :uncovered'
              }`,
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: {
                ':issued': 'issued',
                ':this': voucherId,
                ...(uncoveredAt === undefined ? {} : { ':uncovered': uncoveredAt }),
              },
            },
          },
          {
            Put: {
              TableName: TABLE,
              Item: { ...kept, ...keyOf('a voucher of a drop that was voided', { dropId, voucherId }) },
            },
          },
          ...(sparesUsed === undefined ? [] : [takenFrom(drop, sparesUsed)]),
          noted(deed),
        ],
      }),
    ),
  )
  if (sparesUsed !== undefined) await followDrop(dropId)
  return result === 'done'
}

/** No restock counts on a code that is taken, for both change the drop as it was read. */
const takenFrom = ({ dropId, revision }: Drop, sparesUsed: number) => ({
  Update: {
    TableName: TABLE,
    Key: keyOf('a drop', { dropId }),
    UpdateExpression: 'SET sparesUsed = :used, revision = revision + :one',
    ConditionExpression: 'revision = :read',
    ExpressionAttributeValues: { ':used': sparesUsed, ':one': 1, ':read': revision },
  },
})

/** A drop's vouchers that were voided, each as it was then; a person does each of them by hand, so they are few. */
export const readVoids = (dropId: string): Promise<VoucherRow[]> =>
  readRange<VoucherRow>(rangeOf('a voucher of a drop that was voided', { dropId }), { strong: true })
