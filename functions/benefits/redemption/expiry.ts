import type { Instant } from '@gonghui/shared/lib/instant'
import { type Bucket, claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { readSome } from '../claim/bucket.store.ts'
import { markBack } from '../claim/underway.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { dueRound, fateOf, type Round } from './expiry.rule.ts'
import { noteRound, readRound } from './expiry.store.ts'
import { backFrom } from './returns.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { startBack } from './voucher-steps.store.ts'
import { readRows } from './wallet.store.ts'

/** So many buckets are looked at together, and then the round is noted. */
const AT_ONCE = 8

/**
 * Goes on with the day's round over a drop's vouchers that have days of their own: those that were not used in time give
 * their units to others, where the drop says so. Ends when the time is over; the next run goes on. Safe to repeat after
 * any crash: a voucher on its way back is brought there by the repair.
 */
export async function advanceExpiry(drop: Drop, now: Instant, untilMs: number): Promise<void> {
  // A drop without such days has no round, and is not asked for one.
  let round = dueRound(drop, undefined, now) && dueRound(drop, await readRound(drop.dropId), now)
  while (round && performance.now() < untilMs) {
    round = await walked(drop, round, now)
    await noteRound(drop.dropId, round)
    if (round.isDone) return
  }
}

async function walked(drop: Drop, round: Round, now: Instant): Promise<Round> {
  const numbers = Array.from({ length: AT_ONCE }, (_, i) => round.next + i).filter((b) => b < drop.buckets)
  const buckets = await readSome(drop.dropId, numbers)
  const standing = await Promise.all(buckets.map((bucket) => walkBucket(drop, bucket, round, now)))
  const next = round.next + AT_ONCE
  return {
    day: round.day,
    next,
    standing: standing.reduce((sum, count) => sum + count, round.standing),
    ...(next >= drop.buckets ? { isDone: true } : {}),
  }
}

/** @returns how many of its vouchers are over and keep their units. */
async function walkBucket(drop: Drop, bucket: Bucket, round: Round, now: Instant): Promise<number> {
  const { dropId } = drop
  const claimants = [...bucket.places.entries()]
    .filter(([place, element]) => !isReserve(element) && !bucket.back?.includes(place))
    .map(([, element]) => ({ dropId, ...claimantAt(element) }))
  let standing = 0
  for (const row of await readRows(claimants)) {
    const fate = fateOf(row, drop, round)
    if (fate === 'stands') standing++
    if (fate === 'recycled') await recycle(drop, row, now)
  }
  return standing
}

/** Who redeemed it, uncovered it or gave it back in this very moment was first: then it is as they left it. */
async function recycle(drop: Drop, row: VoucherRow, now: Instant): Promise<void> {
  await markBack(row, now)
  const started = await startBack(row, 'expiry')
  if (started) await backFrom(drop, started, now)
}
