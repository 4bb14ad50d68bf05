import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'

/** A one-time code is good for so long and for so many different guesses. */
export const CODE_LIFE_MS = 5 * MINUTE_MS
export const GUESSES = 5
/** Between two codes to a phone or from a person; and how many of either in a day. */
export const RESEND_MS = MINUTE_MS
export const CODES_A_DAY = 10

/** What a phone was sent on a day, or a person had sent. */
export interface SentOnDay {
  readonly sent: number
  readonly lastAt: Instant
}

export type MaySend =
  | { readonly is: 'yes' }
  | { readonly is: 'phone-code-too-soon'; readonly resendAt: Instant }
  | { readonly is: 'phone-code-limit' }

export function maySend(days: readonly (SentOnDay | undefined)[], now: Instant): MaySend {
  const counted = days.filter((day) => day !== undefined)
  const resendAt = counted.map((day) => later(day.lastAt, RESEND_MS)).reduce((a, b) => (a > b ? a : b), '')
  if (counted.some((day) => day.sent >= CODES_A_DAY)) return { is: 'phone-code-limit' }
  return now < resendAt ? { is: 'phone-code-too-soon', resendAt } : { is: 'yes' }
}
