import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { newId } from '@gonghui/functions/lib/ids'
import type { JoinCodeRow } from '@gonghui/functions/membership/join-code.rule'
import { drawCode, putJoinCode, readJoinCodesOf, revoke } from '@gonghui/functions/membership/join-code.store'
import type { MemberRow } from '@gonghui/functions/membership/member.rule'
import type { OrgRow } from '@gonghui/functions/membership/org.rule'
import { readCityUnion, readOrgNow } from '@gonghui/functions/membership/org-lookup.store'
import { placesOf } from '@gonghui/functions/membership/org-tree.store'
import { wordsOf } from '@gonghui/functions/membership/org-words'
import { putGrant, readHolders } from '@gonghui/functions/membership/role.store'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { database, TABLE } from '@gonghui/functions/table/database'
import { unlessCancelled } from '@gonghui/functions/table/failures'
import type { Instant } from '@gonghui/shared/lib/instant'
import { FOUNDER, invitationTo, type Stage, stageOf } from './founding.rule.ts'

const holdersOf = async (orgId: string) => (await readHolders(orgId, 'cadre', undefined)).items

const invitationsOf = async (orgId: string): Promise<JoinCodeRow[]> =>
  (await readJoinCodesOf(orgId, undefined)).items
    .map(({ code }) => code)
    .filter(({ createdBy }) => createdBy === FOUNDER)

export async function readStage(now: Instant): Promise<Stage> {
  const seat = await readCityUnion()
  const city = seat && (await readOrgNow(seat.orgId))
  if (!city) return stageOf({ city, hasCadre: false, invitations: [] }, now)
  const [cadres, invitations] = await Promise.all([holdersOf(city.orgId), invitationsOf(city.orgId)])
  return stageOf({ city, hasCadre: cadres.length > 0, invitations }, now)
}

const putNew = (item: object) => ({
  Put: { TableName: TABLE, Item: { ...item }, ConditionExpression: 'attribute_not_exists(pk)' },
})

/** All of the root union, or nothing of it. False: there is one already. */
export async function putCityUnion(name: string, now: Instant): Promise<boolean> {
  const orgId = newId('org', now)
  const org: OrgRow = { orgId, name, level: 'city', path: orgId, pathNames: [name], revision: 1 }
  const deed = { deed: 'created', words: '建立', at: now, by: FOUNDER }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          ...placesOf(org, wordsOf(name)),
          { ...keyOf('something that happened to an org', { orgId, at: now, deed: deed.deed }), ...deed },
        ].map(putNew),
      }),
    ),
  )
  return result === 'done'
}

/** The one invitation that is good from now on: those before it are revoked first. */
export async function invite(city: OrgRow, now: Instant): Promise<JoinCodeRow> {
  await revokeInvitations(city, now)
  const invitation = invitationTo(city, drawCode('J'), now)
  const repeat = { personId: FOUNDER, key: `founding-${invitation.scene}`, body: {} }
  if (!(await putJoinCode(invitation, repeat))) throw new Error('an invitation like it is there already')
  return invitation
}

async function revokeInvitations(city: OrgRow, now: Instant): Promise<void> {
  for (const { scene, revokedAt } of await invitationsOf(city.orgId))
    if (revokedAt === undefined) await revoke(scene, { by: FOUNDER, at: now })
}

/** The invitation ends before the office begins: cut short in between, the same call again does the rest. */
export async function appoint(city: OrgRow, { personId }: MemberRow, now: Instant): Promise<void> {
  await revokeInvitations(city, now)
  const grant = { role: 'cadre', orgId: city.orgId, orgPath: city.path, orgName: city.name } as const
  await putGrant(personId, grant, { by: FOUNDER, at: now })
}

/** The cadres of the city union, by person. */
export const cadresOf = async (city: OrgRow): Promise<string[]> =>
  (await holdersOf(city.orgId)).map(({ personId }) => personId)
