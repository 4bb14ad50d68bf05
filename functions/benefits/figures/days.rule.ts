import { daysBetween, type Instant } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'
import { validFrom } from '../redemption/voucher.rule.ts'

/** The days on which something of a drop may have been spent. Nothing was before the drop was made, whatever its plan names. */
export function spendingDays(drop: Drop, now: Instant): string[] {
  const from = validFrom(drop) > drop.createdAt ? validFrom(drop) : drop.createdAt
  return daysBetween(from, now < drop.validUntil ? now : drop.validUntil)
}
