import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import type { Grant } from '@gonghui/shared/lib/roles'
import {
  type clerkInvitationStates,
  INVITATION_LIFE_HOURS,
} from '@gonghui/shared/membership/clerk-invitations'

/** An invitation as the table holds it; its code lies there sealed, and is found by a keyed hash. */
export interface InvitationRow {
  readonly codeHash: string
  readonly codeSealed: string
  readonly label: string
  readonly orgId: string
  readonly outletId: string
  readonly invitedBy: string
  readonly invitedAt: Instant
  readonly validUntil: Instant
  readonly revokedAt?: Instant
  /** A person's id. */
  readonly acceptedBy?: string
  readonly acceptedAt?: Instant
}

export const validUntilOf = (invitedAt: Instant): Instant => later(invitedAt, INVITATION_LIFE_HOURS * HOUR_MS)

type Standing = Pick<InvitationRow, 'acceptedBy' | 'revokedAt' | 'validUntil'>

export function stateOf(
  { acceptedBy, revokedAt, validUntil }: Standing,
  now: Instant,
): (typeof clerkInvitationStates)[number] {
  if (acceptedBy !== undefined) return 'accepted'
  if (revokedAt !== undefined) return 'revoked'
  return now < validUntil ? 'waiting' : 'expired'
}

export interface Invited {
  readonly personId: string
  readonly grants: readonly Grant[]
}

/** Whether somebody is a clerk of this very outlet for this very org. */
const isClerkThere = ({ grants }: Invited, { orgId, outletId }: Pick<InvitationRow, 'orgId' | 'outletId'>) =>
  grants.some((held) => held.role === 'clerk' && held.orgId === orgId && held.outletId === outletId)

export type Verdict =
  | 'go-on'
  | 'again'
  | 'clerk-invitation-used'
  | 'clerk-invitation-revoked'
  | 'clerk-invitation-expired'
  | 'clerk-already'

/**
 * What it comes to when somebody opens or accepts an invitation. Who has accepted it may say so again, as long as the role
 * that came of it is theirs.
 * @param isMeant whether who invited may still give the role, and the org is there: else it is as good as revoked.
 */
export function judge(
  row: Standing & Pick<InvitationRow, 'orgId' | 'outletId'>,
  invited: Invited,
  isMeant: boolean,
  now: Instant,
): Verdict {
  const isClerk = isClerkThere(invited, row)
  switch (stateOf(row, now)) {
    case 'accepted':
      return row.acceptedBy === invited.personId && isClerk ? 'again' : 'clerk-invitation-used'
    case 'revoked':
      return 'clerk-invitation-revoked'
    case 'expired':
      return 'clerk-invitation-expired'
    case 'waiting':
      if (!isMeant) return 'clerk-invitation-revoked'
      return isClerk ? 'clerk-already' : 'go-on'
  }
}
