import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { rememberResult } from '../../lib/repeat.store.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read } from '../../table/reads.ts'
import { type DeedRow, noted } from '../day/deeds.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { followDrop } from '../drop/drop.store.ts'

/** What an operator wanted of a drop's stock, and what came of it. */
export interface StockChange {
  readonly changeId: string
  readonly dropId: string
  readonly seen: number
  readonly wanted: number
  /** The ordinal of the first unit that is added. */
  readonly firstOrdinal: number
  readonly reason: string
  readonly by: string
  readonly at: Instant
  /** Units added, or below zero taken out; known once it is done. */
  readonly changed?: number
}

const keyOfChange = ({ dropId, changeId }: Pick<StockChange, 'dropId' | 'changeId'>) =>
  keyOf('a change of a drop’s stock', { dropId, changeId })

export const readChange = (dropId: string, changeId: string): Promise<StockChange | undefined> =>
  read<StockChange>(keyOfChange({ dropId, changeId }))

/** Fixes an intent, once per request: from here on somebody will finish it. False where the drop is not as it was seen. */
export async function beginChange(
  drop: Drop,
  change: StockChange,
  unitsLaid: number,
  repeat: Parameters<typeof rememberResult>[0],
  deed?: DeedRow,
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: keyOf('a drop', { dropId: drop.dropId }),
              UpdateExpression:
                'SET stock = :wanted, unitsLaid = :laid, stockChange = :change, revision = revision + :one',
              ConditionExpression: 'revision = :read AND stock = :seen AND attribute_not_exists(stockChange)',
              ExpressionAttributeValues: {
                ':wanted': change.wanted,
                ':laid': unitsLaid,
                ':change': change.changeId,
                ':one': 1,
                ':read': drop.revision,
                ':seen': change.seen,
              },
            },
          },
          { Put: { TableName: TABLE, Item: { ...keyOfChange(change), ...change } } },
          rememberResult(repeat, change.changeId, change.at),
          ...(deed ? [noted(deed)] : []),
        ],
      }),
    ),
  )
  await followDrop(drop.dropId)
  return result === 'done'
}

/** The change is done in every bucket; the drop's stock is what came of it. Once, however many finish it. */
export async function endChange(change: StockChange, changed: number): Promise<void> {
  const missed = change.seen + changed - change.wanted
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: keyOf('a drop', { dropId: change.dropId }),
              UpdateExpression: 'SET stock = stock + :missed, revision = revision + :one REMOVE stockChange',
              ConditionExpression: 'stockChange = :change',
              ExpressionAttributeValues: { ':missed': missed, ':one': 1, ':change': change.changeId },
            },
          },
          {
            Update: {
              TableName: TABLE,
              Key: keyOfChange(change),
              UpdateExpression: 'SET changed = :changed',
              ExpressionAttributeValues: { ':changed': changed },
            },
          },
        ],
      }),
    ),
  )
  await followDrop(change.dropId)
}
