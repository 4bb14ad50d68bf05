import type { Voucher, walletTabs } from '@gonghui/shared/benefits/vouchers'
import { endOfDayAfter, type Instant } from '@gonghui/shared/lib/instant'
import { bytesOf, idFrom } from '../../lib/ids.ts'
import type { Drop } from '../drop/drop.rule.ts'

/** A voucher's row in its member's wallet: written after the grant, from the bucket's truth, and never deleted before the audit term. */
export interface VoucherRow {
  readonly voucherId: string
  readonly memberId: string
  readonly dropId: string
  readonly j: number
  readonly bucket: number
  readonly place: number
  readonly ordinal: number
  /** Where the member belonged at the claim; unknown of one who was erased before the row was written. */
  readonly orgPath?: string
  /**
   * `returning` is between: the unit is on its way back into its bucket. `expired` is only said of one whose unit was
   * taken back; others are over by the clock and nothing is written.
   */
  readonly state: 'offered' | 'held' | 'issued' | 'redeemed' | 'returning' | 'returned' | 'expired' | 'voided'
  readonly issuedAt: Instant
  /** When an offer or a hold became the member's; absent of one that was so at once. */
  readonly takenAt?: Instant
  /** Until when an offer or a hold is kept. */
  readonly heldUntil?: Instant
  /** How it came to be given back. */
  readonly returnedBy?: 'member' | 'decline' | 'lapse' | 'short' | 'expiry'
  readonly uncoveredAt?: Instant
  /** How often it was given anew in the stead of one that was voided: the place stays, the voucher is another. */
  readonly issue?: number
  /** Which imported code it carries, where that is not its ordinal's: that one was uncovered before. */
  readonly codeOrdinal?: number
  readonly insteadOf?: { readonly at: Instant; readonly reason: string }
  readonly voided?: { readonly at: Instant; readonly reason: string; readonly replacedBy?: string }
  /** Of a synthetic member's only: when the table forgets it. Epoch seconds. */
  readonly expiresAt?: number
  readonly spent?: Spent
}

/** The redemption that spent a voucher, as its row remembers it: enough to tell a second scan when and where. */
export interface Spent {
  readonly redemptionId: string
  readonly at: Instant
  readonly outletId: string
  readonly outletName: string
}

/** Crockford's base 32, lower case: five bits a digit. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'

export interface VoucherParts {
  readonly dropId: string
  readonly bucket: number
  readonly place: number
  /** Of a place's vouchers, which: the first has none. */
  readonly issue?: number
}

/** A bucket has some dozens of places, so that of its two bytes the upper four bits tell the issue. */
const PLACES = 4_096
export const LAST_ISSUE = 15

/** The 20 bytes that name a voucher: 16 of the drop, 2 of the bucket, 2 of the issue and the place. */
export function voucherBytes({ dropId, bucket, place, issue = 0 }: VoucherParts): Buffer {
  const bytes = Buffer.alloc(20)
  bytesOf(dropId).copy(bytes)
  bytes.writeUInt16BE(bucket, 16)
  bytes.writeUInt16BE(issue * PLACES + place, 18)
  return bytes
}

export function partsFrom(bytes: Buffer): VoucherParts {
  const last = bytes.readUInt16BE(18)
  const unit = {
    dropId: idFrom('drop', bytes.subarray(0, 16)),
    bucket: bytes.readUInt16BE(16),
    place: last % PLACES,
  }
  return last < PLACES ? unit : { ...unit, issue: Math.floor(last / PLACES) }
}

export function voucherIdOf(parts: VoucherParts): string {
  let rest = BigInt(`0x${voucherBytes(parts).toString('hex')}`)
  let digits = ''
  for (let i = 0; i < 32; i++, rest >>= 5n) digits = DIGITS[Number(rest & 31n)] + digits
  return `vch_${digits}`
}

/** Reads a voucher id that the contract's schema has let through. */
export function voucherParts(voucherId: string): VoucherParts {
  let value = 0n
  for (const digit of voucherId.slice(4)) value = (value << 5n) | BigInt(DIGITS.indexOf(digit))
  return partsFrom(Buffer.from(value.toString(16).padStart(40, '0'), 'hex'))
}

/**
 * What a row says of the voucher that was named: one that was replaced is void, whatever becomes of the one in its
 * stead, which stands in the same row.
 */
export function asNamed(row: VoucherRow, named: VoucherParts): VoucherRow {
  const voucherId = voucherIdOf(named)
  return row.voucherId === voucherId ? row : { ...row, voucherId, state: 'voided' }
}

/** Of the drop's imported codes, which one a voucher carries. */
export const codeOrdinalOf = ({ codeOrdinal, ordinal }: VoucherRow): number => codeOrdinal ?? ordinal

export const validFrom = (drop: Pick<Drop, 'opensAt' | 'validFrom'>): Instant =>
  drop.validFrom ?? drop.opensAt

/**
 * Until when a voucher can be used: the drop's end, or, where the drop gives each voucher its days, the end of the last
 * of them, if that is sooner. Days that pass before it may be used at all do not count.
 */
export function validUntilOf(
  { issuedAt, takenAt = issuedAt }: Pick<VoucherRow, 'issuedAt' | 'takenAt'>,
  drop: Pick<Drop, 'opensAt' | 'validFrom' | 'validUntil' | 'useWithinDays'>,
): Instant {
  if (drop.useWithinDays === undefined) return drop.validUntil
  const from = validFrom(drop)
  const end = endOfDayAfter(takenAt > from ? takenAt : from, drop.useWithinDays)
  return end < drop.validUntil ? end : drop.validUntil
}

/** A voucher's state as people see it: what nobody took or spent in time is over, whether or not a job has been round. */
export function voucherState(row: VoucherRow, drop: Drop, now: Instant): Voucher['state'] {
  const { state, heldUntil } = row
  if (state === 'returning') return row.returnedBy === 'expiry' ? 'expired' : 'returned'
  if (state === 'issued' && now > validUntilOf(row, drop)) return 'expired'
  const isLapsed = (state === 'offered' || state === 'held') && heldUntil !== undefined && now >= heldUntil
  return isLapsed ? 'returned' : state
}

export const voucherFace = (row: VoucherRow, drop: Drop, now: Instant): Voucher => ({
  voucherId: row.voucherId,
  dropId: row.dropId,
  j: row.j,
  state: voucherState(row, drop, now),
  title: drop.title,
  cover: drop.cover,
  kind: drop.kind,
  orgName: drop.orgName,
  listPriceFen: drop.listPriceFen,
  memberPriceFen: drop.memberPriceFen,
  validFrom: validFrom(drop),
  validUntil: validUntilOf(row, drop),
  redeemedAt: drop.redeemedAt,
  ...(drop.pointsPrice ? { pointsPrice: drop.pointsPrice } : {}),
  issuedAt: row.issuedAt,
  ...(row.heldUntil ? { heldUntil: row.heldUntil } : {}),
  ...(row.returnedBy ? { returnedBy: row.returnedBy } : {}),
  ...(row.spent ? { spent: { at: row.spent.at, outletName: row.spent.outletName } } : {}),
  ...(row.uncoveredAt ? { uncoveredAt: row.uncoveredAt } : {}),
  ...(row.voided ? { voided: row.voided } : {}),
  ...(row.insteadOf ? { insteadOf: row.insteadOf } : {}),
})

export const tabOf = (state: Voucher['state']): (typeof walletTabs)[number] => {
  if (state === 'issued' || state === 'held' || state === 'offered') return 'ready'
  return state === 'redeemed' ? 'spent' : 'ended'
}

/** Why a voucher cannot be used or shown now, whoever asks. */
export function voucherRefusal(
  row: VoucherRow,
  drop: Drop,
  now: Instant,
): 'voucher-redeemed' | 'voucher-ended' | 'voucher-offered' | 'voucher-expired' | undefined {
  const state = voucherState(row, drop, now)
  if (state === 'offered' || state === 'held') return 'voucher-offered'
  if (state === 'redeemed') return 'voucher-redeemed'
  if (state === 'returned' || state === 'voided') return 'voucher-ended'
  return state === 'expired' ? 'voucher-expired' : undefined
}
