import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Job } from '../lib/jobs.rule.ts'
import { placeJob } from '../lib/jobs.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readRange } from '../table/reads.ts'

/** What is not carried through yet of an org's changes. */
export interface Mark {
  readonly orgId: string
  /** When the latest was made. */
  readonly at: Instant
  /** Whether it has another place since: then what waits below it waits with others. */
  readonly moved?: true
  /** When the clock last began with it. */
  readonly triedAt?: Instant
}

const keyOfMark = (orgId: string) => keyOf('an org whose change is being carried through', { orgId })

/**
 * What follows from a change (paths below, members of a merged org) is carried through even if this function dies. A
 * change that comes before that was done adds to what there is to do.
 */
export const mark = (orgId: string, at: Instant, moved = false) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfMark(orgId) },
    UpdateExpression: `SET orgId = :orgId, #at = :at${moved ? ', moved = :moved' : ''}`,
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':orgId': orgId, ':at': at, ...(moved ? { ':moved': true } : {}) },
  },
})

export const readMark = (orgId: string): Promise<Mark | undefined> => read<Mark>(keyOfMark(orgId))

/** Those that are to be carried through: first those that were never begun with, then those that it is longest ago of. */
export async function readMarks(): Promise<Mark[]> {
  const marks = await readRange<Mark>(rangeOf('an org whose change is being carried through', {}), {
    strong: true,
  })
  return marks.sort(({ triedAt: one = '' }, { triedAt: other = '' }) => one.localeCompare(other))
}

/** Noted before it is begun with: whatever becomes of it, the others come first next time. */
export async function noteTry({ orgId }: Mark, now: Instant): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfMark(orgId) },
        UpdateExpression: 'SET triedAt = :now',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':now': now },
      }),
    ),
  )
}

/**
 * What a change brings with it is done, and what may be done only now is asked for: once, however often it was gone
 * through. False as well where another change came meanwhile: its own mark stays until that is carried through.
 */
export async function endWork(
  orgId: string,
  mark: { readonly at: Instant },
  { next, at }: { readonly next: Job | undefined; readonly at: Instant },
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Delete: {
              TableName: TABLE,
              Key: { ...keyOfMark(orgId) },
              ConditionExpression: '#at = :at',
              ExpressionAttributeNames: { '#at': 'at' },
              ExpressionAttributeValues: { ':at': mark.at },
            },
          },
          ...(next ? placeJob(next, at) : []),
        ],
      }),
    ),
  )
  return result === 'done'
}
