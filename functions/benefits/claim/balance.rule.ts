import type { VoucherRow } from '../redemption/voucher.rule.ts'
import {
  type Bucket,
  claimantAt,
  homeOf,
  isReserve,
  leftIn,
  ordinalAt,
  roomIn,
  type Span,
  unitsIn,
} from './bucket.rule.ts'

/** A drop's stock as an equation over stored items alone: added = free + in transit + issued + redeemed + … */
export interface Balance {
  readonly added: number
  readonly free: number
  readonly inTransit: number
  /** Came back, and wait to be offered to somebody by name. */
  readonly kept: number
  /** Taken out of stock: granted to nobody. */
  readonly withdrawn: number
  readonly byState: Readonly<Record<string, number>>
  /** Vouchers that were given in the stead of voided ones; they add no unit. */
  readonly reissued: number
  /** Granted places whose wallet row is not written yet. */
  readonly withoutRow: number
  /** Everything that must never be, in words; empty when the drop is in order. */
  readonly wrong: readonly string[]
}

/** How a drop's stock lies. */
export interface Laid {
  /** In the homes of which people are. */
  readonly pools: readonly Span[]
  /** Those between which no unit may have moved: the pools, and after the reflow none. */
  readonly apart: readonly Span[]
  /** How many units a member may have at a time. */
  readonly perMember: number
}

/** Recounts a drop from its buckets and the wallet rows of those who stand in them; by `stateOf`, where the clock matters. */
export function balanceOf(
  { pools, apart, perMember }: Laid,
  buckets: readonly Bucket[],
  rows: readonly VoucherRow[],
  stateOf: (row: VoucherRow) => string = (row) => row.state,
): Balance {
  const wrong: string[] = []
  const transit = inTransit(buckets, buckets)
  const byState: Record<string, number> = {}
  for (const state of rows.map(stateOf)) byState[state] = (byState[state] ?? 0) + 1
  const granted = buckets.reduce((sum, bucket) => sum + bucket.places.length, 0)
  const added = addedIn(buckets)
  const free = buckets.reduce((sum, bucket) => sum + roomIn(bucket), 0)
  const kept = buckets.reduce((sum, bucket) => sum + (bucket.kept?.length ?? 0), 0)
  const withdrawn = buckets.flatMap(({ places }) => places.filter(isReserve)).length
  if (added !== free + transit + kept + granted)
    wrong.push(`added ${added} ≠ free ${free} + in transit ${transit} + kept ${kept} + granted ${granted}`)
  for (const bucket of buckets) wrong.push(...wrongIn(bucket))
  for (const span of apart) wrong.push(...wrongOf(span, buckets))
  wrong.push(...wrongAcross(pools, buckets, rows), ...wrongNumbers(buckets, perMember))
  const withoutRow = granted - withdrawn - rows.length
  const reissued = rows.reduce((sum, { issue = 0 }) => sum + issue, 0)
  return { added, free, inTransit: transit, kept, withdrawn, byState, reissued, withoutRow, wrong }
}

const addedIn = (buckets: readonly Bucket[]): number => buckets.reduce((sum, { added }) => sum + added, 0)

/** Whether units of one pool went to another: neither could be proved sold out any more. */
function wrongOf({ first, count }: Span, all: readonly Bucket[]): string[] {
  const own = all.slice(first, first + count)
  const there = own.reduce((sum, { cap, kept = [] }) => sum + cap + kept.length, inTransit(own, all))
  const added = addedIn(own)
  return there === added ? [] : [`pool at bucket ${first}: added ${added}, but ${there} there`]
}

/** Units that left a donor and are not credited: an `out` whose receiver has the credit already is not in transit. */
function inTransit(donors: readonly Bucket[], all: readonly Bucket[]): number {
  return donors.reduce((sum, { bucket, out }) => {
    const credited = out && (all[out.to]?.in[bucket] ?? 0) >= out.seq
    return sum + (out && !credited ? unitsIn(out.runs) : 0)
  }, 0)
}

/** States of a voucher whose unit may be somebody else's. */
const GIVEN_BACK: ReadonlySet<VoucherRow['state']> = new Set(['returning', 'returned', 'expired', 'voided'])

function wrongIn({ bucket, n, cap, places, ranges }: Bucket): string[] {
  const wrong: string[] = []
  if (n !== places.length) wrong.push(`bucket ${bucket}: n ${n} but ${places.length} places`)
  if (n > cap) wrong.push(`bucket ${bucket}: n ${n} over cap ${cap}`)
  if (unitsIn(ranges) !== cap) wrong.push(`bucket ${bucket}: ranges of ${unitsIn(ranges)} for cap ${cap}`)
  return wrong
}

/** Who has more than they may: what was given back does not count, what was not used in time does. */
function wrongNumbers(buckets: readonly Bucket[], perMember: number): string[] {
  const live = new Map<string, number>()
  for (const bucket of buckets) {
    const left = new Set(leftIn(bucket))
    for (const [place, element] of bucket.places.entries()) {
      if (left.has(place) || isReserve(element)) continue
      const { memberId } = claimantAt(element)
      live.set(memberId, (live.get(memberId) ?? 0) + 1)
    }
  }
  return [...live]
    .filter(([, has]) => has > perMember)
    .map(([memberId, has]) => `${memberId} has ${has} units and may have ${perMember}`)
}

function wrongAcross(
  pools: readonly Span[],
  buckets: readonly Bucket[],
  rows: readonly VoucherRow[],
): string[] {
  const wrong: string[] = []
  const claimants = new Set<string>()
  const ordinals = new Set<number>()
  for (const bucket of buckets) {
    for (const [place, element] of bucket.places.entries()) {
      const { memberId, j } = claimantAt(element)
      if (!isReserve(element) && claimants.has(`${memberId} ${j}`))
        wrong.push(`${memberId} holds unit ${j} twice`)
      claimants.add(`${memberId} ${j}`)
      // What was given back is somebody else's now.
      if (bucket.back?.includes(place)) continue
      const ordinal = ordinalAt(bucket.ranges, place)
      if (ordinals.has(ordinal)) wrong.push(`ordinal ${ordinal} is on two vouchers`)
      ordinals.add(ordinal)
    }
  }
  for (const row of rows) {
    const bucket = buckets[row.bucket]
    const element = bucket?.places[row.place]
    const holder = element && claimantAt(element)
    const isTrue = holder?.memberId === row.memberId && holder.j === row.j
    if (!bucket || !isTrue) wrong.push(`voucher ${row.voucherId} names a place that is not its member's`)
    else if (ordinalAt(bucket.ranges, row.place) !== row.ordinal)
      wrong.push(`voucher ${row.voucherId} has another's ordinal`)
    if (bucket?.lapsed?.includes(row.place) && row.state !== 'expired' && row.state !== 'returning')
      wrong.push(`voucher ${row.voucherId} is ${row.state} and was not used in time`)
    if (row.codeOrdinal !== undefined && ordinals.has(row.codeOrdinal))
      wrong.push(`code ${row.codeOrdinal} is on two vouchers`)
    if (row.codeOrdinal !== undefined) ordinals.add(row.codeOrdinal)
    const isBack = bucket?.back?.includes(row.place) ?? false
    if (isBack && !GIVEN_BACK.has(row.state))
      wrong.push(`voucher ${row.voucherId} is ${row.state} and given back`)
    const isAtHome = pools.some((pool) => homeOf(row.memberId, row.dropId, pool) === row.bucket)
    if (!isAtHome) wrong.push(`voucher ${row.voucherId} was granted away from home`)
  }
  return wrong
}
