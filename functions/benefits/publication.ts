import { dealt } from './bucket.rule.ts'
import { lay } from './bucket.store.ts'
import type { Drop } from './drop.rule.ts'
import { moveDrop } from './drop.store.ts'

const PARALLEL = 50

/** How many buckets a drop's stock will lie in; fixed for good once it is published. */
export const bucketsFor = (drop: Drop): number => dealt(drop.stock, drop.ceiling ?? drop.stock).length

/**
 * Publishes a drop whose plan is fixed (`publishing`): the buckets first, each put if absent, the header last. Safe
 * to repeat after any crash; the repair does, for a drop that was left half-way.
 */
export async function publish(drop: Drop): Promise<void> {
  const shares = dealt(drop.stock, drop.ceiling ?? drop.stock)
  for (let from = 0; from < shares.length; from += PARALLEL) {
    const some = shares.slice(from, from + PARALLEL)
    await Promise.all(some.map((share, i) => lay(drop.dropId, from + i, share)))
  }
  await moveDrop(drop.dropId, 'publishing', 'scheduled')
}
