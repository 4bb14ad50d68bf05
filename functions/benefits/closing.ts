import type { Instant } from '@gonghui/shared/lib/instant'
import { readBuckets, shut } from './bucket.store.ts'
import type { Drop } from './drop.rule.ts'
import { fold } from './fold.ts'
import { finish } from './grant.ts'

/**
 * Walks a drop's buckets and brings to an end whatever stopped half-way: donations whose finisher went away, and
 * granted units whose wallet row is missing. Those below a bucket's mark have theirs: the fold saw them.
 */
export async function repairBuckets(
  drop: Drop,
  now: Instant,
): Promise<{ readonly rows: number; readonly donations: number }> {
  const { dropId } = drop
  const buckets = await readBuckets(dropId, drop.buckets)
  let donations = 0
  for (const { bucket, out } of buckets) {
    if (!out) continue
    await finish(dropId, bucket, out)
    donations++
  }
  const { rows } = await fold(drop, buckets, now)
  return { rows, donations }
}

/** Closes a drop's buckets for good: shut on every one, then every donation resolved and every row there. */
export async function closeBuckets(drop: Drop, now: Instant): Promise<void> {
  if (drop.buckets === 0) return
  for (const bucket of await readBuckets(drop.dropId, drop.buckets)) {
    if (!bucket.shut) await shut(drop.dropId, bucket.bucket)
  }
  await repairBuckets(drop, now)
}
