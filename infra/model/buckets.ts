/**
 * The conditional writes of the claim on plain values: what `functions/benefits/bucket.store.ts` asks of the table, as
 * functions from a bucket to a bucket. `buckets.test.ts` holds the two against each other on the real engine.
 */
import { type Bucket, type Donation, type DonorWrite, unitsIn } from '@gonghui/functions/benefits/bucket.rule'
import type { Written } from '@gonghui/functions/benefits/grant.rule'

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

export function credit(bucket: Bucket, donor: number, { runs, seq }: Donation, me?: Uint8Array): Written {
  const isNew = (bucket.in[donor] ?? 0) < seq
  if (!isNew || bucket.shut || (me && contains(bucket, me))) return refused(bucket)
  const credited = {
    ...bucket,
    cap: bucket.cap + unitsIn(runs),
    ranges: [...bucket.ranges, ...runs],
    in: { ...bucket.in, [donor]: seq },
  }
  return done(me ? { ...credited, places: [...bucket.places, me], n: bucket.n + 1 } : credited)
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
