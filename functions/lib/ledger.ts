import type { Instant } from '@gonghui/shared/lib/instant'
import { type Entry, following, NO_POINTS, type Wanted } from './ledger.rule.ts'
import { putEntry, readBalance, readEntry } from './ledger.store.ts'
import { type Refusal, refuse } from './server.ts'

/**
 * A member's points: an append-only ledger whose last balance is always the sum of its amounts, never below zero. Every
 * entry has a cause, and there is one entry for a cause, so whatever repeats or races gives and takes once.
 */
type Of = Pick<Entry, 'memberId' | 'cause'>
type Given = Of & Pick<Entry, 'amount' | 'reason'>

const TRIES = 20

async function append(wanted: Wanted, now: Instant): Promise<Entry | Refusal<'points-short' | 'busy'>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const earlier = await readEntry(wanted.memberId, wanted.cause)
    if (earlier) return earlier
    const last = (await readBalance(wanted.memberId)) ?? NO_POINTS
    const entry = following(last, wanted, now)
    if (entry === 'points-short') return refuse('points-short', { balance: last.balance })
    if (await putEntry(last, entry)) return entry
  }
  return refuse('busy')
}

const causeOfHold = (cause: string) => `HOLD#${cause}`
/** A hold ends once: who confirms and who gives back meet at the one entry of this cause. */
const causeOfEnd = (cause: string) => `END#${cause}`

/** Gives points, once for a cause. */
export const earn = (given: Given, now: Instant) => append({ ...given, kind: 'earned' }, now)

/** Takes points off the balance until `spend` or `release` ends it. The same cause holds once. */
export const hold = ({ memberId, cause, amount, reason }: Given, now: Instant) =>
  append({ memberId, cause: causeOfHold(cause), kind: 'held', amount: -amount, reason }, now)

/** Held points are spent for good; `hold-released` where they were given back before, `hold-unknown` where none are held. */
export const spend = (of: Of & Pick<Entry, 'reason'>, now: Instant) => end(of, 'spent', now)

/** Held points are given back; `hold-spent` where they were spent before. */
export const release = (of: Of & Pick<Entry, 'reason'>, now: Instant) => end(of, 'released', now)

async function end(
  { memberId, cause, reason }: Of & Pick<Entry, 'reason'>,
  kind: 'spent' | 'released',
  now: Instant,
): Promise<Entry | Refusal<'hold-unknown' | 'hold-spent' | 'hold-released' | 'points-short' | 'busy'>> {
  const held = await readEntry(memberId, causeOfHold(cause))
  if (!held) return refuse('hold-unknown')
  // Plain zero: what was held is off the balance already, and a negative zero would be no amount to add.
  const amount = kind === 'released' ? -held.amount : 0
  const ended = await append({ memberId, cause: causeOfEnd(cause), kind, amount, reason }, now)
  if ('refused' in ended || ended.kind === kind) return ended
  return refuse(ended.kind === 'spent' ? 'hold-spent' : 'hold-released')
}
