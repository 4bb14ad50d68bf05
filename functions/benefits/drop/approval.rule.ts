import type { Approval, approvalStates } from '@gonghui/shared/benefits/approvals'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Drop } from './drop.rule.ts'

/** The judgement on one revision of a draft, as the drop carries it: who asked, who decided, when, why. */
export interface Judgement {
  readonly state: (typeof approvalStates)[number]
  readonly revision: number
  readonly askedAt: Instant
  readonly askedBy: string
  readonly askedByMasked?: string
  readonly decidedAt?: Instant
  readonly decidedBy?: string
  readonly decidedByMasked?: string
  readonly reason?: string
}

/** What one operator may open alone; more of either needs a second. */
export type Threshold = Readonly<Record<'units' | 'fen', number>>

/**
 * As the product comes: an evening's films for a district (5 000 units), or 200 000 yuan of the union's money. Large
 * enough that the weekly drops go on as before, small enough that a slip of one zero is seen by two.
 */
export const DEFAULT_THRESHOLD: Threshold = { units: 5_000, fen: 20_000_000 }

type Plan = Pick<Drop, 'stock' | 'ceiling' | 'listPriceFen' | 'memberPriceFen'>

/** All that may ever be given of it, so that nobody restocks past the threshold, and what that costs the union. */
export function weightOf({ stock, ceiling = stock, listPriceFen, memberPriceFen }: Plan): Threshold {
  return { units: ceiling, fen: ceiling * (listPriceFen - memberPriceFen) }
}

export function needsApproval(plan: Plan, threshold: Threshold): boolean {
  const { units, fen } = weightOf(plan)
  return units > threshold.units || fen > threshold.fen
}

interface Judged {
  readonly revision: number
  readonly judgement?: Judgement | undefined
}

/** The judgement of the very revision that stands there; an edit has voided any other. */
const ofThisRevision = ({ revision, judgement }: Judged): Judgement | undefined =>
  judgement?.revision === revision ? judgement : undefined

export const isApproved = (drop: Judged): boolean => ofThisRevision(drop)?.state === 'approved'

/** Whether somebody waits for a decision on it. */
export const isAsked = (drop: Judged): boolean => ofThisRevision(drop)?.state === 'asked'

/** Who wrote the plan as it stands, or asked for the approval, does not give it. */
export const isOwn = (
  { writtenBy, judgement }: Pick<Drop, 'writtenBy' | 'judgement'>,
  personId: string,
): boolean => personId === writtenBy || personId === judgement?.askedBy

export type DecisionRefusal =
  | 'drop-not-draft'
  | 'drop-changed'
  | 'approval-not-asked'
  | 'approval-own'
  | 'approval-decided'

/** Why somebody cannot decide; `same` where it is what they decided before. */
export function decisionRefusal(
  drop: Drop,
  {
    revision,
    personId,
    to,
  }: { readonly revision: number; readonly personId: string; readonly to: 'approved' | 'refused' },
): DecisionRefusal | 'same' | undefined {
  const judgement = ofThisRevision({ revision, judgement: drop.judgement })
  if (judgement?.state === to && judgement.decidedBy === personId) return 'same'
  if (drop.phase !== 'draft') return 'drop-not-draft'
  if (drop.revision !== revision) return 'drop-changed'
  if (!judgement) return 'approval-not-asked'
  if (isOwn(drop, personId)) return 'approval-own'
  return judgement.state === 'asked' ? undefined : 'approval-decided'
}

/** As it is shown: without the people's ids. */
export function approvalFace({ revision, judgement }: Judged): Approval | undefined {
  if (!judgement) return undefined
  const { askedBy: _, decidedBy: __, ...face } = judgement
  // Published, a drop counts its steps: what was judged then is what was published.
  return { ...face, isOfThisRevision: judgement.revision === revision }
}
