import type { Instant } from '@gonghui/shared/lib/instant'
import {
  type Bucket,
  type Donation,
  type DonorWrite,
  isCredited,
  nextPull,
  openIn,
  ordinalAt,
  placeOf,
  provesSoldOut,
  standing,
} from './bucket.rule.ts'

/**
 * Taking a unit as a machine: an *ask* is the one thing to do next with the stored buckets and holds all that the
 * claim knows; `after` decides, from how it went, what to ask next. The function performs the asks on the table; the
 * model check performs them on a small world, in every order, with a crash before or after any of them.
 */

/** A unit that somebody has: it is named by bucket and place, and carries an ordinal. */
export interface Unit {
  readonly bucket: number
  readonly place: number
  readonly ordinal: number
  /** It was not claimed but offered, and is kept until then. */
  readonly offeredUntil?: Instant
  /** It has a price, and is held so long until that is paid. */
  readonly holdMinutes?: number
}

export type Taken =
  | { readonly kind: 'granted'; readonly unit: Unit; readonly fresh: boolean }
  | { readonly kind: 'sold-out' }
  | { readonly kind: 'shut' }

export type Ask =
  /** Append me at home. */
  | { readonly ask: 'grant' }
  /** Read every bucket, or, where a board hints at some, home and those. */
  | { readonly ask: 'look' }
  /** Read every bucket again, once every `n` is known. */
  | { readonly ask: 'count'; readonly ns: readonly number[] }
  /** Let a donor give to my home. */
  | { readonly ask: 'give'; readonly donor: Bucket; readonly write: DonorWrite }
  /** Credit a donation to its receiver; together with me where it is mine, or with whom it was sent to. */
  | { readonly ask: 'credit'; readonly donor: number; readonly out: Donation; readonly withMe: boolean }
  /** Clear a donation that is known to be credited. */
  | { readonly ask: 'settle'; readonly donor: number; readonly seq: number; readonly mine?: Taken }
  /** Give a donor back what can never be credited. */
  | { readonly ask: 'take-back'; readonly donor: number; readonly out: Donation }

/** How a conditional write went, with the bucket after it, or the bucket that refused it. */
export interface Written {
  readonly done: boolean
  readonly bucket: Bucket
}

/** What an ask is answered with: a write's outcome, or what was read. */
export type Answer = Written | readonly Bucket[]

export type Next = Ask | { readonly taken: Taken }

export interface Me {
  readonly home: number
  readonly element: Uint8Array
  /** Chooses one of so many. */
  readonly pick: (of: number) => number
}

export function unitAt({ bucket, ranges, places, offers = [], hold }: Bucket, place: number): Unit {
  const unit = {
    ...{ bucket, place, ordinal: ordinalAt(ranges, place) },
    ...(hold === undefined ? {} : { holdMinutes: hold }),
  }
  const offer = offers.find(({ element }) => Buffer.compare(element, places[place] ?? element) === 0)
  return offer ? { ...unit, offeredUntil: offer.until } : unit
}

const granted = (home: Bucket, element: Uint8Array, fresh: boolean): Taken => ({
  kind: 'granted',
  fresh,
  unit: unitAt(home, placeOf(home, element)),
})

/** What to ask first: in most claims, all there is. */
export const FIRST: Ask = { ask: 'grant' }

/** My home was full a moment ago: to look costs no write, and shows it too. */
const LOOK: Ask = { ask: 'look' }

/** From a part of the buckets nothing may be concluded but that these have nothing to give. */
export const fromPart = (next: Ask): Ask => (next.ask === 'count' ? LOOK : next)

/** How to bring a donation that stopped half-way to its end; anyone may. Whom it was sent to is seated with it. */
export const toFinish = (donor: number, out: Donation): Ask => ({
  ask: 'credit',
  donor,
  out,
  withMe: out.whom !== undefined,
})

/** The next ask of a claim, or its end. */
export function after(asked: Ask, answer: Answer, me: Me): Next {
  switch (asked.ask) {
    case 'grant':
      return afterGrant(written(answer), me)
    case 'look':
      return afterLook(read(answer), me)
    case 'count':
      return provesSoldOut(asked.ns, read(answer).map(openIn))
        ? { taken: { kind: 'sold-out' } }
        : afterLook(read(answer), me)
    case 'give': {
      const { donor, write } = asked
      return written(answer).done
        ? { ask: 'credit', donor: donor.bucket, out: write.out, withMe: true }
        : LOOK
    }
    case 'credit':
      return afterCredit(asked, written(answer), me)
    case 'settle':
      return asked.mine ? { taken: asked.mine } : LOOK
    case 'take-back':
      return FIRST
  }
}

function afterGrant({ done, bucket }: Written, { element }: Me): Next {
  if (done) return { taken: granted(bucket, element, true) }
  const stands = standing(bucket, element)
  if (stands === 'mine') return { taken: granted(bucket, element, false) }
  return stands === 'shut' ? { taken: { kind: 'shut' } } : LOOK
}

function afterLook(buckets: readonly Bucket[], { home, element, pick }: Me): Next {
  // Another tap of mine got in since home refused this one. If the count then proved the rest sold out, a winner would
  // be told to have lost; who is in no bucket as it was looked at, and is told so by the proof, is in none for good.
  const own = buckets.find((bucket) => bucket.bucket === home)
  if (own && placeOf(own, element) >= 0) return { taken: granted(own, element, false) }
  const next = nextPull(buckets, home, pick)
  switch (next.step) {
    case 'grant':
      return FIRST
    case 'donate':
      return { ask: 'give', donor: next.donor, write: next.write }
    case 'finish':
      return toFinish(next.donor.bucket, next.out)
    case 'count':
      return { ask: 'count', ns: buckets.map((bucket) => bucket.n) }
  }
}

/** `out` goes only once the credit is known to be written, or known never to be. */
function afterCredit(
  { donor, out, withMe }: Extract<Ask, { ask: 'credit' }>,
  { done, bucket }: Written,
  { element }: Me,
): Next {
  const settle = { ask: 'settle', donor, seq: out.seq } as const
  if (done) return withMe && !out.whom ? { ...settle, mine: granted(bucket, element, true) } : settle
  if (isCredited(bucket, donor, out.seq)) return settle
  if (bucket.shut) return { ask: 'take-back', donor, out }
  // Whoever was to be seated stands there already: a repeat got in first. The units are owed all the same.
  return { ask: 'credit', donor, out, withMe: false }
}

const written = (answer: Answer): Written => {
  if ('done' in answer) return answer
  throw new Error('a write was answered with a reading')
}
const read = (answer: Answer): readonly Bucket[] => {
  if ('done' in answer) throw new Error('a reading was answered with a write')
  return answer
}
