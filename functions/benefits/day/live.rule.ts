import { epochMsOf, type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { type Bucket, isCredited, isReserve, roomIn, unitsIn } from '../claim/bucket.rule.ts'
import { type Drop, stateAt } from '../drop/drop.rule.ts'
import type { OutletCount } from '../redemption/redemption.store.ts'

/** All that a live board shows, in one item, so that a look at it costs the same whatever the drop's size. */
export interface LiveRow
  extends Pick<Drop, 'dropId' | 'orgPath' | 'phase' | 'opensAt' | 'closesAt' | 'validUntil'> {
  readonly asOf: Instant
  /** Every place that was ever granted, so that what comes back does not slow the pace. */
  readonly claims: number
  /** What was shown before, for the pace. */
  readonly before: { readonly asOf: Instant; readonly claims: number }
  readonly pools: readonly PoolStock[]
  readonly refusals: Readonly<Record<string, number>>
  /** By outlet. */
  readonly redeemed: Readonly<Record<string, number>>
  readonly undone: Readonly<Record<string, number>>
}

export interface PoolStock {
  readonly name?: string
  readonly total: number
  readonly left: number
}

/** A pace is not told of less than this: two looks in a row may be a millisecond apart. */
const SHORTEST_MS = SECOND_MS

export interface Shown {
  readonly drop: Drop
  readonly buckets: readonly Bucket[]
  readonly refusals: LiveRow['refusals']
  readonly spent: readonly OutletCount[]
  readonly asOf: Instant
}

export function liveRow(
  { drop, buckets, refusals, spent, asOf }: Shown,
  earlier: LiveRow | undefined,
): LiveRow {
  const { dropId, orgPath, phase, opensAt, closesAt, validUntil } = drop
  const claims = buckets.reduce((sum, { places }) => sum + places.filter((one) => !isReserve(one)).length, 0)
  const byOutlet = (of: 'redeemed' | 'undone') =>
    Object.fromEntries(spent.filter((row) => row[of] > 0).map((row) => [row.outletId, row[of]]))
  return {
    ...{ dropId, orgPath, phase, opensAt, closesAt, validUntil, asOf, claims, refusals },
    before: before(earlier, asOf) ?? { asOf, claims },
    pools: poolsOf(drop, buckets),
    redeemed: byOutlet('redeemed'),
    undone: byOutlet('undone'),
  }
}

function before(earlier: LiveRow | undefined, asOf: Instant): LiveRow['before'] | undefined {
  if (!earlier) return undefined
  const isLongAgo = epochMsOf(asOf) - epochMsOf(earlier.asOf) >= SHORTEST_MS
  return isLongAgo ? { asOf: earlier.asOf, claims: earlier.claims } : earlier.before
}

/**
 * What each pool has to give and has left, by the arithmetic of `exactStock`: a unit that came back was added anew, one
 * that was taken out was granted to nobody. Units on their way are still with who gives them.
 */
const poolsOf = ({ pools }: Drop, buckets: readonly Bucket[]): PoolStock[] =>
  pools.map(({ first, count, quota }) => {
    const own = buckets.slice(first, first + count)
    return {
      ...(quota ? { name: quota.name } : {}),
      total: own.reduce((sum, bucket) => sum + givenTo(bucket), 0),
      left: own.reduce((sum, bucket) => sum + leftIn(bucket, buckets), 0),
    }
  })

const givenTo = ({ added, back = [], places }: Bucket): number =>
  added - back.length - places.filter(isReserve).length

const leftIn = (bucket: Bucket, all: readonly Bucket[]): number =>
  roomIn(bucket) + (bucket.kept?.length ?? 0) + underWay(bucket, all)

function underWay({ bucket, out }: Bucket, buckets: readonly Bucket[]): number {
  const to = out && buckets[out.to]
  return out && to && !isCredited(to, bucket, out.seq) ? unitsIn(out.runs) : 0
}

/** Nobody can claim any more and no voucher is good: what a board said last stays said, whoever looks at it. */
export function isOver(shown: Pick<Drop, 'phase' | 'opensAt' | 'closesAt' | 'validUntil'>, now: Instant) {
  const state = stateAt(shown, now)
  return (state === 'closed' || state === 'settled') && now >= shown.validUntil
}

/** Claims a second between the last two looks. */
export function paceOf({ asOf, claims, before }: LiveRow): number {
  const ms = epochMsOf(asOf) - epochMsOf(before.asOf)
  return ms < SHORTEST_MS ? 0 : Math.round(((claims - before.claims) * 10 * SECOND_MS) / ms) / 10
}
