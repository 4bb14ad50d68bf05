import { randomBytes } from 'node:crypto'
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { newId } from '../lib/ids.ts'
import { lookupHash, sameBytes } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAt } from '../table/expiry.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import type { ConsoleSignIn } from './console-sign-in.rule.ts'
import type { OpenSession } from './session.rule.ts'
import { newSession, putSession } from './session.store.ts'

const SECRET_BYTES = 16
const keyOfSignIn = (signInId: string) => keyOf('a sign-in to the console', { signInId })
const hashOf = (secret: string) => lookupHash('console-sign-in', secret)

export const readSignIn = (signInId: string): Promise<ConsoleSignIn | undefined> =>
  read<ConsoleSignIn>(keyOfSignIn(signInId))

/** Makes one. Its secrets are told once, here; the table keeps their hashes. */
export async function askSignIn(
  { browser, place }: Pick<ConsoleSignIn, 'browser' | 'place'>,
  now: Instant,
): Promise<{ readonly signIn: ConsoleSignIn; readonly code: string; readonly poll: string }> {
  const signInId = newId('signIn', now)
  const secret = () => `${signInId}.${randomBytes(SECRET_BYTES).toString('base64url')}`
  const [code, poll] = [secret(), secret()]
  const signIn: ConsoleSignIn = {
    ...{ signInId, browser, place, askedAt: now, state: 'waiting' },
    ...{ codeHash: hashOf(code), pollHash: hashOf(poll) },
  }
  const expiresAt = expiryAt(later(now, HOUR_MS))
  await database.send(
    new PutCommand({ TableName: TABLE, Item: { ...keyOfSignIn(signInId), ...signIn, expiresAt } }),
  )
  return { signIn, code, poll }
}

/** The sign-in that a secret opens; undefined where it opens none. */
async function openedBy(secret: string, which: 'codeHash' | 'pollHash'): Promise<ConsoleSignIn | undefined> {
  const signIn = await readSignIn(secret.slice(0, secret.indexOf('.')))
  if (!signIn) return undefined
  return sameBytes(Buffer.from(signIn[which]), Buffer.from(hashOf(secret))) ? signIn : undefined
}
export const scannedSignIn = (code: string) => openedBy(code, 'codeHash')
export const polledSignIn = (poll: string) => openedBy(poll, 'pollHash')

/** Moves one on from where it can be moved. False: somebody was quicker. */
export async function moveSignIn(
  signInId: string,
  next: Pick<ConsoleSignIn, 'state' | 'by' | 'byName' | 'confirmedAt'>,
): Promise<boolean> {
  const named = Object.entries(next).filter(([, value]) => value !== undefined)
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfSignIn(signInId) },
        UpdateExpression: `SET ${named.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: '#state IN (:waiting, :scanned)',
        ExpressionAttributeNames: Object.fromEntries(named.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(named.map(([name, value]) => [`:${name}`, value])),
          ':scanned': 'scanned',
          ':waiting': 'waiting',
        },
      }),
    ),
  )
  return !isRefused(result)
}

/** Makes the session that was confirmed, once. Undefined: another request made it meanwhile. */
export async function fetchSession(
  { signInId }: ConsoleSignIn,
  personId: string,
  now: Instant,
): Promise<OpenSession | undefined> {
  const session = newSession(personId, now, '网页控制台')
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: { ...keyOfSignIn(signInId) },
              UpdateExpression: 'SET sessionId = :sessionId',
              ConditionExpression: '#state = :confirmed AND attribute_not_exists(sessionId)',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: { ':sessionId': session.sessionId, ':confirmed': 'confirmed' },
            },
          },
          ...putSession(session),
        ],
      }),
    ),
  )
  return result === 'done' ? session : undefined
}
