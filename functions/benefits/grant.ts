import {
  type Bucket,
  type Donation,
  elementOf,
  homeOf,
  isCredited,
  nextPull,
  ordinalAt,
  placeOf,
  provesSoldOut,
  standing,
  unitsIn,
} from './bucket.rule.ts'
import * as store from './bucket.store.ts'

/** The part of a drop that the claim needs: which one, and over how many buckets its stock lies. */
export interface Stocked {
  readonly dropId: string
  readonly buckets: number
}

/** A unit that somebody has: it is named by bucket and place, and carries an ordinal. */
export interface Unit {
  readonly bucket: number
  readonly place: number
  readonly ordinal: number
}

export type Taken =
  | { readonly kind: 'granted'; readonly unit: Unit; readonly fresh: boolean }
  | { readonly kind: 'sold-out' }
  | { readonly kind: 'shut' }
  /** Too much is moving to say anything true now. */
  | { readonly kind: 'again' }

/** Pulls lose to each other where a crowd meets the last units; after this many the caller is asked to wait. */
const PULLS = 24

const pickAny = (of: number): number => Math.floor(Math.random() * of)

export const unitAt = ({ bucket, ranges }: Bucket, place: number): Unit => ({
  bucket,
  place,
  ordinal: ordinalAt(ranges, place),
})

const granted = (home: Bucket, me: Uint8Array, fresh: boolean): Taken => ({
  kind: 'granted',
  fresh,
  unit: unitAt(home, placeOf(home, me)),
})

/** The unit that a member's j-th claim already has, read strongly from the home bucket. */
export async function unitOf(
  { dropId, buckets }: Stocked,
  memberId: string,
  j: number,
): Promise<Unit | undefined> {
  const home = await store.readBucket(dropId, homeOf(memberId, dropId, buckets))
  const place = placeOf(home, elementOf(memberId, j))
  return place < 0 ? undefined : unitAt(home, place)
}

/**
 * Takes one unit for a member, or says why there is none. Safe to repeat at any point, after any crash: the member's
 * home bucket is the only place where a grant can be, and it remembers.
 */
export async function takeUnit(drop: Stocked, memberId: string, j: number): Promise<Taken> {
  const { dropId } = drop
  const home = homeOf(memberId, dropId, drop.buckets)
  const me = elementOf(memberId, j)

  for (let tries = 0; tries < PULLS; tries++) {
    const result = await store.grant(dropId, home, me)
    if (result.done) return granted(result.bucket, me, true)
    const stands = standing(result.bucket, me)
    if (stands === 'mine') return granted(result.bucket, me, false)
    if (stands === 'shut') return { kind: 'shut' }
    const pulled = await pull(drop, home, me)
    if (pulled) return pulled
  }
  return { kind: 'again' }
}

/** One attempt to bring units home. Undefined: something moved, look again. */
async function pull({ dropId, buckets }: Stocked, home: number, me: Uint8Array): Promise<Taken | undefined> {
  const seen = await store.readBuckets(dropId, buckets)
  const next = nextPull(seen, home, pickAny)
  if (next.step === 'grant') return undefined
  if (next.step === 'finish') {
    await finish(dropId, next.donor.bucket, next.out)
    return undefined
  }
  if (next.step === 'count') {
    const later = await store.readBuckets(dropId, buckets)
    const soldOut = provesSoldOut(
      seen.map((bucket) => bucket.n),
      later.map((bucket) => bucket.added),
    )
    return soldOut ? { kind: 'sold-out' } : undefined
  }
  const given = await store.give(dropId, next.donor, next.write)
  if (!given.done) return undefined
  return creditMe(dropId, next.donor.bucket, next.write.out, me)
}

/** Credits a donation at home together with me. Whoever finds it half done may finish it without me. */
async function creditMe(
  dropId: string,
  donor: number,
  out: Donation,
  me: Uint8Array,
): Promise<Taken | undefined> {
  const result = await store.credit(dropId, donor, out, unitsIn(out.runs), me)
  if (!result.done) {
    // I am there already (a repeat of mine got in), it was credited for me, or home is closing.
    await finish(dropId, donor, out)
    return undefined
  }
  await store.settle(dropId, donor, out.seq)
  return granted(result.bucket, me, true)
}

/**
 * Brings a donation that stopped half-way to its end; anyone may. `out` goes only once the credit is known to be
 * written, or known never to be.
 */
export async function finish(dropId: string, donor: number, out: Donation): Promise<void> {
  const units = unitsIn(out.runs)
  const result = await store.credit(dropId, donor, out, units)
  if (result.done || isCredited(result.bucket, donor, out.seq)) {
    await store.settle(dropId, donor, out.seq)
    return
  }
  if (!result.bucket.shut)
    throw new Error(`bucket ${out.to} of ${dropId} refused a credit it should have taken`)
  await store.takeBack(dropId, donor, out, units)
}
