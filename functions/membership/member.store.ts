import { randomInt } from 'node:crypto'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { isCounted } from '@gonghui/shared/lib/standing'
import { maskName, maskPhone } from '@gonghui/shared/lib/text'
import type { Member } from '@gonghui/shared/membership/sessions'
import { newId } from '../lib/ids.ts'
import { phoneHashOf, readPhoneHolder } from '../lib/members.store.ts'
import { seal, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { read } from '../table/reads.ts'
import { count } from './headcount.store.ts'
import {
  isSamePlace,
  MEMBER_NO_DRAWS,
  type MemberRow,
  memberNoOf,
  type RosterPlace,
  seatedAt,
  shownStanding,
  standingOf,
  type VerifiedBy,
} from './member.rule.ts'
import { readOrgNow, readStanding } from './org-lookup.store.ts'
import { becomeMember, type Person, readPerson } from './person.store.ts'

export { phoneHashOf, readPhoneHolder }

/** A member as they are now. Their org may have moved or been renamed since they joined: it is asked where it stands. */
export async function readMember(memberId: string): Promise<MemberRow | undefined> {
  const row = await readMemberRow(memberId)
  if (!row) return undefined
  // A merger carries those over who are counted; the others are with whatever union stands for theirs now.
  const org = await (isCounted(standingOf(row)) ? readOrgNow(row.orgId) : readStanding(row.orgId))
  return org ? seatedAt(row, org) : row
}

/** A member as the row says: with the org that they came to, however it stands now. */
export const readMemberRow = (memberId: string): Promise<MemberRow | undefined> =>
  read<MemberRow>(keyOf('a member', { memberId }))

/** The membership of a person that ended, to be taken up again. */
export async function readFormer(person: Person | undefined): Promise<MemberRow | undefined> {
  if (!person?.formerMemberId || person.memberId) return undefined
  return readMemberRow(person.formerMemberId)
}

export async function readMemberOf(personId: string): Promise<MemberRow | undefined> {
  const person = await readPerson(personId)
  return person?.memberId ? readMember(person.memberId) : undefined
}

/** Who the member is, for comparing with a roster. */
export const lineOfMember = ({ memberId, nameSealed, phoneSealed }: MemberRow) => ({
  name: unseal(nameSealed, `${memberId}/name`),
  phone: unseal(phoneSealed, `${memberId}/phone`),
})

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
  ...shownStanding(row),
})

export interface Admission {
  readonly personId: string
  readonly applicationId: string
  readonly name: string
  readonly phone: string
  readonly org: Org
  readonly tags: readonly string[]
  readonly verifiedBy: VerifiedBy
  /** The roster line that names them. */
  readonly entry?: RosterPlace | undefined
  /** The membership that the person had before. */
  readonly former?: MemberRow | undefined
}

export function newMember(
  { personId, applicationId, name, phone, org, tags, verifiedBy, entry, former }: Admission,
  now: Instant,
): MemberRow {
  const memberId = former?.memberId ?? newId('member', now)
  const { standingSince: until = now } = former ?? {}
  const { namedBy = [] } = former ?? {}
  const isNew = entry && !namedBy.some((place) => isSamePlace(place, entry))
  const places = isNew ? [...namedBy, { orgId: entry.orgId, entryHash: entry.entryHash }] : namedBy
  const seat = former && { orgId: former.orgId, orgPath: former.orgPath, until }
  return {
    memberId,
    personId,
    memberNo: former?.memberNo ?? memberNoOf(now, randomInt(MEMBER_NO_DRAWS)),
    nameSealed: seal(name, `${memberId}/name`),
    phoneSealed: seal(phone, `${memberId}/phone`),
    phoneHash: phoneHashOf(phone),
    nameMasked: maskName(name),
    phoneMasked: maskPhone(phone),
    orgId: org.orgId,
    orgPath: org.path,
    orgName: org.name,
    orgPathNames: org.pathNames,
    tags: [...new Set([...(former?.tags ?? []), ...tags])],
    joinedAt: now,
    verifiedBy,
    applicationId,
    ...(places.length > 0 ? { namedBy: places } : {}),
    ...(seat ? { before: [...(former.before ?? []), seat] } : {}),
  }
}

/** Only what has ended, as it was read. */
const takeUpAgain = (item: Readonly<Record<string, unknown>>, { standing, applicationId }: MemberRow) => ({
  Put: {
    TableName: TABLE,
    Item: item,
    ConditionExpression: 'standing = :ended AND applicationId = :application',
    ExpressionAttributeValues: { ':ended': standing, ':application': applicationId },
  },
})

const onlyNew = (item: Readonly<Record<string, unknown>>) => ({
  Put: { TableName: TABLE, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
})

/**
 * The part of an admission's transaction that makes the member: one membership a person, one member a phone, one
 * member a number; and the member's place on the org's roll and in the counts of every org above. Where the person was
 * a member before, the same membership goes on: vouchers, points and history are kept by its id.
 */
export function admit(member: MemberRow, former?: MemberRow) {
  const { memberId, personId, phoneHash, memberNo, orgId } = member
  const row = { ...keyOf('a member', { memberId }), ...member }
  return [
    becomeMember(personId, memberId),
    ...(former
      ? [takeUpAgain(row, former)]
      : [onlyNew(row), onlyNew({ ...keyOf('the member with a member number', { memberNo }), memberId })]),
    onlyNew({ ...keyOf('the member with a phone', { phoneHash }), memberId }),
    onlyNew({ ...keyOf('a member on an org’s roll', { orgId, memberId }), memberId }),
    ...count(memberId, { to: member.orgPath }),
  ]
}
