import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { count } from './headcount.store.ts'
import type { MemberRow } from './member.rule.ts'
import { noteDeed } from './roll.store.ts'
import type { TransferRow } from './transfer.rule.ts'
import { endTransfer, tellMoved } from './transfer-asking.store.ts'

interface MoveDeed {
  readonly by: string
  readonly at: Instant
  readonly why: string
  readonly isMerger: boolean
}

type Seated = Pick<MemberRow, 'memberId' | 'orgId' | 'orgPath' | 'moved'>

/** Whoever is not on the roll is not counted, and is not uncounted a second time. */
export const leaveRoll = (orgId: string, memberId: string) => ({
  Delete: {
    TableName: TABLE,
    Key: { ...keyOf('a member on an org’s roll', { orgId, memberId }) },
    ConditionExpression: 'attribute_exists(pk)',
  },
})

export const joinRoll = (orgId: string, memberId: string) => ({
  Put: {
    TableName: TABLE,
    Item: { ...keyOf('a member on an org’s roll', { orgId, memberId }), memberId },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/**
 * The part of a transaction that takes a member from the org they are in now to another. Who moves is no more on the
 * roster of the union that they were in; whom a merger carries over is, for both unions have one roster now.
 */
export const reseat = (
  { memberId, orgId, orgPath, moved = [] }: Seated,
  to: Org,
  { by, at, why, isMerger }: MoveDeed,
) => [
  {
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId }) },
      UpdateExpression: `SET orgId = :orgId, orgPath = :orgPath, orgName = :orgName, orgPathNames = :orgPathNames, #before = list_append(if_not_exists(#before, :none), :seats)${isMerger ? '' : ', verifiedBy = :cadre'}`,
      ConditionExpression: 'orgId = :from',
      ExpressionAttributeNames: { '#before': 'before' },
      ExpressionAttributeValues: {
        ':none': [],
        // What the union's own places still count for ends with the seat.
        ':seats': [
          ...moved.map((place) => (place.until < at ? place : { ...place, until: at })),
          { orgId, orgPath, until: at },
        ],
        ':orgId': to.orgId,
        ':orgPath': to.path,
        ':orgName': to.name,
        ':orgPathNames': to.pathNames,
        ':from': orgId,
        ...(isMerger ? {} : { ':cadre': 'cadre' }),
      },
    },
  },
  leaveRoll(orgId, memberId),
  joinRoll(to.orgId, memberId),
  ...count(memberId, { from: orgPath, to: to.path }),
  noteDeed(memberId, 'moved', { at, by, why, from: orgId, to: to.orgId }),
]

/** False: the member or one of the orgs is not where it was read. */
export async function moveMember(member: Seated, to: Org, deed: MoveDeed): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: reseat(member, to, deed) })),
  )
  return result === 'done'
}

/** The other side's yes: the transfer ends and the member moves, both or neither. False: something is not as it was read. */
export async function acceptTransfer(
  row: TransferRow,
  {
    member,
    to,
    by,
    at,
  }: {
    readonly member: Seated & { readonly personId: string }
    readonly to: Org
    readonly by: string
    readonly at: Instant
  },
): Promise<boolean> {
  // A merger may have brought the member there already.
  const isThere = member.orgId === to.orgId
  const why = `${row.fromOrgName}转到${row.toOrgName}`
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          ...endTransfer(row, { state: 'accepted', at, by }),
          ...(isThere ? [] : reseat(member, to, { by, at, why, isMerger: false })),
          ...tellMoved(row, 'transfer-accepted', { personId: member.personId, by, at }),
        ],
      }),
    ),
  )
  return result === 'done'
}
