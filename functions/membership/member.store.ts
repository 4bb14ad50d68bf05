import { randomInt } from 'node:crypto'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { maskName, maskPhone } from '@gonghui/shared/lib/text'
import type { Member } from '@gonghui/shared/membership/sessions'
import { newId } from '../lib/ids.ts'
import { lookupHash, seal, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { read } from '../table/reads.ts'
import { count } from './headcount.store.ts'
import { MEMBER_NO_DRAWS, type MemberRow, memberNoOf, seatedAt, type VerifiedBy } from './member.rule.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { becomeMember, readPerson } from './person.store.ts'

export const phoneHashOf = (phone: string): string => lookupHash('phone', phone)

/** A member as they are now. Their org may have moved or been renamed since they joined: it is asked where it stands. */
export async function readMember(memberId: string): Promise<MemberRow | undefined> {
  const row = await read<MemberRow>(keyOf('a member', { memberId }))
  const org = row && (await readOrgNow(row.orgId))
  return org ? seatedAt(row, org) : row
}

export async function readMemberOf(personId: string): Promise<MemberRow | undefined> {
  const person = await readPerson(personId)
  return person?.memberId ? readMember(person.memberId) : undefined
}

export const readPhoneHolder = (phoneHash: string): Promise<{ memberId: string } | undefined> =>
  read<{ memberId: string }>(keyOf('the member with a phone', { phoneHash }))

/** What a member sees of themselves: the whole name, for it is their own. */
export const shownToSelf = (row: MemberRow): Member => ({
  memberId: row.memberId,
  memberNo: row.memberNo,
  name: unseal(row.nameSealed, `${row.memberId}/name`),
  phoneMasked: row.phoneMasked,
  orgId: row.orgId,
  orgPath: row.orgPath,
  orgPathNames: [...row.orgPathNames],
  tags: [...row.tags],
  joinedAt: row.joinedAt,
  verifiedBy: row.verifiedBy,
})

export interface Admission {
  readonly personId: string
  readonly applicationId: string
  readonly name: string
  readonly phone: string
  readonly org: Org
  readonly tags: readonly string[]
  readonly verifiedBy: VerifiedBy
}

export function newMember(
  { personId, applicationId, name, phone, org, tags, verifiedBy }: Admission,
  now: Instant,
): MemberRow {
  const memberId = newId('member', now)
  return {
    memberId,
    personId,
    memberNo: memberNoOf(now, randomInt(MEMBER_NO_DRAWS)),
    nameSealed: seal(name, `${memberId}/name`),
    phoneSealed: seal(phone, `${memberId}/phone`),
    phoneHash: phoneHashOf(phone),
    nameMasked: maskName(name),
    phoneMasked: maskPhone(phone),
    orgId: org.orgId,
    orgPath: org.path,
    orgName: org.name,
    orgPathNames: org.pathNames,
    tags,
    joinedAt: now,
    verifiedBy,
    applicationId,
  }
}

const onlyNew = (item: Readonly<Record<string, unknown>>) => ({
  Put: { TableName: TABLE, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
})

/**
 * The part of an admission's transaction that makes the member: one membership a person, one member a phone, one
 * member a number; and the member's place on the org's roll and in the counts of every org above.
 */
export function admit(member: MemberRow) {
  const { memberId, personId, phoneHash, memberNo, orgId } = member
  return [
    becomeMember(personId, memberId),
    onlyNew({ ...keyOf('a member', { memberId }), ...member }),
    onlyNew({ ...keyOf('the member with a phone', { phoneHash }), memberId }),
    onlyNew({ ...keyOf('the member with a member number', { memberNo }), memberId }),
    onlyNew({ ...keyOf('a member on an org’s roll', { orgId, memberId }), memberId }),
    ...count(memberId, { to: member.orgPath }),
  ]
}
