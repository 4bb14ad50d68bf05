import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Org } from '@gonghui/shared/lib/org'
import { leafOf, type OrgPath, pathsAbove } from '@gonghui/shared/lib/roles'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { readRange } from '../table/reads.ts'
import { readApplication } from './application.store.ts'
import { readMember } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { readTagClaim } from './tag-claim.store.ts'
import { requeueTransfers } from './transfer-requeue.store.ts'

/**
 * What waits below an org that has moved waits with the orgs that are above it now. Each is brought over on its own, and
 * one that is decided meanwhile is left alone.
 */
export async function requeueBelow(orgId: string): Promise<void> {
  const applications = rangeOf('an application waiting at or below an org', { orgId })
  for (const { applicationId } of await readRange<{ applicationId: string }>(applications, {
    strong: true,
  })) {
    const row = await readApplication(applicationId)
    const org = row && (await readStanding(row.orgId))
    if (org && row.orgPath !== org.path)
      await bringOver(
        keyOf('an application', { applicationId }),
        { from: row.orgPath, to: org },
        (id) => keyOf('an application waiting at or below an org', { orgId: id, applicationId }),
        { applicationId },
      )
  }
  await requeueTransfers(orgId)
  const claims = rangeOf('a claim to a tag waiting at or below an org', { orgId })
  for (const { claimId } of await readRange<{ claimId: string }>(claims, { strong: true })) {
    const row = await readTagClaim(claimId)
    const member = row && (await readMember(row.memberId))
    const org = member && (await readStanding(member.orgId))
    if (org && row.orgPath !== org.path)
      await bringOver(
        keyOf('a claim to a tag', { claimId }),
        { from: row.orgPath, to: org },
        (id) => keyOf('a claim to a tag waiting at or below an org', { orgId: id, claimId }),
        { claimId },
      )
  }
}

async function bringOver(
  key: object,
  { from, to }: { readonly from: OrgPath; readonly to: Org },
  placeAt: (orgId: string) => object,
  item: Readonly<Record<string, string>>,
): Promise<void> {
  const [before, after] = [from, to.path].map((path) => pathsAbove(path).map(leafOf))
  const gone = (before ?? []).filter((orgId) => !after?.includes(orgId))
  const come = (after ?? []).filter((orgId) => !before?.includes(orgId))
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: { ...key },
              UpdateExpression: 'SET orgId = :orgId, orgName = :orgName, orgPath = :to',
              ConditionExpression: '#state = :waiting AND orgPath = :from',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: {
                ':orgId': to.orgId,
                ':orgName': to.name,
                ':to': to.path,
                ':from': from,
                ':waiting': 'waiting',
              },
            },
          },
          ...gone.map((orgId) => ({ Delete: { TableName: TABLE, Key: { ...placeAt(orgId) } } })),
          ...come.map((orgId) => ({ Put: { TableName: TABLE, Item: { ...placeAt(orgId), ...item } } })),
        ],
      }),
    ),
  )
}
