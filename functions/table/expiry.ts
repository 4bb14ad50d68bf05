import { DAY_MS, epochMsOf, type Instant, later } from '@gonghui/shared/lib/instant'

/** A row's `expiresAt`: from when on the table forgets it by itself, in epoch seconds. */
export const expiryAt = (at: Instant): number => Math.floor(epochMsOf(at) / 1_000)

export const expiryAfter = (from: Instant, days: number): number => expiryAt(later(from, days * DAY_MS))
