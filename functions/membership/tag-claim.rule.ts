import type { Instant } from '@gonghui/shared/lib/instant'
import { type Tag, tagWords } from '@gonghui/shared/lib/tags'
import type { TagClaim, tagClaimStates } from '@gonghui/shared/membership/tags'

export interface TagClaimRow {
  readonly claimId: string
  readonly memberId: string
  readonly tag: Tag
  readonly state: (typeof tagClaimStates)[number]
  readonly orgPath: string
  readonly orgName: string
  /** Who says so and what shows it; only who decides opens the seal. */
  readonly proofSealed: string
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly claimedAt: Instant
  /** When the member agreed that a sensitive one may be taken. */
  readonly consentedAt?: Instant
  readonly decidedAt?: Instant
  readonly decidedBy?: string
  readonly reason?: string
}

export const shownToClaimant = (row: TagClaimRow): TagClaim => ({
  claimId: row.claimId,
  tag: row.tag,
  state: row.state,
  claimedAt: row.claimedAt,
  ...(row.decidedAt === undefined ? {} : { decidedAt: row.decidedAt }),
  ...(row.reason === undefined ? {} : { reason: row.reason }),
})

interface Asked {
  readonly tag: Tag
  readonly consented: boolean
  readonly held: readonly string[]
  /** The member's latest claim to this tag. */
  readonly latest: TagClaimRow | undefined
}

/** A claim that waits stands for every other: it is told again, and nobody decides twice. */
export function meetClaim({
  tag,
  consented,
  held,
  latest,
}: Asked): 'tag-consent-missing' | 'tag-held' | 'again' | 'new' {
  if (tagWords[tag].sensitive && !consented) return 'tag-consent-missing'
  if (held.includes(tag)) return 'tag-held'
  return latest?.state === 'waiting' ? 'again' : 'new'
}

/** As with applications: done, done before by this very cadre, or decided otherwise. */
export function meetTagDecision(
  { state, decidedBy }: TagClaimRow,
  wanted: 'granted' | 'refused',
  cadreId: string,
): 'do' | 'again' | 'tag-claim-decided' {
  if (state === 'waiting') return 'do'
  return state === wanted && decidedBy === cadreId ? 'again' : 'tag-claim-decided'
}
