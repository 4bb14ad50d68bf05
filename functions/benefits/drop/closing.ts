import type { Instant } from '@gonghui/shared/lib/instant'
import { readBuckets, shut } from '../claim/bucket.store.ts'
import { finish } from '../claim/grant.ts'
import { offerKept } from '../claim/offers.ts'
import { fold } from '../figures/fold.ts'
import { repairUnderway } from '../redemption/returns.ts'
import type { Drop } from './drop.rule.ts'

/** Brings to an end what stopped half-way in the buckets: donations, and units that are kept for who waits. */
async function finishMoves(drop: Drop, now: Instant): Promise<number> {
  let donations = 0
  for (const { bucket, out, kept = [] } of await readBuckets(drop.dropId, drop.buckets)) {
    if (out) await finish(drop.dropId, bucket, out)
    if (out) donations++
    if (kept.length > 0) await offerKept(drop, bucket, now)
  }
  return donations
}

/**
 * Walks a drop's buckets and brings to an end whatever stopped half-way: donations, units that are kept for who waits,
 * granted units whose wallet row is missing (those below a bucket's mark have theirs: the fold saw them), and vouchers
 * on their way.
 */
export async function repairBuckets(
  drop: Drop,
  now: Instant,
): Promise<{ readonly rows: number; readonly donations: number }> {
  const donations = await finishMoves(drop, now)
  // What was seated just now has no row yet, so the buckets are read anew.
  const { rows } = await fold(drop, await readBuckets(drop.dropId, drop.buckets), now)
  await repairUnderway(drop, now)
  return { rows, donations }
}

/** From here on nothing is granted: shut on every bucket, then every donation resolved. */
export async function shutBuckets(drop: Drop, now: Instant): Promise<void> {
  if (drop.buckets === 0) return
  for (const bucket of await readBuckets(drop.dropId, drop.buckets)) {
    if (!bucket.shut) await shut(drop.dropId, bucket.bucket)
  }
  await finishMoves(drop, now)
}

/** Closes a drop's buckets for good: shut, and every row there and counted. */
export async function closeBuckets(drop: Drop, now: Instant): Promise<void> {
  if (drop.buckets === 0) return
  await shutBuckets(drop, now)
  await repairBuckets(drop, now)
}
