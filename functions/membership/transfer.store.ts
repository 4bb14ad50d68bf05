import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { count } from './headcount.store.ts'
import { noteDeed } from './roll.store.ts'

type Seated = { readonly memberId: string; readonly orgId: string; readonly orgPath: string }

/** The part of a transaction that takes a member from the org they are in now to another. */
export const reseat = (
  { memberId, orgId, orgPath }: Seated,
  to: Org,
  { by, at, why }: { readonly by: string; readonly at: Instant; readonly why: string },
) => [
  {
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId }) },
      UpdateExpression:
        'SET orgId = :orgId, orgPath = :orgPath, orgName = :orgName, orgPathNames = :orgPathNames',
      ConditionExpression: 'orgId = :from',
      ExpressionAttributeValues: {
        ':orgId': to.orgId,
        ':orgPath': to.path,
        ':orgName': to.name,
        ':orgPathNames': to.pathNames,
        ':from': orgId,
      },
    },
  },
  { Delete: { TableName: TABLE, Key: { ...keyOf('a member on an org’s roll', { orgId, memberId }) } } },
  {
    Put: {
      TableName: TABLE,
      Item: { ...keyOf('a member on an org’s roll', { orgId: to.orgId, memberId }), memberId },
    },
  },
  ...count(memberId, { from: orgPath, to: to.path }),
  noteDeed(memberId, 'moved', { at, by, why, from: orgId, to: to.orgId }),
]

/** False: the member or one of the orgs is not where it was read. */
export async function moveMember(
  member: Seated,
  to: Org,
  deed: { readonly by: string; readonly at: Instant; readonly why: string },
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: reseat(member, to, deed) })),
  )
  return result === 'done'
}
