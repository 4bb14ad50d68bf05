import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { RehearsalOutcome } from '@gonghui/shared/benefits/rehearsals'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Repeatable, rememberResult } from '../../lib/repeat.store.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, refusedAt, unlessCancelled, unlessRefused } from '../../table/failures.ts'
import { read } from '../../table/reads.ts'
import { removeRows } from '../../table/writes.ts'
import { keysOfCopies } from '../drop/copies.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { followDrop } from '../drop/drop.store.ts'
import { removeBuckets } from '../drop/farewell.store.ts'
import { keysOfRefusals } from './refusal-figures.store.ts'
import type { Rehearsals, Running } from './rehearsal.rule.ts'

const keyOfRehearsals = (dropId: string) => keyOf('the rehearsals of a drop', { dropId })
const keyOfDrop = (dropId: string) => keyOf('a drop', { dropId })

export const readRehearsals = async (dropId: string): Promise<Rehearsals> =>
  (await read<Rehearsals>(keyOfRehearsals(dropId))) ?? {}

/**
 * Writes the shadow's header and, in the same transaction, what lets nobody start a second one beside it. Neither the
 * repair nor the figures are told of it: a rehearsal that is broken off closes by the clock and is forgotten. `repeated`: the request was made before.
 */
export async function beginRehearsal(
  dropId: string,
  shadow: Drop,
  running: Running,
  repeat: Repeatable,
): Promise<'begun' | 'another' | 'repeated'> {
  const { shadowId, startedAt } = running
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: keyOfRehearsals(dropId),
              UpdateExpression: 'SET running = :running',
              ConditionExpression: 'attribute_not_exists(running) OR running.closesAt < :now',
              ExpressionAttributeValues: { ':running': running, ':now': startedAt },
            },
          },
          // The key comes last: what was read of the drop brings the drop's own.
          {
            Put: {
              TableName: TABLE,
              Item: { ...shadow, ...keyOfDrop(shadowId) },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          rememberResult(repeat, shadowId, startedAt),
        ],
      }),
    ),
  )
  if (result === 'done') {
    await followDrop(shadowId)
    return 'begun'
  }
  return refusedAt(result, 2) ? 'repeated' : 'another'
}

/** Whether the books of the rehearsal that is going on were in order. */
export async function noteBooks(dropId: string, shadowId: string, balanced: boolean): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfRehearsals(dropId),
        UpdateExpression: 'SET running.balanced = :balanced',
        ConditionExpression: 'running.shadowId = :this',
        ExpressionAttributeValues: { ':balanced': balanced, ':this': shadowId },
      }),
    ),
  )
}

/** The last thing of a rehearsal: another may begin, and this one's outcome, if it has one, is the drop's last. */
export async function endRunning(
  dropId: string,
  shadowId: string,
  outcome: RehearsalOutcome | undefined,
): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfRehearsals(dropId),
        UpdateExpression: outcome ? 'SET #last = :outcome REMOVE running' : 'REMOVE running',
        ConditionExpression: 'running.shadowId = :this',
        ...(outcome ? { ExpressionAttributeNames: { '#last': 'last' } } : {}),
        ExpressionAttributeValues: { ':this': shadowId, ...(outcome ? { ':outcome': outcome } : {}) },
      }),
    ),
  )
  return !isRefused(result)
}

/**
 * Removes a shadow and all that was written for it, the header last. Safe to repeat from any point: what is gone is
 * passed over.
 */
export async function removeShadow(shadow: Drop, now: Instant): Promise<void> {
  await removeBuckets(shadow)
  const refusals = keysOfRefusals(shadow.dropId, shadow.opensAt, now)
  await removeRows([...refusals, ...keysOfCopies(shadow.dropId), keyOfDrop(shadow.dropId)])
}
