import { DAY_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { COOLING_DAYS } from '@gonghui/shared/membership/my-data'

/** Between the wish and the deed lies a week in which it can be taken back. */
export const COOLING_MS = COOLING_DAYS * DAY_MS
/** From the end of all sessions until the deed: a bearer token lives a quarter of an hour, and then nobody acts any more. */
export const QUIET_MS = 20 * MINUTE_MS

export interface Erasure {
  readonly personId: string
  /** They on all their WeChats, this one first, known from when it is carried out. */
  readonly personIds?: readonly string[]
  /** The memberships that go with them, known from then too. */
  readonly memberIds?: readonly string[]
  readonly askedAt: Instant
  /** When it begins unless it is taken back. */
  readonly dueAt: Instant
  /** When it began: from then on there is no way back. */
  readonly begunAt?: Instant
  /** When all of it was done. */
  readonly doneAt?: Instant
}

export type NextStep = 'wait' | 'begin' | 'erase' | 'done'

/** What there is to do about a wish now. */
export function nextStep({ dueAt, begunAt, doneAt }: Erasure, now: Instant): NextStep {
  if (doneAt !== undefined) return 'done'
  if (begunAt === undefined) return now < dueAt ? 'wait' : 'begin'
  return now < later(begunAt, QUIET_MS) ? 'wait' : 'erase'
}
