import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'

/** A code typed wrong so many times in a minute is being guessed. */
export const WRONG_CODES = 10

const minuteOf = (now: Instant) => Math.floor(epochMsOf(now) / MINUTE_MS)
const keyOfAttempts = (subject: string, now: Instant) =>
  keyOf('attempts in a minute', { subject, minute: minuteOf(now) })

/** The same from one address, behind which a whole enterprise may be. */
export const WRONG_CODES_AT_ADDRESS = 60

interface Guessing {
  /** Who tries, at what. */
  readonly subject: string
  readonly most?: number
}

/**
 * Looks up a code that somebody may be guessing. It is counted before it is looked up, so that of however many at once no
 * more than `most` are; one that leads somewhere is taken off again.
 * @returns what it leads to, undefined where to nothing, or `too-many`: then it was not looked up.
 */
export async function guess<T>(
  { subject, most = WRONG_CODES }: Guessing,
  now: Instant,
  lookUp: () => Promise<T | undefined>,
): Promise<T | undefined | 'too-many'> {
  if ((await count(subject, 1, now)) > most) return 'too-many'
  const found = await lookUp()
  if (found !== undefined) await count(subject, -1, now)
  return found
}

/** @returns how many are counted in this minute. */
async function count(subject: string, by: 1 | -1, now: Instant): Promise<number> {
  const { Attributes } = await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOfAttempts(subject, now),
      UpdateExpression: 'ADD #count :by SET expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':by': by, ':expiresAt': (minuteOf(now) + 10) * 60 },
      ReturnValues: 'UPDATED_NEW',
    }),
  )
  return Number(Attributes?.count)
}
