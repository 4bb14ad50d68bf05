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

/** The entry that follows; `points-short` where the balance would fall below zero. */
export function following(last: Balance, wanted: Wanted, now: Instant): Entry | 'points-short' {
  const balance = last.balance + wanted.amount
  if (balance < 0) return 'points-short'
  return { ...wanted, at: now, seq: last.seq + 1, balance }
}
