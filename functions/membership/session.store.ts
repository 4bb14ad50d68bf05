import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, type Instant, later } from '@gonghui/shared/lib/instant'
import { newId } from '../lib/ids.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { type OpenSession, SESSION_LIFE_MS } from './session.rule.ts'

const keyOfSession = (sessionId: string) => keyOf('a session', { sessionId })

/** The table forgets a session some time after it is over; `until` says when it is over. */
const expiryOf = (until: Instant) => Math.floor(epochMsOf(until) / 1_000)

export const readSession = (sessionId: string): Promise<OpenSession | undefined> =>
  read<OpenSession>(keyOfSession(sessionId))

export function newSession(personId: string, now: Instant, device?: string): OpenSession {
  const until = later(now, SESSION_LIFE_MS)
  const sessionId = newId('session', now)
  return { sessionId, personId, ...(device ? { device } : {}), generation: 1, renewedAt: now, until }
}

/** For a transaction of its own, or one that ends something else with it. */
export const putSession = (session: OpenSession) => ({
  TableName: TABLE,
  Item: { ...keyOfSession(session.sessionId), ...session, expiresAt: expiryOf(session.until) },
})

export async function startSession(personId: string, now: Instant): Promise<OpenSession> {
  const session = newSession(personId, now)
  await database.send(new PutCommand(putSession(session)))
  return session
}

/** Steps to the next generation, from the one that was read. Undefined: somebody else stepped, or it was closed. */
export async function stepSession(session: OpenSession, now: Instant): Promise<OpenSession | undefined> {
  const { sessionId, generation } = session
  const until = later(now, SESSION_LIFE_MS)
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfSession(sessionId) },
        UpdateExpression: 'SET generation = :next, renewedAt = :now, #until = :until, expiresAt = :expiresAt',
        ConditionExpression: 'generation = :generation',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: {
          ':generation': generation,
          ':next': generation + 1,
          ':now': now,
          ':until': until,
          ':expiresAt': expiryOf(until),
        },
      }),
    ),
  )
  return isRefused(result) ? undefined : { ...session, generation: generation + 1, renewedAt: now, until }
}

/** Closing what is closed already is fine. */
export async function endSession(sessionId: string): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: { ...keyOfSession(sessionId) } }))
}
