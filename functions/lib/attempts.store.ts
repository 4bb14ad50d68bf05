import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { read } from '../table/reads.ts'

/** A code typed wrong so many times in a minute is being guessed. */
export const WRONG_CODES = 10

const minuteOf = (now: Instant) => Math.floor(epochMsOf(now) / MINUTE_MS)
const keyOfAttempts = (subject: string, now: Instant) =>
  keyOf('attempts in a minute', { subject, minute: minuteOf(now) })

/** The same from one address, behind which a whole enterprise may be. */
export const WRONG_CODES_AT_ADDRESS = 60

/** Codes that somebody got wrong in this minute. */
export async function wrongCodes(subject: string, now: Instant): Promise<number> {
  const row = await read<{ count: number }>(keyOfAttempts(subject, now))
  return row?.count ?? 0
}

export async function noteWrongCode(subject: string, now: Instant): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOfAttempts(subject, now),
      UpdateExpression: 'ADD #count :one SET expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':one': 1, ':expiresAt': (minuteOf(now) + 10) * 60 },
    }),
  )
}
