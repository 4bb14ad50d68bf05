import type { Instant } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'
import type { VoucherRow } from '../redemption/voucher.rule.ts'

/**
 * A unit that has a price is held for a member until it is paid for or its time is over. Two things tell where that
 * stands: the voucher, and the means it is paid with. They cannot change together, so one leads: the voucher's state
 * decides, and the means follows it. Whoever looks (the request, its repeat, another phone, the repair) does the one
 * deed that is next, and each deed may be done again.
 *
 * The means here are points. Another one, money say, has the same four standings: nothing was taken yet; it is
 * authorised; it is ours; it was given back, or can never be taken any more.
 */
export type Standing = 'none' | 'held' | 'spent' | 'back'

export type Deed =
  /** Take it off the balance, until it is known whose it is. */
  | 'hold'
  /** The voucher becomes the member's. */
  | 'confirm'
  /** What was taken is ours. */
  | 'spend'
  /** The voucher starts on its way back: its time is over, or it can never be paid for. */
  | 'let-go'
  /** Whatever was taken goes back, and nothing can be taken any more. */
  | 'give-back'
  /** The two cannot be true together: one of them was read before it changed. */
  | 'look-again'
  /** Nothing is to be done now. */
  | 'rest'

export interface PriceFacts {
  readonly row: Pick<VoucherRow, 'state' | 'heldUntil' | 'returnedBy' | 'voided'>
  readonly drop: Pick<Drop, 'validUntil'>
  readonly standing: Standing
  /** Whether the member wants to pay now; who only looks after it takes nothing. */
  readonly pays: boolean
}

export function nextDeed({ row, drop, standing, pays }: PriceFacts, now: Instant): Deed {
  if (row.state === 'offered' || row.state === 'held') {
    if (standing === 'back' || now >= endOfHold(row, drop)) return 'let-go'
    if (standing === 'none') return pays ? 'hold' : 'rest'
    return 'confirm'
  }
  if (isOwed(row)) {
    if (standing === 'held') return 'spend'
    return standing === 'spent' ? 'rest' : 'look-again'
  }
  return standing === 'back' ? 'rest' : 'give-back'
}

const endOfHold = ({ heldUntil }: PriceFacts['row'], { validUntil }: PriceFacts['drop']): Instant =>
  heldUntil !== undefined && heldUntil < validUntil ? heldUntil : validUntil

/** Whose voucher it was to use, or whoever has another in its stead, pays; who gave it back in time does not. */
const isOwed = ({ state, returnedBy, voided }: PriceFacts['row']): boolean =>
  state === 'voided'
    ? voided?.replacedBy !== undefined
    : (state !== 'returning' && state !== 'returned') || returnedBy === 'expiry'
