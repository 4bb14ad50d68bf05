import type { Instant } from '@gonghui/shared/lib/instant'
import {
  causeOfEnd,
  causeOfHold,
  causeOfRefund,
  type Entry,
  following,
  NO_POINTS,
  type Wanted,
} from './ledger.rule.ts'
import { putEntry, readBalance, readEntry, readSome } from './ledger.store.ts'
import { type Refusal, refuse } from './server.ts'

/**
 * A member's points: an append-only ledger whose last balance is always the sum of its amounts, never below zero. Every
 * entry has a cause, and there is one entry for a cause, so whatever repeats or races gives and takes once.
 */
type Of = Pick<Entry, 'memberId' | 'cause'>
type Given = Of & Pick<Entry, 'amount' | 'reason'>

type LedgerRefusal = 'hold-unknown' | 'hold-spent' | 'hold-released' | 'points-short' | 'busy'

const TRIES = 20

async function append(wanted: Wanted, now: Instant): Promise<Entry | Refusal<'points-short' | 'busy'>> {
  for (let tries = 0; tries < TRIES; tries++) {
    // The balance first: what it is short of for want of this very entry is then told as done, not as short.
    const last = (await readBalance(wanted.memberId)) ?? NO_POINTS
    const earlier = await readEntry(wanted.memberId, wanted.cause)
    if (earlier) return earlier
    const entry = following(last, wanted, now)
    if (entry === 'points-short') return refuse('points-short', { balance: last.balance })
    if (await putEntry(last, entry)) return entry
  }
  return refuse('busy')
}

/** Gives points, once for a cause. */
export const earn = (given: Given, now: Instant) => append({ ...given, kind: 'earned' }, now)

/**
 * Takes points off the balance until `spend` or `release` ends it. The same cause holds once; `hold-released` where it
 * was given up before it held anything.
 */
export async function hold({ memberId, cause, amount, reason }: Given, now: Instant) {
  const held = await append(
    { memberId, cause: causeOfHold(cause), kind: 'held', amount: -amount, reason },
    now,
  )
  return 'kind' in held && held.kind !== 'held' ? refuse('hold-released') : held
}

/** Where a hold stands: `back` is given back, or given up before it held anything. */
export async function standingOf({ memberId, cause }: Of): Promise<'none' | 'held' | 'spent' | 'back'> {
  const causes = [causeOfHold(cause), causeOfEnd(causeOfHold(cause)), causeOfRefund(cause)]
  const found = new Map((await readSome(memberId, causes)).map((entry) => [entry.cause, entry.kind]))
  const [held, ended, refunded] = causes.map((one) => found.get(one))
  if (refunded || ended === 'released' || held === 'released') return 'back'
  return ended ? 'spent' : held ? 'held' : 'none'
}

/**
 * Whatever a cause has taken is given back, held or spent; where it has taken nothing, it never can any more. However
 * often and by whomever at once, points come back once.
 */
export async function giveBack(
  of: Of & Pick<Entry, 'reason'>,
  now: Instant,
): Promise<Entry | Refusal<LedgerRefusal>> {
  const { memberId, cause, reason } = of
  const held = await append({ memberId, cause: causeOfHold(cause), kind: 'released', amount: 0, reason }, now)
  if ('refused' in held || held.kind === 'released') return held
  const released = await release(of, now)
  if (!('refused' in released) || released.refused !== 'hold-spent') return released
  return append(
    { memberId, cause: causeOfRefund(cause), kind: 'released', amount: -held.amount, reason },
    now,
  )
}

/** Held points are spent for good; `hold-released` where they were given back before, `hold-unknown` where none are held. */
export const spend = (of: Of & Pick<Entry, 'reason'>, now: Instant) => end(of, 'spent', now)

/** Held points are given back; `hold-spent` where they were spent before. */
export const release = (of: Of & Pick<Entry, 'reason'>, now: Instant) => end(of, 'released', now)

async function end(
  { memberId, cause, reason }: Of & Pick<Entry, 'reason'>,
  kind: 'spent' | 'released',
  now: Instant,
): Promise<Entry | Refusal<LedgerRefusal>> {
  const held = await readEntry(memberId, causeOfHold(cause))
  if (!held) return refuse('hold-unknown')
  // Plain zero: what was held is off the balance already, and a negative zero would be no amount to add.
  const amount = kind === 'released' ? -held.amount : 0
  const ended = await append({ memberId, cause: causeOfEnd(causeOfHold(cause)), kind, amount, reason }, now)
  if ('refused' in ended || ended.kind === kind) return ended
  return refuse(ended.kind === 'spent' ? 'hold-spent' : 'hold-released')
}
