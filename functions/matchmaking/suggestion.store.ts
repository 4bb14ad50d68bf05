import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessRefused } from '../table/failures.ts'
import { readPage } from '../table/reads.ts'
import { endOfTerm } from '../table/terms.ts'

export interface DayRow {
  readonly day: string
  readonly profileIds: readonly string[]
}

/** How long somebody who was shown gives way to others; a day is forgotten with it. */
const LATELY_DAYS = 14

/** What was suggested on the last days, today among them if it was. */
export async function readDays(profileId: string): Promise<DayRow[]> {
  const range = rangeOf('what a single was suggested on a day', { profileId })
  const { items } = await readPage<DayRow>(range, { limit: LATELY_DAYS, newestFirst: true })
  return items
}

/** Keeps what is suggested today; of two that choose at once the first stands, and comes back. */
export async function keepDay(
  profileId: string,
  profileIds: readonly string[],
  now: Instant,
): Promise<readonly string[]> {
  const day = dayOf(now)
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: {
          ...keyOf('what a single was suggested on a day', { profileId, day }),
          day,
          profileIds,
          expiresAt: endOfTerm('what a single was suggested on a day', now),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  )
  return isRefused(result) ? ((result.item as DayRow | undefined)?.profileIds ?? profileIds) : profileIds
}
