import { DAY_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { SESSION_LIFE_DAYS } from '@gonghui/shared/membership/sessions'

export const SESSION_LIFE_MS = SESSION_LIFE_DAYS * DAY_MS
/** How long a renewal whose reply was lost may be asked for again. */
export const GRACE_MS = MINUTE_MS

export interface OpenSession {
  readonly sessionId: string
  readonly personId: string
  /** What it runs on, as its owner knows it: `微信・iPhone`, `网页控制台`. */
  readonly device?: string
  readonly startedAt?: Instant
  /** Counts the renewals; the one renewal code that is good now is this generation's. */
  readonly generation: number
  readonly renewedAt: Instant
  readonly until: Instant
}

/**
 * What to do with a genuine renewal code of some generation. `again`: the reply was lost, so the same answer is given
 * again. `stolen`: a code long spent is shown, so two hold the session, and nobody can tell which is the thief.
 */
export function judgeRenewal(
  session: OpenSession,
  generation: number,
  now: Instant,
): 'renew' | 'again' | 'stolen' | 'over' {
  // A generation ahead of the table's can only come from before the table was restored to an earlier moment.
  if (now >= session.until || generation > session.generation) return 'over'
  if (generation === session.generation) return 'renew'
  const lostReply = generation === session.generation - 1 && now < later(session.renewedAt, GRACE_MS)
  return lostReply ? 'again' : 'stolen'
}
