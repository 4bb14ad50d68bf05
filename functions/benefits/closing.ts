import type { Instant } from '@gonghui/shared/lib/instant'
import { claimantAt } from './bucket.rule.ts'
import { readBuckets, shut } from './bucket.store.ts'
import type { Drop } from './drop.rule.ts'
import { unitAt } from './grant.rule.ts'
import { finish } from './grant.ts'
import { ensureRow, readRows } from './wallet.store.ts'

/**
 * Walks a drop's buckets and brings to an end whatever stopped half-way: donations whose finisher went away, and
 * granted units whose wallet row is missing.
 */
export async function repairBuckets(
  { dropId, buckets }: Drop,
  now: Instant,
): Promise<{ rows: number; donations: number }> {
  let rows = 0
  let donations = 0
  for (const bucket of await readBuckets(dropId, buckets)) {
    if (bucket.out) {
      await finish(dropId, bucket.bucket, bucket.out)
      donations++
    }
    const claimants = bucket.places.map((element) => ({ dropId, ...claimantAt(element) }))
    const there = new Set((await readRows(claimants)).map((row) => row.place))
    for (const [place, claimant] of claimants.entries()) {
      if (there.has(place)) continue
      await ensureRow(claimant, unitAt(bucket, place), now)
      rows++
    }
  }
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
