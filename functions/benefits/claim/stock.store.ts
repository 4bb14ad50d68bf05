import { type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { knownFor } from '../../lib/known.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { type Bucket, isReserve, roomIn, unitsIn } from './bucket.rule.ts'
import { readBuckets } from './bucket.store.ts'

export interface Stock {
  readonly total: number
  readonly left: number
  /** Units that went back because nobody used their vouchers in time. */
  readonly recycled: number
  readonly asOf: Instant
}

/** A card's stock may be this old; nobody is granted or refused a unit by it. */
const SHOWN_MS = 2 * SECOND_MS
const KEPT = 200

const shown = knownFor<Stock>(SHOWN_MS, KEPT)

/** What is left of a drop, for showing: read from the buckets at most every two seconds in each function. */
export const stockOf = (drop: Drop, now: Instant, nowMs = performance.now()): Promise<Stock> =>
  isLaid(drop)
    ? shown.of(drop.dropId, () => exactStock(drop, now, { strong: false }), nowMs)
    : exactStock(drop, now)

/** What there is to give and what is left of it; units in transit, or kept for somebody by name, count as left. */
export async function exactStock(drop: Drop, now: Instant, { strong = true } = {}): Promise<Stock> {
  if (!isLaid(drop)) return { total: drop.stock, left: drop.stock, recycled: 0, asOf: now }
  const buckets = await readBuckets(drop.dropId, drop.buckets, { strong })
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((total, bucket) => total + of(bucket), 0)
  // A unit that came back was added anew, and one that was taken out was granted to nobody.
  const total = sum(({ added, back = [], places }) => added - back.length - places.filter(isReserve).length)
  const left = sum((bucket) => roomIn(bucket) + (bucket.kept?.length ?? 0) + unitsIn(bucket.out?.runs ?? []))
  const recycled = sum(({ lapsed = [] }) => lapsed.length)
  return { total, left: Math.min(total, left), recycled, asOf: now }
}
