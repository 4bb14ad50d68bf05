/**
 * The conditional writes of the claim on plain values: what `functions/benefits/claim/bucket.store.ts` asks of the table, as
 * functions from a bucket to a bucket. `buckets.test.ts` holds the two against each other on the real engine.
 */
import {
  type Bucket,
  type Donation,
  type DonorWrite,
  type Offer,
  type Run,
  reserveElement,
  unitsIn,
} from '@gonghui/functions/benefits/claim/bucket.rule'
import type { Written } from '@gonghui/functions/benefits/claim/grant.rule'
import type * as moves from '@gonghui/functions/benefits/claim/stock-moves.store'

const refused = (bucket: Bucket): Written => ({ done: false, bucket })
const done = (bucket: Bucket): Written => ({ done: true, bucket })

const contains = ({ places }: Bucket, me: Uint8Array) =>
  places.some((place) => Buffer.compare(place, me) === 0)
const sameRuns = (a: Bucket['ranges'], b: Bucket['ranges']) => JSON.stringify(a) === JSON.stringify(b)

export function grant(bucket: Bucket, me: Uint8Array): Written {
  if (bucket.n >= bucket.cap || contains(bucket, me) || bucket.shut) return refused(bucket)
  return done({ ...bucket, places: [...bucket.places, me], n: bucket.n + 1 })
}

export function give(bucket: Bucket, asRead: Bucket, { cap, ranges, out }: DonorWrite): Written {
  const isAsRead =
    bucket.seq === asRead.seq && bucket.cap === asRead.cap && sameRuns(bucket.ranges, asRead.ranges)
  if (!isAsRead || bucket.n > cap || bucket.out || bucket.shut) return refused(bucket)
  return done({ ...bucket, cap, ranges, out, seq: out.seq })
}

export function credit(
  bucket: Bucket,
  donor: number,
  { runs, seq, whom }: Donation,
  me?: Uint8Array,
): Written {
  const isNew = (bucket.in[donor] ?? 0) < seq
  if (!isNew || bucket.shut || (me && contains(bucket, me))) return refused(bucket)
  const credited = {
    ...bucket,
    cap: bucket.cap + unitsIn(runs),
    ranges: [...bucket.ranges, ...runs],
    in: { ...bucket.in, [donor]: seq },
  }
  if (!me) return done(credited)
  const offered = whom ? { offers: [...(bucket.offers ?? []), whom] } : {}
  return done({ ...credited, places: [...bucket.places, me], n: bucket.n + 1, ...offered })
}

const withoutOut = ({ out: _, ...rest }: Bucket): Bucket => rest

export const settle = (bucket: Bucket, seq: number): Written =>
  bucket.out?.seq === seq ? done(withoutOut(bucket)) : refused(bucket)

export function takeBack(bucket: Bucket, { runs, seq }: Donation): Written {
  if (bucket.out?.seq !== seq) return refused(bucket)
  const back = { cap: bucket.cap + unitsIn(runs), ranges: [...bucket.ranges, ...runs] }
  return done({ ...withoutOut(bucket), ...back })
}

export const shut = (bucket: Bucket): Written => done({ ...bucket, shut: true })

export function giveBack(
  bucket: Bucket,
  { place, ordinal, kept, lapsed = false }: Parameters<typeof moves.giveBack>[2],
): Written {
  const { back = [] } = bucket
  if (back.includes(place) || place >= bucket.n || bucket.shut) return refused(bucket)
  const marked = {
    ...bucket,
    back: [...back, place],
    added: bucket.added + 1,
    ...(lapsed ? { lapsed: [...(bucket.lapsed ?? []), place] } : {}),
  }
  return done(
    kept
      ? { ...marked, kept: [...(bucket.kept ?? []), ordinal] }
      : { ...marked, cap: bucket.cap + 1, ranges: [...bucket.ranges, [ordinal, 1]] },
  )
}

const isKeptAsRead = (bucket: Bucket, asRead: Bucket) =>
  bucket.kept !== undefined &&
  JSON.stringify(bucket.kept) === JSON.stringify(asRead.kept ?? []) &&
  !bucket.shut

const without = (kept: readonly number[] | undefined, ordinal: number) =>
  (kept ?? []).filter((one) => one !== ordinal)

export function free(bucket: Bucket, asRead: Bucket, ordinal: number): Written {
  if (!isKeptAsRead(bucket, asRead)) return refused(bucket)
  const kept = without(asRead.kept, ordinal)
  return done({ ...bucket, kept, cap: bucket.cap + 1, ranges: [...bucket.ranges, [ordinal, 1]] })
}

export function seat(bucket: Bucket, asRead: Bucket, ordinal: number, whom: Offer): Written {
  const freed = free(bucket, asRead, ordinal)
  if (!freed.done || contains(bucket, whom.element)) return refused(bucket)
  const places = [...bucket.places, whom.element]
  return done({ ...freed.bucket, places, n: bucket.n + 1, offers: [...(bucket.offers ?? []), whom] })
}

export function send(
  bucket: Bucket,
  asRead: Bucket,
  { kept, out }: { readonly kept: readonly number[]; readonly out: Donation },
): Written {
  if (!isKeptAsRead(bucket, asRead) || bucket.seq !== asRead.seq || bucket.out) return refused(bucket)
  return done({ ...bucket, kept, seq: out.seq, out })
}

export function restock(bucket: Bucket, change: string, run: Run | undefined): Written {
  if (bucket.in[change] !== undefined || bucket.shut) return refused(bucket)
  const count = run?.[1] ?? 0
  const noted = { ...bucket, in: { ...bucket.in, [change]: count } }
  if (!run) return done(noted)
  return done({
    ...noted,
    added: bucket.added + count,
    cap: bucket.cap + count,
    ranges: [...bucket.ranges, run],
  })
}

export function withdraw(bucket: Bucket, asRead: Bucket, change: string, units: number): Written {
  const isAsRead = bucket.cap === asRead.cap && bucket.n === asRead.n
  if (bucket.in[change] !== undefined || bucket.shut || !isAsRead) return refused(bucket)
  const elements = Array.from({ length: units }, (_, nth) => reserveElement(change, bucket.bucket, nth))
  return done({
    ...bucket,
    in: { ...bucket.in, [change]: units },
    places: [...bucket.places, ...elements],
    n: bucket.n + units,
  })
}
