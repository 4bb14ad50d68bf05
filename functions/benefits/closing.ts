import type { Instant } from '@gonghui/shared/lib/instant'
import { readBuckets, shut } from './bucket.store.ts'
import type { Drop } from './drop.rule.ts'
import { fold } from './fold.ts'
import { finish } from './grant.ts'

/** Brings to an end the donations whose finisher went away. @returns how many there were, and the buckets as read. */
async function finishDonations({ dropId, buckets }: Drop) {
  const read = await readBuckets(dropId, buckets)
  let donations = 0
  for (const { bucket, out } of read) {
    if (!out) continue
    await finish(dropId, bucket, out)
    donations++
  }
  return { read, donations }
}

/**
 * Walks a drop's buckets and brings to an end whatever stopped half-way: donations, and granted units whose wallet row
 * is missing. Those below a bucket's mark have theirs: the fold saw them.
 */
export async function repairBuckets(
  drop: Drop,
  now: Instant,
): Promise<{ readonly rows: number; readonly donations: number }> {
  const { read, donations } = await finishDonations(drop)
  const { rows } = await fold(drop, read, now)
  return { rows, donations }
}

/** From here on nothing is granted: shut on every bucket, then every donation resolved. */
export async function shutBuckets(drop: Drop): Promise<void> {
  if (drop.buckets === 0) return
  for (const bucket of await readBuckets(drop.dropId, drop.buckets)) {
    if (!bucket.shut) await shut(drop.dropId, bucket.bucket)
  }
  await finishDonations(drop)
}

/** Closes a drop's buckets for good: shut, and every row there and counted. */
export async function closeBuckets(drop: Drop, now: Instant): Promise<void> {
  if (drop.buckets === 0) return
  await shutBuckets(drop)
  await repairBuckets(drop, now)
}
