import { UNDO_MINUTES } from '@gonghui/shared/benefits/redemptions'
import { dayOf, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'
import { isUncovered } from './returns.rule.ts'
import { type VoucherRow, validUntilOf } from './voucher.rule.ts'

/**
 * Vouchers that have days of their own end with a day, so they are looked for in one round a day over a drop's buckets.
 * A round is resumed where it was left and may be walked twice: each voucher's own state decides what happens to it.
 */
export interface Round {
  /** Vouchers whose last day was before this one are over. */
  readonly day: string
  /** The bucket it goes on from. */
  readonly next: number
  /** Of those walked: vouchers that were not used in time and whose units are nobody else's. */
  readonly standing: number
  readonly isDone?: true
}

/** The round that is to be walked now, anew or from where it was left; undefined where there is nothing to look for. */
export function dueRound(drop: Drop, last: Round | undefined, now: Instant): Round | undefined {
  // Whoever took a voucher late in the evening may undo it for some minutes yet: then it was not used after all.
  const day = dayOf(later(now, -(UNDO_MINUTES + 1) * MINUTE_MS))
  const isAnyOver = drop.useWithinDays !== undefined && dayOf(firstEnd(drop)) < day
  // After the drop's own end there is nobody to give a unit to.
  if (!isAnyOver || now > drop.validUntil) return undefined
  if (last?.day === day) return last.isDone ? undefined : last
  return { day, next: 0, standing: 0 }
}

const firstEnd = (drop: Drop): Instant => validUntilOf({ issuedAt: drop.opensAt }, drop)

/** What is to become of a voucher in a round. */
export function fateOf(row: VoucherRow, drop: Drop, { day }: Round): 'none' | 'stands' | 'recycled' {
  if (row.state !== 'issued' || dayOf(validUntilOf(row, drop)) >= day) return 'none'
  // Nothing comes back into a bucket that is shut.
  const isOpen = drop.phase !== 'closed' && drop.phase !== 'settled'
  return drop.recycles && isOpen && !isUncovered(row) ? 'recycled' : 'stands'
}
