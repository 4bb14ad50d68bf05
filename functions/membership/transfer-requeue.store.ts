import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { readRange } from '../table/reads.ts'
import { readStanding } from './org-lookup.store.ts'
import type { TransferRow } from './transfer.rule.ts'
import { desksOf, putPlace, readTransfer, removePlace } from './transfer-asking.store.ts'

/** Transfers that wait at a desk whose orgs have moved or merged lie at the desks that are above them now. */
export async function requeueTransfers(orgId: string): Promise<void> {
  const range = rangeOf('a transfer waiting at or below an org', { orgId })
  for (const { transferId } of await readRange<{ transferId: string }>(range, { strong: true })) {
    const row = await readTransfer(transferId)
    if (row?.state !== 'waiting') continue
    const [from, to] = await Promise.all([readStanding(row.fromOrgId), readStanding(row.toOrgId)])
    if (!from || !to || (from.path === row.fromPath && to.path === row.toPath)) continue
    await bringOver(row, {
      ...row,
      ...{ fromOrgId: from.orgId, fromOrgName: from.name, fromPath: from.path },
      ...{ toOrgId: to.orgId, toOrgName: to.name, toPath: to.path },
    })
  }
}

/** One that is answered meanwhile is left alone. */
async function bringOver(row: TransferRow, next: TransferRow): Promise<void> {
  const [before, after] = [desksOf(row), desksOf(next)]
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...next, ...keyOf('a transfer', { transferId: row.transferId }) },
              ConditionExpression: '#state = :waiting AND fromPath = :from AND toPath = :to',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: { ':waiting': 'waiting', ':from': row.fromPath, ':to': row.toPath },
            },
          },
          ...before.filter((id) => !after.includes(id)).map((id) => removePlace(id, row.transferId)),
          ...after.filter((id) => !before.includes(id)).map((id) => putPlace(id, next)),
        ],
      }),
    ),
  )
}
