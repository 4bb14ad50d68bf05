import * as z from 'zod/mini'

// Apart from the calls that answer it: the claim answers it too, and its function loads none of those.

/** `offered`: a unit that came back is kept for who waits; `held`: claimed, and kept until it is paid for. */
export const voucherStates = [
  'offered',
  'held',
  'issued',
  'redeemed',
  'expired',
  'returned',
  'voided',
] as const

/** `vch_` and 20 bytes in base 32: drop, bucket, place. It names the unit, and nobody else can have it. */
export const voucherId = z.string().check(z.regex(/^vch_[0-9a-hjkmnp-tv-z]{32}$/))

export const voucher = z.object({
  voucherId: z.string(),
  dropId: z.string(),
  /** Which of the member's vouchers of this drop it is, from 1. */
  j: z.int(),
  state: z.enum(voucherStates),
  title: z.string(),
  cover: z.string(),
  /** As the drop's; the claim's own answer is told without. */
  picture: z.optional(z.string()),
  kind: z.string(),
  orgName: z.string(),
  listPriceFen: z.int(),
  /** To be paid at the outlet. */
  memberPriceFen: z.int(),
  /** What it cost in points. */
  pointsPrice: z.optional(z.int()),
  validFrom: z.string(),
  validUntil: z.string(),
  redeemedAt: z.enum(['here', 'merchant']),
  issuedAt: z.string(),
  /** Until when an offer or a hold is kept. */
  heldUntil: z.optional(z.string()),
  /** How its unit came to be given back: by the member, by declining an offer, by letting it lapse, for want of points, by not using it in time. */
  returnedBy: z.optional(z.enum(['member', 'decline', 'lapse', 'short', 'expiry'])),
  /** When and where it was spent. */
  spent: z.optional(z.object({ at: z.string(), outletName: z.string() })),
  /** A merchant's code that has been uncovered. */
  uncoveredAt: z.optional(z.string()),
  /** Made void by the union, and why; with the voucher that the member has in its stead, if there is one. */
  voided: z.optional(z.object({ at: z.string(), reason: z.string(), replacedBy: z.optional(voucherId) })),
  /** It was given in the stead of one that was voided then. */
  insteadOf: z.optional(z.object({ at: z.string(), reason: z.string() })),
})
export type Voucher = z.infer<typeof voucher>
