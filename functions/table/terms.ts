import type { Instant } from '@gonghui/shared/lib/instant'
import type { Pattern } from './access-patterns.ts'
import { expiryAfter } from './expiry.ts'
import { personalData } from './personal-data.ts'

/** When the table forgets a row by itself (its `expiresAt`, in seconds): the term that `personal-data.ts` gives its kind. */
export function endOfTerm(pattern: Pattern, from: Instant): number {
  const days = personalData[pattern]?.days
  if (days === undefined) throw new Error(`no term is given for ${pattern}`)
  return expiryAfter(from, days)
}
