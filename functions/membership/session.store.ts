import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dayOf, type Instant, later } from '@gonghui/shared/lib/instant'
import { newId } from '../lib/ids.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAt } from '../table/expiry.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readRange } from '../table/reads.ts'
import { type OpenSession, SESSION_LIFE_MS } from './session.rule.ts'

const keyOfSession = (sessionId: string) => keyOf('a session', { sessionId })

/** The table forgets a session some time after it is over; `until` says when it is over. */

export const readSession = (sessionId: string): Promise<OpenSession | undefined> =>
  read<OpenSession>(keyOfSession(sessionId))

export function newSession(personId: string, now: Instant, device?: string): OpenSession {
  const until = later(now, SESSION_LIFE_MS)
  const sessionId = newId('session', now)
  const startedAt = now
  return {
    ...{ sessionId, personId, ...(device ? { device } : {}), startedAt },
    ...{ generation: 1, renewedAt: now, until },
  }
}

const place = ({ sessionId, personId, until }: OpenSession) => ({
  TableName: TABLE,
  Item: { ...keyOf('a session of a person', { personId, sessionId }), sessionId, expiresAt: expiryAt(until) },
})

/** A session and its place among the person's: for a transaction of its own, or one that ends something else with it. */
export const putSession = (session: OpenSession) => [
  {
    Put: {
      TableName: TABLE,
      Item: { ...keyOfSession(session.sessionId), ...session, expiresAt: expiryAt(session.until) },
    },
  },
  { Put: place(session) },
]

export async function startSession(personId: string, now: Instant, device?: string): Promise<OpenSession> {
  const session = newSession(personId, now, device)
  await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems: putSession(session) })))
  return session
}

/** A person's sessions that are not over, those used last first. */
export async function readSessionsOf(personId: string, now: Instant): Promise<OpenSession[]> {
  const places = await readRange<{ sessionId: string }>(rangeOf('a session of a person', { personId }), {
    strong: true,
  })
  const sessions = await readAll<OpenSession>(
    places.map(({ sessionId }) => keyOfSession(sessionId)),
    { strong: true },
  )
  return sessions
    .filter(({ until }) => now < until)
    .sort((one, other) => (one.renewedAt < other.renewedAt ? 1 : -1))
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
          ':expiresAt': expiryAt(until),
        },
      }),
    ),
  )
  if (isRefused(result)) return undefined
  const stepped = { ...session, generation: generation + 1, renewedAt: now, until }
  // The place among the person's sessions lives as long as the session: moved on once a day, not at each renewal.
  if (dayOf(session.renewedAt) !== dayOf(now)) await database.send(new PutCommand(place(stepped)))
  return stepped
}

/**
 * Over for whoever holds it, without its owner having closed it: the row stays until the table forgets it, so that each
 * holder is told this, however often they ask. Two steps on, not even the last code given out is answered again.
 */
export async function stopSession({ sessionId, renewedAt }: OpenSession): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfSession(sessionId) },
        UpdateExpression: 'SET #until = :renewedAt ADD generation :two',
        ConditionExpression: 'attribute_exists(generation)',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':renewedAt': renewedAt, ':two': 2 },
      }),
    ),
  )
}

/** Closing what is closed already is fine. */
export async function endSession({
  sessionId,
  personId,
}: Pick<OpenSession, 'sessionId' | 'personId'>): Promise<void> {
  const keys = [keyOfSession(sessionId), keyOf('a session of a person', { personId, sessionId })]
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: keys.map((Key) => ({ Delete: { TableName: TABLE, Key } })),
      }),
    ),
  )
}
