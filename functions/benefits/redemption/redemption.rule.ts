import type { Redemption } from '@gonghui/shared/benefits/redemptions'
import { UNDO_MINUTES } from '@gonghui/shared/benefits/redemptions'
import { epochMsOf, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'
import { type VoucherRow, validFrom, voucherRefusal } from './voucher.rule.ts'

/** One slip, as the table keeps it. Nobody's name stands in it. */
export interface RedemptionRow {
  readonly redemptionId: string
  readonly voucherId: string
  readonly memberId: string
  readonly j: number
  readonly dropId: string
  readonly title: string
  /** The member's org when it was spent. */
  readonly orgId: string
  readonly outletId: string
  readonly outletName: string
  readonly clerkId: string
  readonly collectedFen: number
  readonly at: Instant
  readonly shortCodeTail: string
  /** When the table forgets it, with the records of its drop. Epoch seconds. */
  readonly expiresAt: number
  /** `by` whom, where it was not the clerk's own undo. */
  readonly undone?: { readonly at: Instant; readonly reason: string; readonly by?: string }
}

export type RedemptionRefusal =
  | 'outlet-not-of-drop'
  | 'voucher-no-pass'
  | 'voucher-redeemed'
  | 'voucher-ended'
  | 'voucher-offered'
  | 'voucher-not-yet'
  | 'voucher-expired'
  | 'pass-expired'

export interface Shown {
  readonly row: VoucherRow
  readonly drop: Drop
  readonly outletId: string
  /** Until when what was shown is good; a short code has no end of its own. */
  readonly goodUntil: Instant | undefined
}

/** Why a voucher that was shown at an outlet cannot be spent there now, in order of precedence. */
export function redemptionRefusal(
  { row, drop, outletId, goodUntil }: Shown,
  now: Instant,
): RedemptionRefusal | undefined {
  if (!drop.outletIds.includes(outletId)) return 'outlet-not-of-drop'
  if (drop.redeemedAt !== 'here') return 'voucher-no-pass'
  const refusal = voucherRefusal(row, drop, now)
  if (refusal && refusal !== 'voucher-expired') return refusal
  if (now < validFrom(drop)) return 'voucher-not-yet'
  if (refusal) return refusal
  return goodUntil !== undefined && now > goodUntil ? 'pass-expired' : undefined
}

export const undoUntil = (row: RedemptionRow): Instant => later(row.at, UNDO_MINUTES * MINUTE_MS)

/** Whether a clerk may still take a slip back. */
export function undoRefusal(
  row: RedemptionRow,
  clerkId: string,
  now: Instant,
): 'redemption-not-yours' | 'redemption-undo-late' | undefined {
  if (row.clerkId !== clerkId) return 'redemption-not-yours'
  return epochMsOf(now) > epochMsOf(undoUntil(row)) ? 'redemption-undo-late' : undefined
}

export const redemptionFace = (row: RedemptionRow): Redemption => ({
  redemptionId: row.redemptionId,
  voucherId: row.voucherId,
  dropId: row.dropId,
  title: row.title,
  outletId: row.outletId,
  outletName: row.outletName,
  collectedFen: row.collectedFen,
  at: row.at,
  shortCodeTail: row.shortCodeTail,
  undoUntil: undoUntil(row),
  ...(row.undone ? { undone: row.undone } : {}),
})
