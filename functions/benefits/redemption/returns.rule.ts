import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { Membership } from '../../lib/caller.ts'
import { type Bucket, leftIn, placesOf } from '../claim/bucket.rule.ts'
import { type Drop, memberRefusal, OFFER_MINUTES, stateAt } from '../drop/drop.rule.ts'
import { type VoucherRow, voucherRefusal } from './voucher.rule.ts'

/** A member's vouchers of a drop that count against the limit: not what was given back. */
export const liveAmong = (rows: readonly VoucherRow[]): readonly VoucherRow[] =>
  rows.filter(({ state }) => state !== 'returning' && state !== 'returned')

/** Why somebody cannot wait for a drop's units, in order of precedence. */
export function waitingRefusal(drop: Drop, member: Membership, rows: readonly VoucherRow[], now: Instant) {
  const state = stateAt(drop, now)
  if (!drop.waitingList) return 'drop-no-waiting'
  if (state === 'scheduled') return 'drop-not-open'
  // Units come back until the vouchers end, so the line goes on when nobody can claim any more.
  if (drop.phase === 'closed' || drop.phase === 'settled' || now >= drop.validUntil) return 'drop-closed'
  return (
    memberRefusal(drop, member) ?? (liveAmong(rows).length >= drop.perMember ? 'limit-reached' : undefined)
  )
}

/** Who has seen a merchant's code may have used it; and so with the code of the voucher before, where one was replaced. */
export const isUncovered = ({ uncoveredAt, codeOrdinal }: VoucherRow): boolean =>
  uncoveredAt !== undefined || codeOrdinal !== undefined

/** Why a voucher cannot be given back. */
export function returnRefusal(row: VoucherRow, drop: Drop, now: Instant) {
  const refusal = voucherRefusal(row, drop, now)
  if (refusal) return refusal
  // Nobody else can be given its code.
  return isUncovered(row) ? 'voucher-uncovered' : undefined
}

/** Until when a unit is kept for somebody; undefined where there is no time left to take it. */
export function offerUntil(
  { offerMinutes = OFFER_MINUTES, validUntil }: Drop,
  now: Instant,
): Instant | undefined {
  const until = later(now, offerMinutes * MINUTE_MS)
  const end = until < validUntil ? until : validUntil
  return end > now ? end : undefined
}

/**
 * Which of a member's units an offer would be, by their home; undefined where they have as many as they may, those
 * offered to them included. It is the smallest number that is free: one beyond would leave a gap, to be claimed besides.
 */
export function nextOffer(
  { perMember }: Pick<Drop, 'perMember'>,
  home: Bucket,
  memberId: string,
): number | undefined {
  const mine = placesOf(home, memberId)
  const live = mine.filter(({ place }) => !leftIn(home).includes(place))
  if (live.length >= perMember) return undefined
  const used = new Set(mine.map(({ j }) => j))
  let j = 1
  while (used.has(j)) j++
  return j
}
