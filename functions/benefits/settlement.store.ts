import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessRefused } from '../table/failures.ts'
import { readRange } from '../table/reads.ts'
import type { SheetRow } from './settlement.rule.ts'

/** Sheets sort by their number. */
const numbered = (n: number) => String(n).padStart(4, '0')

/** All sheets of a drop, in the order of their numbers within each outlet. */
export const readSheets = (dropId: string): Promise<SheetRow[]> =>
  readRange<SheetRow>(rangeOf('a settlement of a drop with an outlet', { dropId }), { strong: true })

/** Puts the next sheet of an outlet. False: somebody was quicker. */
export async function putSheet(dropId: string, sheet: SheetRow): Promise<boolean> {
  const { outletId, n } = sheet
  const key = keyOf('a settlement of a drop with an outlet', { dropId, outletId, n: numbered(n) })
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...key, ...sheet },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
  return !isRefused(result)
}
