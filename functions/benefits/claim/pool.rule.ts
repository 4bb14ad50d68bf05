import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import type { Membership } from '../../lib/caller.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { dealt, type Run, type Span } from './bucket.rule.ts'

/**
 * A drop's stock lies in pools: one for each org subtree that has a quota, and the general one for everybody else. A
 * pool is a span of buckets. Who belongs to which is decided by the org at publication, so a home never changes; at the
 * reflow nothing moves either: from then on every bucket may give to every home.
 */

/** Where a claimant's unit comes from. */
export interface Source {
  readonly dropId: string
  /** Among these lies the home of everybody in the claimant's pool. */
  readonly homes: Span
  /** These may give to it: the pool's own, and after the reflow all. */
  readonly draws: Span
  readonly version: number
  readonly opensMs: number
}

/** Units set aside for an org subtree. */
export interface Quota {
  readonly orgId: string
  readonly path: string
  readonly name: string
  readonly units: number
}

export interface Pool extends Span {
  /** Undefined is the general pool. */
  readonly quota?: Quota
  /** What was put in at publication. */
  readonly units: number
}

/** The pools of a plan, the general one first, and the run of units with which each bucket begins. */
export function laidOut({
  stock,
  ceiling = stock,
  quotas = [],
}: Pick<Drop, 'stock' | 'ceiling' | 'quotas'>): {
  readonly pools: readonly Pool[]
  readonly shares: readonly Run[]
} {
  const kept = quotas.reduce((sum, { units }) => sum + units, 0)
  const pools: Pool[] = []
  const shares: Run[] = []
  let ordinal = 0
  const lay = (units: number, most: number, quota?: Quota) => {
    const share = dealt(units, most)
    pools.push({ first: shares.length, count: share.length, units, ...(quota ? { quota } : {}) })
    for (const [first, count] of share) shares.push([ordinal + first, count])
    ordinal += units
  }
  lay(stock - kept, ceiling - kept)
  for (const quota of quotas) lay(quota.units, quota.units, quota)
  return { pools, shares }
}

/** The org that somebody belonged to at an instant; who joined later, their first. */
export const orgPathAt = ({ orgPath, before = [] }: Membership, at: Instant): string =>
  before.find(({ until }) => at < until)?.orgPath ?? orgPath

/** The pool of somebody from an org: that of the most specific quota above it. */
export function poolFor(pools: readonly Pool[], orgPath: string): Pool {
  const [general] = pools
  if (!general) throw new Error('a drop has at least its general pool')
  return pools.reduce((best, pool) => {
    const isMine = pool.quota !== undefined && isAtOrBelow(orgPath, pool.quota.path)
    return isMine && pool.quota.path.length > (best.quota?.path.length ?? 0) ? pool : best
  }, general)
}

export const isIn = ({ first, count }: Span, bucket: number): boolean =>
  first <= bucket && bucket < first + count

/** Spans of buckets between which no unit moves: each pool, and after the reflow all there is. */
export const apart = ({ reflowAt, pools, buckets }: Drop, now: Instant): readonly Span[] =>
  reflowAt !== undefined && now >= reflowAt ? [{ first: 0, count: buckets }] : pools

/** Among which buckets the units of one may move. */
export function drawsOf(drop: Drop, bucket: number, now: Instant): Span {
  const span = apart(drop, now).find((one) => isIn(one, bucket))
  if (!span) throw new Error(`drop ${drop.dropId} has no bucket ${bucket}`)
  return span
}

/** In which line stands who may have a unit of a bucket: that of its pool, by the first bucket; undefined is the drop's own. */
export function lineOf(drop: Drop, bucket: number, now: Instant): number | undefined {
  const { first, count } = drawsOf(drop, bucket, now)
  return count < drop.buckets ? first : undefined
}

/** Where a member's unit comes from now. */
export function sourceFor(drop: Drop, member: Membership, now: Instant): Source {
  const pool = poolFor(drop.pools, orgPathAt(member, drop.publishedAt ?? drop.createdAt))
  return sourceIn(drop, pool, drawsOf(drop, pool.first, now))
}

/** Where a unit of the general pool comes from: all there is of a drop without quotas. */
export const generalSource = (drop: Drop): Source => {
  const general = poolFor(drop.pools, '')
  return sourceIn(drop, general, general)
}

const sourceIn = (drop: Drop, homes: Span, draws: Span): Source => ({
  dropId: drop.dropId,
  homes: { first: homes.first, count: homes.count },
  draws: { first: draws.first, count: draws.count },
  version: drop.revision,
  opensMs: epochMsOf(drop.opensAt),
})
