import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import type { dropStates, lookedAt } from '@gonghui/shared/benefits/drops'
import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import { unitOf } from '@gonghui/shared/benefits/units'
import { type Instant, inWords } from '@gonghui/shared/lib/instant'
import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import type * as z from 'zod/mini'
import { type AudienceRefusal, audienceRefusal } from '../../lib/audience.rule.ts'
import type { Membership } from '../../lib/caller.ts'
import type { Pool, Quota } from '../claim/pool.rule.ts'
import type { Judgement } from './approval.rule.ts'

/** A drop as the table keeps it. `publishing` is between: the plan is fixed, the buckets are being laid. */
export interface Drop extends Omit<DropPlan, 'quotas'> {
  readonly dropId: string
  readonly orgPath: string
  readonly orgName: string
  readonly audiencePaths: readonly string[]
  readonly audienceNames: readonly string[]
  readonly phase: 'draft' | 'publishing' | 'scheduled' | 'paused' | 'closed' | 'settled'
  readonly revision: number
  readonly rulesVersion: number
  /** From when on each version of the rules after the first holds. */
  readonly rulesSince?: readonly { readonly version: number; readonly from: Instant }[]
  /** How many buckets its stock lies in; 0 until it is published. */
  readonly buckets: number
  /** Who has units set aside; the spans of buckets are fixed at publication. */
  readonly quotas?: readonly Quota[]
  readonly pools: readonly Pool[]
  readonly publishedAt?: Instant
  /** How many ordinals were ever given out, and the change of stock that is under way. */
  readonly unitsLaid?: number
  readonly stockChange?: string
  /** The batch of imported codes in force, and how many it holds. */
  readonly codesBatch?: string
  readonly codesCount: number
  /** How many of its last codes went to vouchers in the stead of voided ones. */
  readonly sparesUsed?: number
  /** The batch that was in force before, whose codes are being removed, and where they counted as brought. */
  readonly codesBefore?: {
    readonly batch: string
    readonly count: number
    readonly cityId: string
    readonly kind: string
  }
  readonly createdAt: Instant
  /** Who wrote the plan as it stands, and what a second operator said of it. */
  readonly writtenBy?: string
  readonly judgement?: Judgement
  /** Whose members cannot claim for now; here, where every function looks within the second. */
  readonly stoppedOrgs?: readonly StoppedOrg[]
  readonly banner?: { readonly text: string; readonly at: Instant }
  /** Of a simultaneous opening: it was drawn and every winner has a unit, so the rest is for who comes first. */
  readonly openingOver?: boolean
  /** A shadow: what a rehearsal claims in place of this drop. Only its synthetic members ever learn of it. */
  readonly shadowOf?: string
  /** Of a shadow: when the table forgets what a rehearsal that was broken off left behind. Epoch seconds. */
  readonly expiresAt?: number
}

export interface StoppedOrg {
  readonly orgId: string
  readonly path: string
  readonly name: string
  readonly at: Instant
}

/** For how long a unit is kept for somebody by name, where the plan does not say. */
export const OFFER_MINUTES = 30

/** For how long a unit with a price is held for whom it was granted to. */
export const HOLD_MINUTES = 10

export type DropState = (typeof dropStates)[number]

/** Where a drop stands now: opening and closing are the clock's, not somebody's. */
export function stateAt(drop: Pick<Drop, 'phase' | 'opensAt' | 'closesAt'>, now: Instant): DropState {
  if (!isLaid(drop)) return 'draft'
  if (drop.phase === 'closed' || drop.phase === 'settled') return drop.phase
  if (now >= drop.closesAt) return 'closed'
  if (drop.phase === 'paused') return 'paused'
  return now >= drop.opensAt ? 'open' : 'scheduled'
}

/** Whether its stock lies in its buckets: from publication on. */
export const isLaid = ({ phase }: Pick<Drop, 'phase'>): boolean => phase !== 'draft' && phase !== 'publishing'

export const isOnShow = (drop: Drop, now: Instant): boolean => stateAt(drop, now) !== 'draft'

export type WindowRefusal = 'drop-unknown' | 'drop-not-open' | 'drop-closed' | 'drop-paused'
export type MemberRefusal = AudienceRefusal | 'org-stopped'
export type ClaimRefusal = WindowRefusal | MemberRefusal | 'limit-reached'

/** Whether the clock and the operator let anybody take this drop now. */
export function windowRefusal(drop: Drop, now: Instant): WindowRefusal | undefined {
  const refusals = { draft: 'drop-unknown', scheduled: 'drop-not-open', open: undefined } as const
  const state = stateAt(drop, now)
  if (state === 'closed' || state === 'settled') return 'drop-closed'
  return state === 'paused' ? 'drop-paused' : refusals[state]
}

/** Whether a drop is for this member, and their org is not stopped. */
export const memberRefusal = (
  drop: Pick<Drop, 'audience' | 'audiencePaths' | 'stoppedOrgs'>,
  member: Membership,
): MemberRefusal | undefined =>
  audienceRefusal(drop, member) ??
  (drop.stoppedOrgs?.some(({ path }) => isAtOrBelow(member.orgPath, path)) ? 'org-stopped' : undefined)

/** Every rule of a claim that needs no stock, in the order in which it is reported. */
export const claimRefusal = (
  drop: Drop,
  member: Membership,
  j: number,
  now: Instant,
): ClaimRefusal | undefined =>
  windowRefusal(drop, now) ??
  memberRefusal(drop, member) ??
  (j > drop.perMember ? 'limit-reached' : undefined)

export interface Asking {
  readonly member: Membership | undefined
  readonly signedIn: boolean
  readonly taken: number
  readonly left: number
  /** The member's points, where it costs some. */
  readonly balance?: number | undefined
}

export interface MayI {
  readonly may: boolean
  readonly code?: string
  readonly words: string
  readonly looked: z.input<typeof lookedAt>[]
}

/** “我能抢吗”, in one sentence and rule by rule: what a tap now would be told. */
export function mayI(drop: Drop, { member, signedIn, taken, left, balance }: Asking, now: Instant): MayI {
  const window = windowRefusal(drop, now)
  const audience = member && memberRefusal(drop, member)
  const rest = Math.max(0, drop.perMember - taken)
  const unit = unitOf(drop.kind)
  const unknown = signedIn ? '还没入会' : '登录后可知'
  const looked: MayI['looked'] = [
    { rule: 'membership', holds: member !== undefined, words: member ? '在会' : unknown },
    { rule: 'window', holds: window === undefined, words: windowWords(drop, window) },
    {
      rule: 'audience',
      holds: member !== undefined && audience === undefined,
      words: member ? (audience ? benefitsProblems[audience].title : '符合') : unknown,
    },
    { rule: 'limit', holds: rest > 0, words: taken > 0 ? `已领 ${taken} ${unit}` : '未领过' },
    ...pointsLooked(drop, balance),
    { rule: 'stock', holds: left > 0, words: left > 0 ? `还有 ${left} ${unit}` : '已抢完' },
  ]
  const isShort = balance !== undefined && balance < (drop.pointsPrice ?? 0)
  const mine = rest === 0 ? 'limit-reached' : isShort ? 'points-short' : undefined
  const eligibility = member ? (audience ?? mine) : stranger(signedIn)
  const code = member
    ? (claimRefusal(drop, member, taken + 1, now) ?? mine ?? (left === 0 ? 'drop-sold-out' : undefined))
    : stranger(signedIn)
  const words = inOneSentence(drop, eligibility ?? code, rest)
  return { may: code === undefined, ...(code ? { code } : {}), words, looked }
}

const pointsLooked = ({ pointsPrice }: Drop, balance: number | undefined): MayI['looked'] =>
  pointsPrice === undefined || balance === undefined
    ? []
    : [{ rule: 'points', holds: balance >= pointsPrice, words: `有 ${balance}，要 ${pointsPrice}` }]

const stranger = (signedIn: boolean) => (signedIn ? 'membership-missing' : 'token-missing')

function windowWords(drop: Drop, refusal: ClaimRefusal | undefined): string {
  if (refusal === 'drop-not-open') return `${inWords(drop.opensAt)} 开始`
  if (refusal === 'drop-paused') return '暂停中'
  return refusal === undefined ? '已开始' : '已结束'
}

function inOneSentence(drop: Drop, code: string | undefined, rest: number): string {
  switch (code) {
    case undefined:
      return `你符合条件，本场还可抢 ${rest} ${unitOf(drop.kind)}`
    case 'drop-not-open':
      return `你符合条件，${inWords(drop.opensAt)} 开抢，可抢 ${rest} ${unitOf(drop.kind)}`
    case 'token-missing':
      return '登录后就知道'
    case 'membership-missing':
      return '加入工会后就能抢'
    default: {
      const words = benefitsProblems[code as keyof typeof benefitsProblems]
      return `${words.title}，${words.next}`
    }
  }
}

/** What an operator's step does to a drop; undefined where it is impossible now. */
export function stepped(
  drop: Drop,
  step: 'pause' | 'resume' | 'close',
  now: Instant,
): Drop['phase'] | undefined {
  const state = stateAt(drop, now)
  const running = state === 'scheduled' || state === 'open'
  if (step === 'pause') return running ? 'paused' : undefined
  if (step === 'resume') return state === 'paused' ? 'scheduled' : undefined
  return running || state === 'paused' || state === 'closed' ? 'closed' : undefined
}

/** A drop whose first taps are drawn. */
export type OpeningDrop = Drop & { readonly openingSeconds: number }

export const hasOpening = (drop: Drop): drop is OpeningDrop => drop.openingSeconds !== undefined

/** Whether units are for who was in the draw of the opening, and for nobody else yet. */
export const isGathered = (drop: Drop): drop is OpeningDrop => hasOpening(drop) && drop.openingOver !== true

/** Why stock cannot be changed as somebody wants it, with what they ought to know. */
export function stockChangeRefusal(
  drop: Drop,
  { seen, wanted }: { readonly seen: number; readonly wanted: number },
  now: Instant,
) {
  const state = stateAt(drop, now)
  // What a lottery draws for was told to everybody who entered.
  const isMovable =
    (state === 'scheduled' || state === 'open' || state === 'paused') &&
    drop.way !== 'lottery' &&
    // Nor what an opening draws for, from the first entry until the last winner has a unit.
    (state === 'scheduled' || !isGathered(drop))
  if (!isMovable) return { code: 'drop-step-impossible' } as const
  if (drop.stock !== seen) return { code: 'stock-changed', facts: { seen, stock: drop.stock } } as const
  const laid = (drop.unitsLaid ?? drop.stock) + Math.max(0, wanted - seen)
  const ceiling = drop.ceiling ?? drop.unitsLaid ?? drop.stock
  // Units that were taken out still stand in their buckets, and a bucket is made for so many.
  if (laid > ceiling) return { code: 'stock-over-ceiling', facts: { ceiling, laid } } as const
  const isCoded = drop.codes === 'generated' || drop.codesCount - (drop.sparesUsed ?? 0) >= laid
  return isCoded
    ? undefined
    : ({ code: 'codes-too-few', facts: { codes: drop.codesCount, stock: laid } } as const)
}
