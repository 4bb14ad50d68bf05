import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
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
  await requeueApplications(orgId)
  await requeueRepairs(orgId)
  await requeueTransfers(orgId)
  await requeueTagClaims(orgId)
}

async function requeueApplications(orgId: string): Promise<void> {
  const range = rangeOf('an application waiting at or below an org', { orgId })
  for (const { applicationId } of await readRange<{ applicationId: string }>(range, { strong: true })) {
    const row = await readApplication(applicationId)
    const org = row && (await readStanding(row.orgId))
    if (!org || row.orgPath === org.path) continue
    const { name: orgName, path, pathNames: orgPathNames } = org
    await bringOver(keyOf('an application', { applicationId }), {
      lies: { state: 'waiting', by: 'orgPath', from: row.orgPath, to: path },
      set: { orgId: org.orgId, orgName, orgPathNames },
      placeAt: (id) => keyOf('an application waiting at or below an org', { orgId: id, applicationId }),
      item: { applicationId },
    })
  }
}

/** What is checked goes where the member is whose phone it has: their org may have moved, or they to another. */
async function requeueRepairs(orgId: string): Promise<void> {
  const range = rangeOf('an application to repair at or below an org', { orgId })
  for (const { applicationId } of await readRange<{ applicationId: string }>(range, { strong: true })) {
    const row = await readApplication(applicationId)
    const holder = await readMember(row?.holderId ?? '')
    const from = row?.holderPath
    if (!holder || from === undefined || from === holder.orgPath) continue
    await bringOver(keyOf('an application', { applicationId }), {
      lies: { state: 'checking', by: 'holderPath', from, to: holder.orgPath },
      set: {},
      placeAt: (id) => keyOf('an application to repair at or below an org', { orgId: id, applicationId }),
      item: { applicationId },
    })
  }
}

/** What waits for a member goes along where they are transferred to: to be checked, and to be decided. */
export async function requeueAfterTransfer(fromOrgId: string): Promise<void> {
  await requeueRepairs(fromOrgId)
  await requeueTagClaims(fromOrgId)
}

async function requeueTagClaims(orgId: string): Promise<void> {
  const range = rangeOf('a claim to a tag waiting at or below an org', { orgId })
  for (const { claimId } of await readRange<{ claimId: string }>(range, { strong: true })) {
    const row = await readTagClaim(claimId)
    const member = row && (await readMember(row.memberId))
    const org = member && (await readStanding(member.orgId))
    if (!org || row.orgPath === org.path) continue
    await bringOver(keyOf('a claim to a tag', { claimId }), {
      lies: { state: 'waiting', by: 'orgPath', from: row.orgPath, to: org.path },
      set: { orgName: org.name },
      placeAt: (id) => keyOf('a claim to a tag waiting at or below an org', { orgId: id, claimId }),
      item: { claimId },
    })
  }
}

interface Carriage {
  /** In which state it waits, and the path that it lies by: as it was read, and as it is to be. */
  readonly lies: {
    readonly state: 'waiting' | 'checking'
    readonly by: 'orgPath' | 'holderPath'
    readonly from: OrgPath
    readonly to: OrgPath
  }
  readonly set: Readonly<Record<string, unknown>>
  readonly placeAt: (orgId: string) => object
  readonly item: Readonly<Record<string, string>>
}

async function bringOver(key: object, { lies, set, placeAt, item }: Carriage): Promise<void> {
  const { state, by, from, to } = lies
  const [before, after] = [pathsAbove(from).map(leafOf), pathsAbove(to).map(leafOf)]
  const gone = before.filter((orgId) => !after.includes(orgId))
  const come = after.filter((orgId) => !before.includes(orgId))
  const sets = Object.entries({ ...set, [by]: to })
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: { ...key },
              UpdateExpression: `SET ${sets.map(([name]) => `${name} = :${name}`).join(', ')}`,
              ConditionExpression: `#state = :state AND ${by} = :from`,
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: {
                ...Object.fromEntries(sets.map(([name, value]) => [`:${name}`, value])),
                ':from': from,
                ':state': state,
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
