import type { Instant } from '@gonghui/shared/lib/instant'
import { lay } from '../claim/bucket.store.ts'
import { laidOut } from '../claim/pool.rule.ts'
import { type Drop, HOLD_MINUTES } from './drop.rule.ts'
import { moveDrop } from './drop.store.ts'

const PARALLEL = 50

/** A draft with its plan fixed: where its stock will lie is settled for good. */
export function fixedPlan(draft: Drop, now: Instant): Drop {
  const { pools, shares } = laidOut(draft)
  return {
    ...draft,
    phase: 'publishing',
    buckets: shares.length,
    pools,
    publishedAt: now,
    revision: draft.revision + 1,
  }
}

/**
 * Publishes a drop whose plan is fixed (`publishing`): the buckets first, each put if absent, the header last. Safe
 * to repeat after any crash; the repair does, for a drop that was left half-way.
 */
export async function publish(drop: Drop): Promise<void> {
  const { shares } = laidOut(drop)
  const marks = {
    ...(drop.expiresAt === undefined ? {} : { expiresAt: drop.expiresAt }),
    ...(drop.pointsPrice === undefined ? {} : { hold: HOLD_MINUTES }),
  }
  for (let from = 0; from < shares.length; from += PARALLEL) {
    const some = shares.slice(from, from + PARALLEL)
    await Promise.all(some.map((share, i) => lay(drop.dropId, from + i, share, marks)))
  }
  await moveDrop(drop.dropId, 'publishing', 'scheduled')
}
