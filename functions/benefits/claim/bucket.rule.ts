import { createHash } from 'node:crypto'
import type { Instant } from '@gonghui/shared/lib/instant'
import { bytesOf, idFrom } from '../../lib/ids.ts'

/**
 * The arithmetic of a bucket: a share of a drop's stock that lies under its own partition key. Nothing here reads or
 * writes; the store's conditions decide every race, and these functions say what to write and what a refusal meant.
 */

/** About this many units a bucket, so that a full one is still written for one unit (1 KB). */
export const UNITS_PER_BUCKET = 32

/** A run of unit ordinals: the first, and how many. */
export type Run = readonly [first: number, count: number]

/** A donation under way: what left this bucket's `cap` and is not known to have been credited. */
export interface Donation {
  readonly to: number
  readonly runs: readonly Run[]
  readonly seq: number
  /** A unit that is on its way to somebody by name: whoever finishes the donation seats them. */
  readonly whom?: Offer
}

/** A unit set aside for one claimant until an instant. */
export interface Offer {
  readonly element: Uint8Array
  readonly until: Instant
}

export interface Bucket {
  readonly bucket: number
  /** Who was granted, in order: 16 bytes of the member's id and one of j. */
  readonly places: readonly Uint8Array[]
  /** How many places; never falls. */
  readonly n: number
  /** How many places this bucket may grant now; n ≤ cap. */
  readonly cap: number
  /** Place i carries the i-th ordinal of these. */
  readonly ranges: readonly Run[]
  /** Units ever added here (donations do not count); never falls. */
  readonly added: number
  readonly seq: number
  readonly out?: Donation
  /** Per donor, the last donation that was credited here, and per stock change what it did here; never pruned before settlement. */
  readonly in: Readonly<Record<string, number>>
  /** Places that were given back; each is a unit that was added anew. */
  readonly back?: readonly number[]
  /** Those of them whose vouchers were not used in time: their members had their unit, and are due no other. */
  readonly lapsed?: readonly number[]
  /** Places that were offered and not claimed: their vouchers begin as offers. */
  readonly offers?: readonly Offer[]
  /** Ordinals of units that came back and wait for somebody by name; fresh taps cannot have them. */
  readonly kept?: readonly number[]
  /** Units have a price: each is held so many minutes for whom it is granted to. */
  readonly hold?: number
  /** The drop is closing: no grant and no credit any more. */
  readonly shut?: true
}

export const unitsIn = (runs: readonly Run[]): number => runs.reduce((sum, [, count]) => sum + count, 0)

export const roomIn = (bucket: Bucket): number => bucket.cap - bucket.n

/** Units that anybody may be granted, now or before: what was added less what is kept for somebody. It never falls. */
export const openIn = ({ added, kept = [] }: Bucket): number => added - kept.length

/** Buckets that follow each other. */
export interface Span {
  readonly first: number
  readonly count: number
}

/** The only bucket in which a member is ever granted a unit of a drop. */
export function homeOf(memberId: string, dropId: string, { first, count }: Span): number {
  const hash = createHash('sha256').update(`${memberId} ${dropId}`).digest()
  return first + (hash.readUInt32BE(0) % count)
}

/** What stands in `places` for a member's j-th unit. */
export function elementOf(memberId: string, j: number): Uint8Array {
  const element = new Uint8Array(17)
  element.set(bytesOf(memberId))
  element[16] = j
  return element
}

/** Whose place it is, read back. */
export const claimantAt = (element: Uint8Array): { memberId: string; j: number } => ({
  memberId: idFrom('member', element.subarray(0, 16)),
  j: element[16] ?? 0,
})

/**
 * Stock is withdrawn by granting it to nobody: eight zero bytes, which no id begins with (a ULID of 1970), then the
 * change and a number.
 */
export function reserveElement(change: string, bucket: number, nth: number): Uint8Array {
  const element = Buffer.alloc(17)
  createHash('sha256').update(change).digest().copy(element, 8, 0, 4)
  element.writeUInt16BE(bucket, 12)
  element.writeUInt16BE(nth, 14)
  return new Uint8Array(element)
}

/** A place that was given to nobody: eight zero bytes, which no id begins with (a ULID of 1970). */
export const isReserve = (element: Uint8Array): boolean => element.subarray(0, 8).every((byte) => byte === 0)

export const placeOf = (bucket: Bucket, element: Uint8Array): number =>
  bucket.places.findIndex((place) => Buffer.compare(place, element) === 0)

/** Which ordinal a place carries: it decides the imported code, and no two places share one. */
export function ordinalAt(ranges: readonly Run[], place: number): number {
  let left = place
  for (const [first, count] of ranges) {
    if (left < count) return first + left
    left -= count
  }
  throw new Error(`place ${place} lies beyond the bucket's ranges`)
}

/** Deals units 0 … stock-1 over the buckets that `ceiling` calls for, one at least, as evenly as can be. */
export function dealt(stock: number, ceiling: number): Run[] {
  const buckets = Math.max(1, Math.ceil(ceiling / UNITS_PER_BUCKET))
  const share = Math.floor(stock / buckets)
  const larger = stock % buckets
  return Array.from({ length: buckets }, (_, b): Run => {
    const first = b * share + Math.min(b, larger)
    return [first, share + (b < larger ? 1 : 0)]
  })
}

/** Units from an ordinal on, dealt over so many buckets; undefined for one that gets none. */
export const runsOver = (units: number, buckets: number, firstOrdinal: number): (Run | undefined)[] =>
  Array.from({ length: buckets }, (_, b) => {
    const from = Math.floor((units * b) / buckets)
    const count = Math.floor((units * (b + 1)) / buckets) - from
    return count > 0 ? [firstOrdinal + from, count] : undefined
  })

/** Places of this bucket whose members gave their unit back, and may take another in its stead. */
export const leftIn = ({ back = [], lapsed = [] }: Bucket): readonly number[] =>
  back.filter((place) => !lapsed.includes(place))

/** A member's places in a bucket, and which of their units each is. */
export const placesOf = ({ places }: Bucket, memberId: string): { place: number; j: number }[] =>
  [...places.entries()]
    .map(([place, element]) => ({ place, ...claimantAt(element) }))
    .filter((one) => one.memberId === memberId)

export type Standing = 'mine' | 'shut' | 'full' | 'open'

/**
 * What the item that refused a grant says: mine already, closing, or full. Mine comes first: a winner is told so even
 * after the drop has closed.
 */
export function standing(bucket: Bucket, element: Uint8Array): Standing {
  if (placeOf(bucket, element) >= 0) return 'mine'
  if (bucket.shut) return 'shut'
  return bucket.n < bucket.cap ? 'open' : 'full'
}

export interface DonorWrite {
  readonly cap: number
  readonly ranges: readonly Run[]
  readonly out: Donation
}

/**
 * Half of what a donor has to spare, cut off the end of its last range, so that the ordinals of granted places stay
 * where they are. Undefined where it has nothing to give now.
 */
export function donation(donor: Bucket, to: number): DonorWrite | undefined {
  const last = donor.ranges.at(-1)
  if (donor.shut || donor.out || roomIn(donor) <= 0 || !last) return undefined
  const [first, count] = last
  const given = Math.min(Math.ceil(roomIn(donor) / 2), count)
  const kept: Run[] = count > given ? [[first, count - given]] : []
  return {
    cap: donor.cap - given,
    ranges: [...donor.ranges.slice(0, -1), ...kept],
    out: { to, runs: [[first + count - given, given]], seq: donor.seq + 1 },
  }
}

export type Pull =
  | { readonly step: 'grant' }
  | { readonly step: 'donate'; readonly donor: Bucket; readonly write: DonorWrite }
  | { readonly step: 'finish'; readonly donor: Bucket; readonly out: Donation }
  | { readonly step: 'count' }

/** Of those who see a donation under way and nothing better, one in so many finishes it. */
const FINISHED_BY_OTHERS = 8

/**
 * What to do when a home is full, from one reading of all buckets. `pick(n)` chooses one of n; taking one of the
 * richest four at random keeps a crowd from meeting at one donor.
 */
export function nextPull(buckets: readonly Bucket[], home: number, pick: (of: number) => number): Pull {
  const own = buckets.find((bucket) => bucket.bucket === home)
  if (own && roomIn(own) > 0) return { step: 'grant' }
  const donors = buckets
    .filter((bucket) => bucket.bucket !== home && donation(bucket, home) !== undefined)
    .sort((a, b) => roomIn(b) - roomIn(a))
    .slice(0, 4)
  const donor = donors[pick(donors.length)]
  const write = donor && donation(donor, home)
  if (donor && write) return { step: 'donate', donor, write }
  const stopped = buckets.filter((bucket) => bucket.out)
  const half = stopped[pick(stopped.length)]
  // Most are a moment from being finished by their own giver; to do it twice costs two refused writes.
  if (half?.out && pick(FINISHED_BY_OTHERS) === 0) return { step: 'finish', donor: half, out: half.out }
  return { step: 'count' }
}

/**
 * Sold out, proven: every `n` was read first and every `openIn` after that. Both only rise, and
 * Σ cap + in transit = Σ open with n ≤ cap, so equality means that no unit was free or in transit in between.
 */
export const provesSoldOut = (ns: readonly number[], openLater: readonly number[]): boolean =>
  ns.reduce((sum, n) => sum + n, 0) === openLater.reduce((sum, open) => sum + open, 0)

/** Whether a donation was credited already, as the receiving bucket tells. */
export const isCredited = (to: Bucket, donor: number, seq: number): boolean => (to.in[donor] ?? 0) >= seq

/** What the holder of a kept unit writes to send it on its way to somebody's home elsewhere. */
export function gift(
  holder: Bucket,
  ordinal: number,
  to: number,
  whom: Offer,
): { readonly kept: readonly number[]; readonly out: Donation } {
  const kept = (holder.kept ?? []).filter((one) => one !== ordinal)
  return { kept, out: { to, runs: [[ordinal, 1]], seq: holder.seq + 1, whom } }
}
