/** What tests of this capability start from: a published drop, members, a clerk; and handlers called as the server would. */

import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import type { Contract } from '@gonghui/shared/lib/contract'
import { DAY_MS, HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import type { MemberCaller, StaffCaller } from '../../lib/caller.ts'
import { newId } from '../../lib/ids.ts'
import { type Message, type MessageRow, messageFrom } from '../../lib/messages.ts'
import type { Handler, Request } from '../../lib/server.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { readRange } from '../../table/reads.ts'
import { type Source, sourceFor } from '../claim/pool.rule.ts'
import { putOutlet } from '../redemption/outlet.store.ts'
import type { Drop } from './drop.rule.ts'
import { beginPublication, putDraft, readDrop } from './drop.store.ts'
import { fixedPlan, publish } from './publication.ts'

export const NOW: Instant = '2026-06-12T02:00:00.000Z'
const ORG_PATH = 'org_CITY/org_DISTRICT'

/** Calls a handler as the server would, at a moment of the test's choosing. */
export const ask = <C extends Contract>(handle: Handler<C>, parts: Partial<Request<C>>) =>
  handle({ params: {}, query: {}, body: {}, key: '', now: NOW, requestId: 'test', ...parts } as Request<C>)

export const someMember = (): MemberCaller => ({
  personId: newId('person', NOW),
  sessionId: newId('session', NOW),
  member: {
    memberId: newId('member', NOW),
    orgPath: `${ORG_PATH}/org_WORK`,
    tags: [],
    joinedAt: '2025-01-01T00:00:00.000Z',
  },
})

/** A member as the membership capability would have stored one, as far as a counter needs it. */
export async function storedMember(): Promise<MemberCaller> {
  const caller = someMember()
  const { memberId, orgPath } = caller.member
  const face = {
    memberId,
    personId: caller.personId,
    nameMasked: '林**',
    phoneMasked: '138****2071',
    orgId: 'org_WORK',
    orgPath,
    orgName: '海风电子工会',
  }
  await database.send(
    new PutCommand({ TableName: TABLE, Item: { ...keyOf('a member', { memberId }), ...face } }),
  )
  return caller
}

export const operatorOf = (orgPath = ORG_PATH): StaffCaller => ({
  personId: newId('person', NOW),
  sessionId: newId('session', NOW),
  grants: [{ role: 'operator', orgId: 'org_DISTRICT', orgPath, orgName: '南山区总工会' }],
})

export const clerkOf = (outletId: string): StaffCaller => ({
  personId: newId('person', NOW),
  sessionId: newId('session', NOW),
  grants: [{ role: 'clerk', orgId: 'org_DISTRICT', orgPath: ORG_PATH, orgName: '南山区总工会', outletId }],
})

export async function someOutlet(name = '海湾影城·新港店'): Promise<string> {
  const outletId = newId('outlet', NOW)
  const place = { name, address: '新港路 18 号', hours: '09:00–22:00' }
  const outlet = { outletId, orgId: 'org_DISTRICT', ...place, revision: 1, writtenBy: 'per_TEST' }
  await putOutlet(outlet, { personId: 'per_TEST', key: outletId, body: {} }, NOW)
  return outletId
}

export async function draftDrop(given: Partial<Drop> = {}): Promise<Drop> {
  const plan: Omit<DropPlan, 'quotas'> = {
    orgId: 'org_DISTRICT',
    kind: 'film',
    title: '1 元观影',
    cover: 'film',
    rules: '每人限一张',
    listPriceFen: 4_500,
    memberPriceFen: 100,
    stock: 50,
    perMember: 1,
    audience: { orgIds: ['org_DISTRICT'] },
    opensAt: NOW,
    closesAt: later(NOW, HOUR_MS),
    validUntil: later(NOW, 7 * DAY_MS),
    outletIds: [],
    codes: 'generated',
    redeemedAt: 'here',
  }
  const drop: Drop = {
    ...plan,
    dropId: newId('drop', NOW),
    orgPath: ORG_PATH,
    orgName: '南山区总工会',
    audiencePaths: [ORG_PATH],
    audienceNames: ['南山区总工会'],
    phase: 'draft',
    revision: 1,
    rulesVersion: 1,
    buckets: 0,
    pools: [],
    codesCount: 0,
    createdAt: NOW,
    ...given,
  }
  await putDraft(drop, { personId: 'per_TEST', key: drop.dropId, body: {} })
  return drop
}

/** Where a member’s unit of a drop comes from at the test’s moment. */
export const sourceOf = (drop: Drop, { member }: MemberCaller = someMember()): Source =>
  sourceFor(drop, member, NOW)

export async function publishedDrop(given: Partial<Drop> = {}): Promise<Drop> {
  const draft = await draftDrop(given)
  const fixed = fixedPlan(draft, NOW)
  await beginPublication(draft, fixed)
  await publish(fixed)
  const drop = await readDrop(draft.dropId)
  if (!drop) throw new Error('the drop was not written')
  return drop
}

/** What a member was told, the oldest first. */
export async function toldTo({ personId }: Pick<MemberCaller, 'personId'>): Promise<Message[]> {
  const rows = await readRange<MessageRow>(rangeOf('a message to a person', { personId }), { strong: true })
  return rows.map(messageFrom)
}
