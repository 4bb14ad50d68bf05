import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { readRange } from '../../table/reads.ts'
import { type DeedRow, noted } from '../day/deeds.store.ts'
import type { SheetRow } from './settlement.rule.ts'

/** Sheets sort by their number. */
const numbered = (n: number) => String(n).padStart(4, '0')

/** All sheets of a drop, in the order of their numbers within each outlet. */
export const readSheets = (dropId: string): Promise<SheetRow[]> =>
  readRange<SheetRow>(rangeOf('a settlement of a drop with an outlet', { dropId }), { strong: true })

/** Puts the next sheet of an outlet, and notes whose deed it was. False: somebody was quicker. */
export async function putSheet(dropId: string, sheet: SheetRow, deed: DeedRow): Promise<boolean> {
  const { outletId, n } = sheet
  const key = keyOf('a settlement of a drop with an outlet', { dropId, outletId, n: numbered(n) })
  const ConditionExpression = 'attribute_not_exists(pk)'
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: { ...key, ...sheet }, ConditionExpression } },
          noted(deed),
        ],
      }),
    ),
  )
  return result === 'done'
}
