import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { holdsMembership, isCounted, type Standing } from '@gonghui/shared/lib/standing'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { freePhone } from './correction.store.ts'
import { count } from './headcount.store.ts'
import { type MemberRow, standingOf } from './member.rule.ts'
import { ceaseToBeMember } from './person.store.ts'
import { noteDeed } from './roll.store.ts'
import { joinRoll, leaveRoll } from './transfer.store.ts'
import { endAnyTransfer, readLatestTransfer } from './transfer-asking.store.ts'

export interface StandingChange {
  readonly to: Standing
  readonly deed: string
  readonly by: string
  readonly at: Instant
  readonly reason?: string | undefined
}

/**
 * Changes how a member stands: the row, the roll, the counts, the phone and the person's membership, all of it or
 * nothing. @param member as `readMember` tells: with the org that stands. False: something is not as it was read.
 */
export async function writeStanding(member: MemberRow, change: StandingChange): Promise<boolean> {
  const { memberId, orgId, orgPath, personId } = member
  const { to, deed, by, at, reason } = change
  const from = standingOf(member)
  const latest = await readLatestTransfer(memberId)
  const items = [
    changeRow(member, change),
    ...(isCounted(from) && !isCounted(to)
      ? [leaveRoll(orgId, memberId), ...count(memberId, { from: orgPath })]
      : []),
    ...(!isCounted(from) && isCounted(to)
      ? [joinRoll(orgId, memberId), ...count(memberId, { to: orgPath })]
      : []),
    ...(holdsMembership(to) ? [] : [ceaseToBeMember(personId, memberId), ...freePhone(member)]),
    ...(to === 'active' ? [] : endAnyTransfer(memberId, latest, { at, by, reason: '会籍有变动，转移作罢' })),
    noteDeed(memberId, deed, { at, by, from, to, ...(reason ? { reason } : {}) }),
  ]
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: items as never })),
  )
  return result === 'done'
}

/**
 * That the row stands as `readMember` told. Who is counted must still be where they were read; the others are on no roll,
 * and their row may name an org that has been merged since.
 */
export function stillAsRead(member: Pick<MemberRow, 'orgId' | 'standing'>) {
  const from = standingOf(member)
  const stands =
    from === 'active' ? '(attribute_not_exists(standing) OR standing = :from)' : 'standing = :from'
  return isCounted(from)
    ? { text: `${stands} AND orgId = :orgId`, values: { ':from': from, ':orgId': member.orgId } }
    : { text: stands, values: { ':from': from } }
}

/** The row, with the org as it stands now: that is where it goes on from, should the member come back. */
function changeRow(member: MemberRow & Pick<Org, 'orgId'>, { to, at, reason }: StandingChange) {
  const { memberId, orgId, orgPath, orgName, orgPathNames } = member
  const sets = ['standing = :to', 'standingSince = :at', 'orgId = :orgId', 'orgPath = :path']
  sets.push('orgName = :name', 'orgPathNames = :names')
  if (reason !== undefined) sets.push('standingReason = :reason')
  const { text, values } = stillAsRead(member)
  return {
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId }) },
      UpdateExpression: `SET ${sets.join(', ')}${reason === undefined ? ' REMOVE standingReason' : ''}`,
      ConditionExpression: text,
      ExpressionAttributeValues: {
        ':to': to,
        ':at': at,
        ...values,
        ':orgId': orgId,
        ':path': orgPath,
        ':name': orgName,
        ':names': orgPathNames,
        ...(reason === undefined ? {} : { ':reason': reason }),
      },
    },
  }
}
