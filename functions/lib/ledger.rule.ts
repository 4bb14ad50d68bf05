import type { Instant } from '@gonghui/shared/lib/instant'

/** What an entry did: points given for something; held for something wanted; given back, or spent for good. */
export type EntryKind = 'earned' | 'held' | 'released' | 'spent'

/** One line of a member's points. It is written once and never changed. */
export interface Entry {
  readonly memberId: string
  /** What it is for; one entry for each cause, however often it is asked for. */
  readonly cause: string
  readonly kind: EntryKind
  /** Added to the balance; negative where points are held. */
  readonly amount: number
  /** In the words the member reads. */
  readonly reason: string
  readonly at: Instant
  /** Its place among the member's entries, from 1, and the balance after it. */
  readonly seq: number
  readonly balance: number
}

export interface Balance {
  readonly seq: number
  readonly balance: number
}

export const NO_POINTS: Balance = { seq: 0, balance: 0 }

export type Wanted = Pick<Entry, 'memberId' | 'cause' | 'kind' | 'amount' | 'reason'>

/**
 * A ledger as its member reads it: a hold tells what became of it, and entries that moved nothing are left out. The
 * amounts still add up to the balance.
 */
export function linesOf(entries: readonly Entry[]): Entry[] {
  const spent = new Set(entries.filter(({ kind }) => kind === 'spent').map(({ cause }) => cause))
  return entries
    .filter(({ amount }) => amount !== 0)
    .map((entry) => (spent.has(causeOfEnd(entry.cause)) ? { ...entry, kind: 'spent' } : entry))
}

/** A hold's own cause, what ends it, and what gives back what was spent: one entry each. */
export const causeOfHold = (cause: string): string => `HOLD#${cause}`
/** Of the entry that ends a hold, whose cause begins with the hold's; who confirms and who gives back meet at it. */
export const causeOfEnd = (cause: string): string => cause.replace(/^HOLD#/, 'END#')
export const causeOfRefund = (cause: string): string => `REFUND#${cause}`

/** The entry that follows; `points-short` where the balance would fall below zero. */
export function following(last: Balance, wanted: Wanted, now: Instant): Entry | 'points-short' {
  const balance = last.balance + wanted.amount
  if (balance < 0) return 'points-short'
  return { ...wanted, at: now, seq: last.seq + 1, balance }
}
