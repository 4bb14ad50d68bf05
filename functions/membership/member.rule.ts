import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import type { Standing } from '@gonghui/shared/lib/standing'
import type { MemberFace } from '@gonghui/shared/membership/members'
import type { Membership } from '../lib/caller.ts'
import type { OrgRow } from './org.rule.ts'

/** Stands where the hash of a member's phone stood, once the number is somebody else's. */
export const NO_PHONE = '-'

/** How a member's identity was established on admission. An identity service will be one more. */
export type VerifiedBy = 'roster' | 'cadre'

/** A member as the table holds it. Name and phone are sealed; what a counter may see stands beside, masked. */
export interface MemberRow {
  readonly memberId: string
  readonly personId: string
  readonly memberNo: string
  readonly nameSealed: string
  readonly phoneSealed: string
  readonly phoneHash: string
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly orgId: string
  readonly orgPath: string
  readonly orgName: string
  readonly orgPathNames: readonly string[]
  readonly tags: readonly string[]
  readonly joinedAt: Instant
  readonly verifiedBy: VerifiedBy
  readonly applicationId: string
  /** Absent: active, as everybody begins. */
  readonly standing?: Standing
  readonly standingReason?: string
  readonly standingSince?: Instant
  /** The roster lines by which they are or were named, each with the union whose roster it is on. */
  readonly namedBy?: readonly RosterPlace[]
  /** Unions that the member was in before, the oldest first. */
  readonly before?: readonly FormerSeat[]
  /** Where the union that they are in lay since they came, before it was put elsewhere; read from the union's own row. */
  readonly moved?: readonly FormerSeat[]
}

export interface RosterPlace {
  readonly orgId: string
  readonly entryHash: string
}

export const isSamePlace = (one: RosterPlace, other: RosterPlace): boolean =>
  one.orgId === other.orgId && one.entryHash === other.entryHash

export interface FormerSeat {
  readonly orgId: string
  /** As it stood when they left. */
  readonly orgPath: string
  readonly until: Instant
}

export const standingOf = ({ standing = 'active' }: Pick<MemberRow, 'standing'>): Standing => standing

/**
 * A member number: the year of admission, nine digits drawn at random so that it tells nothing of how many members
 * there are, and a Luhn check digit (ISO/IEC 7812-1), so that a slip in reading it out is noticed.
 */
export function memberNoOf(joinedAt: Instant, draw: number): string {
  const digits = joinedAt.slice(2, 4) + String(draw).padStart(9, '0')
  return digits + luhnDigit(digits)
}

/** How many different draws a member number has room for. */
export const MEMBER_NO_DRAWS = 1_000_000_000

function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighed = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

/** A token has room for so many; who moves more often belongs, for what is older still, to the oldest that is told. */
const FORMER_SEATS_TOLD = 6

export function membershipOf(row: MemberRow): Membership {
  const { memberId, orgPath, tags, joinedAt, verifiedBy, before = [], moved = [] } = row
  const standing = standingOf(row)
  const told = [...before, ...moved]
    .slice(-FORMER_SEATS_TOLD)
    .map(({ orgPath, until }) => ({ orgPath, until }))
  return {
    memberId,
    orgPath,
    tags,
    joinedAt,
    ...(verifiedBy === 'roster' ? { onRoster: true } : {}),
    ...(told.length > 0 ? { before: told } : {}),
    ...(standing === 'suspended' || standing === 'retired' ? { standing } : {}),
  }
}

/** Whether a bearer token tells of the membership what the table tells. */
export const tellsTheSame = (told: Membership | undefined, is: Membership | undefined): boolean =>
  told?.memberId === is?.memberId &&
  told?.orgPath === is?.orgPath &&
  told?.joinedAt === is?.joinedAt &&
  told?.onRoster === is?.onRoster &&
  told?.standing === is?.standing &&
  told?.before?.at(-1)?.until === is?.before?.at(-1)?.until &&
  told?.tags.join('\n') === is?.tags.join('\n')

export const sameTags = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((tag) => others.includes(tag))

/** What a cadre sees of a member without asking for more. */
export const shownMasked = (row: MemberRow): MemberFace => ({
  memberId: row.memberId,
  memberNo: row.memberNo,
  nameMasked: row.nameMasked,
  phoneMasked: row.phoneMasked,
  orgId: row.orgId,
  orgName: row.orgName,
  tags: [...row.tags],
  joinedAt: row.joinedAt,
  ...shownStanding(row),
})

/** How a member stands, and why and since when where it is not as everybody begins. */
export const shownStanding = (row: MemberRow) => ({
  standing: standingOf(row),
  ...(row.standingReason === undefined ? {} : { standingReason: row.standingReason }),
  ...(row.standingSince === undefined ? {} : { standingSince: row.standingSince }),
})

/** The member with their org as it stands: the row keeps what it was called when they came. */
export function seatedAt(row: MemberRow, org: Org & Pick<OrgRow, 'before'>): MemberRow {
  const { orgId } = org
  const came = row.before?.at(-1)?.until ?? ''
  // One that stands for an org which was merged into it had its own places.
  const places = orgId === row.orgId ? (org.before ?? []) : []
  const moved = places
    .filter(({ until }) => until > came)
    .map(({ path, until }) => ({ orgId, orgPath: path, until }))
  return {
    ...row,
    orgId,
    orgPath: org.path,
    orgName: org.name,
    orgPathNames: org.pathNames,
    ...(moved.length > 0 ? { moved } : {}),
  }
}
