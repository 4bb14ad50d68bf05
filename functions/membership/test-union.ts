/** What tests of this capability start from: a small union of four levels, people, cadres, proven phones. */

import { randomUUID } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Contract } from '@gonghui/shared/lib/contract'
import { type Instant, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import type { Grant, Role } from '@gonghui/shared/lib/roles'
import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import type { Caller, MemberCaller, StaffCaller } from '../lib/caller.ts'
import { giveGrant } from '../lib/grants.store.ts'
import { newId } from '../lib/ids.ts'
import { type Message, type MessageRow, messageFrom } from '../lib/messages.ts'
import type { Handler, Request } from '../lib/server.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { database } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { readRange } from '../table/reads.ts'
import { createJoinCode } from './join-codes.ts'
import { membershipOf } from './member.rule.ts'
import { admit, newMember } from './member.store.ts'
import { putOrg } from './org.store.ts'
import { moveOrg } from './org-tree.ts'
import { personBehind } from './person.store.ts'
import { keepCode } from './phone-code.store.ts'

export const NOW = '2026-06-12T02:00:00.000Z'

/** A run of the clock's that has time enough. */
export const runAt = (now: Instant) => ({ clock: () => now, msLeft: () => 900_000 })

/** Calls a handler as the server would, at a moment of the test's choosing. */
export const ask = <C extends Contract>(handle: Handler<C>, parts: Partial<Request<C>>) =>
  handle({
    ...{ params: {}, query: {}, body: {}, key: '', now: NOW, requestId: 'test' },
    from: { address: '', agent: '' },
    ...parts,
  } as Request<C>)

export interface Union {
  readonly city: Org
  readonly district: Org
  readonly street: Org
  readonly workplace: Org
  readonly neighbour: Org
}

export async function makeUnion(): Promise<Union> {
  const org = (name: string, level: Org['level'], parentId?: string) =>
    putOrg({ orgId: newId('org', NOW), name, level, parentId })
  const city = await org('深圳市总工会', 'city')
  const district = await org('南山区总工会', 'district', city.orgId)
  const street = await org('粤海街道总工会', 'street', district.orgId)
  const workplace = await org('海风电子工会', 'workplace', street.orgId)
  const neighbour = await org('山海物流工会', 'workplace', street.orgId)
  return { city, district, street, workplace, neighbour }
}

/** Moves the workplace to another street. @returns that street. */
export async function moveAway({ city, district, workplace }: Union): Promise<Org> {
  const seat = { name: '沙头街道总工会', level: 'street', parentId: district.orgId } as const
  const street = await putOrg({ orgId: newId('org', NOW), ...seat })
  const caller = await newStaff('cadre', city)
  const body = { revision: 1, aboveId: street.orgId }
  const moved = await ask(moveOrg, { caller, params: { orgId: workplace.orgId }, body })
  if ('refused' in moved) throw new Error(moved.refused)
  return street
}

let drawn = 0

export const newPhone = (): string => `139${String(++drawn).padStart(8, '0')}`

export async function newPerson(): Promise<Caller> {
  const personId = await personBehind(`openid-${++drawn}-${randomUUID()}`, NOW)
  return { personId, sessionId: newId('session', NOW) }
}

export async function newStaff(role: Role, org: Org): Promise<StaffCaller> {
  const person = await newPerson()
  const grant: Grant = { role, orgId: org.orgId, orgPath: org.path, orgName: org.name }
  await giveGrant(person.personId, grant)
  return { ...person, grants: [grant] }
}

export async function newJoinCode(org: Org, plan: { cap?: number; expiresAt?: Instant } = {}) {
  const cadre = await newStaff('cadre', org)
  const made = await ask(createJoinCode, {
    caller: cadre,
    key: `key-${++drawn}-of-test`,
    body: { orgId: org.orgId, label: '3 号门岗海报', ...plan },
  })
  if ('refused' in made) throw new Error(made.refused)
  return { cadre, scene: made.body.scene }
}

/** An application's body with a typed phone, whose one-time code was sent a minute before. */
export async function proven(
  caller: Caller,
  { scene, name = '林小工', phone = newPhone(), sentAt = later(NOW, -60_000) }: ProvenPlan,
) {
  const oneTimeCode = '271828'
  if (!(await keepCode({ personId: caller.personId, phone }, oneTimeCode, sentAt)))
    throw new Error('too many codes were sent')
  return { scene, name, phone, oneTimeCode, consentVersion: CONSENT_VERSION }
}

interface ProvenPlan {
  readonly scene: string
  readonly name?: string
  readonly phone?: string
  readonly sentAt?: Instant
}

/** A member of an org, put there by the admission's own transaction. */
export async function newMemberOf(
  org: Org,
  { name = '林小工', phone = newPhone(), tags = [] }: MemberPlan = {},
) {
  const person = await newPerson()
  const applicationId = newId('application', NOW)
  const { personId } = person
  // Of a city's members two may draw one number; then another is drawn, as for an applicant.
  for (let tries = 0; tries < 3; tries++) {
    const row = newMember({ personId, applicationId, name, phone, org, tags, verifiedBy: 'roster' }, NOW)
    const put = () => database.send(new TransactWriteCommand({ TransactItems: admit(row) }))
    if ((await unlessCancelled(put)) === 'done') {
      const caller: MemberCaller = { ...person, member: membershipOf(row) }
      return { caller, row, phone }
    }
  }
  throw new Error(`${name} could not be admitted`)
}

interface MemberPlan {
  readonly name?: string
  readonly phone?: string
  readonly tags?: readonly string[]
}

/** What somebody was told, the oldest first. */
export async function toldTo({ personId }: Pick<Caller, 'personId'>): Promise<Message[]> {
  const rows = await readRange<MessageRow>(rangeOf('a message to a person', { personId }), { strong: true })
  return rows.map(messageFrom)
}
