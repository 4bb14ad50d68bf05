import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { isCounted } from '@gonghui/shared/lib/standing'
import { lookupHash, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { count } from './headcount.store.ts'
import { standingOf } from './member.rule.ts'
import { readMember } from './member.store.ts'
import { NOBODY, type Person } from './person.store.ts'
import { stillAsRead } from './standing.store.ts'
import { leaveRoll } from './transfer.store.ts'

const TRIES = 10

/**
 * Takes a member out of the union for good: the row, the phone's and the number's way to it, the place on the roll
 * and in every count, all at once. Read again where they were moved meanwhile; gone already is fine.
 */
export async function removeMember(memberId: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await readMember(memberId)
    if (!row) return
    const { orgId, orgPath, phoneHash, memberNo } = row
    await removeWayTo(keyOf('the member with a phone', { phoneHash }), memberId)
    await removeWayTo(keyOf('the member with a member number', { memberNo }), memberId)
    const { text, values } = stillAsRead(row)
    const result = await unlessCancelled(() =>
      database.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Delete: {
                TableName: TABLE,
                Key: { ...keyOf('a member', { memberId }) },
                ConditionExpression: `${text} AND phoneHash = :phone`,
                ExpressionAttributeValues: { ...values, ':phone': phoneHash },
              },
            },
            // Who has left or retired is on no roll and in no count already.
            ...(isCounted(standingOf(row))
              ? [leaveRoll(orgId, memberId), ...count(memberId, { from: orgPath })]
              : []),
          ],
        }),
      ),
    )
    if (result === 'done') return
  }
  throw new Error('a member kept moving while they were removed')
}

/** A phone or number that leads to somebody else by now stays theirs. */
async function removeWayTo(key: object, memberId: string): Promise<void> {
  await unlessRefused(
    database.send(
      new DeleteCommand({
        TableName: TABLE,
        Key: { ...key },
        ConditionExpression: 'memberId = :memberId',
        ExpressionAttributeValues: { ':memberId': memberId },
      }),
    ),
  )
}

const TOMBSTONE_DAYS = 30

/**
 * Cuts the WeChat user off: whoever logs in next with it is somebody new. What is left of the person is an id without
 * anything behind it.
 */
export async function removePerson(personId: string, now: Instant): Promise<void> {
  const key = keyOf('a person', { personId })
  const person = await read<Person>(key)
  if (!person?.openidSealed) return
  const openidHash = lookupHash('openid', unseal(person.openidSealed, `${personId}/openid`))
  const expiresAt = expiryAfter(now, TOMBSTONE_DAYS)
  const Item = { ...key, personId, memberId: person.memberId ?? NOBODY, erasedAt: now, expiresAt }
  // Whoever is admitted in this very moment is removed as a member.
  const asRead = person.memberId
    ? {
        ConditionExpression: 'memberId = :memberId',
        ExpressionAttributeValues: { ':memberId': person.memberId },
      }
    : { ConditionExpression: 'attribute_not_exists(memberId)' }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Delete: {
              TableName: TABLE,
              Key: { ...keyOf('the person behind a WeChat user', { openidHash }) },
            },
          },
          { Put: { TableName: TABLE, Item, ...asRead } },
        ],
      }),
    ),
  )
  if (result !== 'done') await removePerson(personId, now)
}
