import type { Instant } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'
import { LAST_ISSUE, type VoucherRow, voucherIdOf, voucherRefusal } from './voucher.rule.ts'

/** What the desk wants of a voucher. */
export interface Wanted {
  readonly reason: string
  /** Another voucher in its stead, for the same member on the same place. */
  readonly reissue: boolean
}

/**
 * What a voiding writes: the voucher as it was, kept for good, and what stands in the wallet from then on. The unit
 * never leaves its place, so nothing that is counted moves, and nobody else can be given it meanwhile.
 */
export interface Voiding {
  readonly kept: VoucherRow
  readonly next: VoucherRow
  /** The drop's count of codes that went to such vouchers, where this is to carry another code than its ordinal's. */
  readonly sparesUsed?: number
}

/** Imported codes beyond the stock: no unit carries them, and no restock has begun on them. */
export const spareCodes = ({ codes, codesCount, sparesUsed = 0, unitsLaid, stock }: Drop): number =>
  codes === 'imported' ? Math.max(0, codesCount - sparesUsed - (unitsLaid ?? stock)) : 0

export function voidRefusal(row: VoucherRow, drop: Drop, { reissue }: Wanted, now: Instant) {
  const refusal = voucherRefusal(row, drop, now)
  if (refusal || !reissue) return refusal
  if ((row.issue ?? 0) >= LAST_ISSUE) return 'reissues-many'
  // A code that somebody has seen is never anybody's again: the one in its stead must be one that no unit carries.
  return row.uncoveredAt !== undefined && spareCodes(drop) === 0 ? 'reissue-no-code' : undefined
}

export function voiding(row: VoucherRow, drop: Drop, { reason, reissue }: Wanted, now: Instant): Voiding {
  const over = { ...row, state: 'voided', voided: { at: now, reason } } as const
  if (!reissue) return { kept: over, next: over }
  const { uncoveredAt, ...rest } = row
  const issue = (row.issue ?? 0) + 1
  const { dropId, bucket, place } = row
  const voucherId = voucherIdOf({ dropId, bucket, place, issue })
  const kept = { ...over, voided: { at: now, reason, replacedBy: voucherId } }
  const next = { ...rest, voucherId, issue, insteadOf: { at: now, reason } }
  if (uncoveredAt === undefined) return { kept, next }
  // Spares are taken from the end of the batch, where a restock comes last.
  const sparesUsed = (drop.sparesUsed ?? 0) + 1
  return { kept, next: { ...next, codeOrdinal: drop.codesCount - sparesUsed }, sparesUsed }
}

/** Before it is done: what becomes of it, for whoever is about to do it. */
export function voidWords(row: VoucherRow, drop: Drop, reissue: boolean): string {
  const points = drop.pointsPrice === undefined ? '' : `，付过的 ${drop.pointsPrice} 积分退回`
  if (!reissue)
    return `这位会员的这张券马上不能用${points}。名额不放回库存，也不能再领；要补库存请用“增减库存”`
  if (row.uncoveredAt === undefined)
    return '原来的券马上不能用，会员券包里换成一张新的；份数、有效期不变，名额不会多发'
  const spare = spareCodes(drop)
  return spare > 0
    ? `会员取过的券码不再算数，换一个没发过的（多余的券码还有 ${spare} 个）；份数、有效期不变`
    : '会员取过的券码不能再用，这场也没有多余的券码，补发不了，只能作废'
}
