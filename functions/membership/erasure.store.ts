import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, later } from '@gonghui/shared/lib/instant'
import { forgetLater, forgetNot } from '../lib/forgetting.store.ts'
import type { Owner } from '../lib/holdings.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { COOLING_MS, type Erasure } from './erasure.rule.ts'
import { readMemberRow } from './member.store.ts'
import { personsMembers, readAllOf } from './person.store.ts'

const keyOfErasure = (personId: string) => keyOf('a person’s wish to be erased', { personId })

export const readErasure = (personId: string): Promise<Erasure | undefined> =>
  read<Erasure>(keyOfErasure(personId))

/** From when it begins until it is done: nobody acts as this person any more. */
export async function isBeingErased(personId: string): Promise<boolean> {
  const wish = await readErasure(personId)
  return wish?.begunAt !== undefined && wish.doneAt === undefined
}

/** Notes the wish, once; asked again the first one counts. */
export async function askErasure(personId: string, now: Instant): Promise<void> {
  const dueAt = later(now, COOLING_MS)
  const wish: Erasure = { personId, askedAt: now, dueAt }
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOfErasure(personId), ...wish },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          forgetLater('erasure', personId, dueAt),
        ],
      }),
    ),
  )
}

/** Takes the wish back. False: it has begun. */
export async function undoErasure({ personId, dueAt }: Erasure): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Delete: {
              TableName: TABLE,
              Key: { ...keyOfErasure(personId) },
              ConditionExpression: 'attribute_not_exists(begunAt)',
            },
          },
          forgetNot('erasure', personId, dueAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** From here there is no way back. False: it was taken back meanwhile. */
export async function beginErasure({ personId }: Erasure, now: Instant): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfErasure(personId) },
        UpdateExpression: 'SET begunAt = if_not_exists(begunAt, :now)',
        ConditionExpression: 'attribute_exists(dueAt)',
        ExpressionAttributeValues: { ':now': now },
      }),
    ),
  )
  return !isRefused(result)
}

/** Somebody got in when it had begun: until what they hold is good for nothing, it waits once more. */
export async function beginQuietAnew({ personId }: Erasure, now: Instant): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOfErasure(personId) },
      UpdateExpression: 'SET begunAt = :now',
      ConditionExpression: 'attribute_exists(begunAt)',
      ExpressionAttributeValues: { ':now': now },
    }),
  )
}

/**
 * Who goes: the person on all their WeChats, and every membership, theirs now or ended. It is kept on the wish, for the
 * persons' own rows go before the last of what lies under them. A membership that has become somebody else's stays theirs.
 */
export async function settleOwner({ personId }: Erasure): Promise<Owner> {
  const [wish, found] = await Promise.all([readErasure(personId), readAllOf(personId)])
  const kept = { personIds: wish?.personIds ?? [personId], memberIds: wish?.memberIds ?? [] }
  const personIds = [...new Set([...kept.personIds, ...found.map((person) => person.personId)])]
  const known = [...new Set([...kept.memberIds, ...found.flatMap(personsMembers)])]
  const rows = await Promise.all(known.map(readMemberRow))
  const memberIds = known.filter((_, i) => personIds.includes(rows[i]?.personId ?? personId))
  const owner = { personIds, memberIds }
  if (personIds.length > kept.personIds.length || memberIds.some((id) => !kept.memberIds.includes(id)))
    await database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfErasure(personId) },
        UpdateExpression: 'SET personIds = :personIds, memberIds = :memberIds',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':personIds': personIds, ':memberIds': memberIds },
      }),
    )
  return owner
}

const REMEMBERED_DAYS = 30

export async function endErasure({ personId }: Erasure, now: Instant): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOfErasure(personId) },
      UpdateExpression: 'SET doneAt = if_not_exists(doneAt, :now), expiresAt = :forget',
      ExpressionAttributeValues: {
        ':now': now,
        ':forget': expiryAfter(now, REMEMBERED_DAYS),
      },
    }),
  )
}
