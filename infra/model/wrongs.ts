/** What must never be, in any state and over any step of a world. */
import { type Donation, ordinalAt, unitsIn } from '@gonghui/functions/benefits/claim/bucket.rule'
import { inTransit, isOver, type State } from './world.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** The first thing that is wrong with a state, in words. */
export function wrongIn(state: State): string | undefined {
  const { buckets } = state
  const added = sum(buckets.map((bucket) => bucket.added))
  const caps = sum(buckets.map((bucket) => bucket.cap + (bucket.kept?.length ?? 0)))
  if (buckets.some((bucket) => bucket.n > bucket.cap)) return 'a bucket granted more than it may'
  if (buckets.some((bucket) => unitsIn(bucket.ranges) !== bucket.cap)) return 'ranges and cap disagree'
  if (caps + inTransit(buckets) !== added)
    return caps + inTransit(buckets) > added ? 'units from nowhere' : 'a lost unit'
  const holders = buckets.flatMap((bucket) => bucket.places.map((place) => place[0] as number))
  if (new Set(holders).size < holders.length) return 'somebody has two'
  const ordinals = buckets.flatMap((bucket) =>
    [...bucket.places.keys()]
      .filter((place) => !bucket.back?.includes(place))
      .map((place) => ordinalAt(bucket.ranges, place)),
  )
  if (new Set(ordinals).size < ordinals.length) return 'one ordinal on two vouchers'
  return wrongTold(state)
}

function wrongTold({ buckets, taps }: State): string | undefined {
  for (const { told, member } of taps) {
    const holds = buckets.some((bucket) => bucket.places.some((place) => place[0] === member))
    if (told?.kind === 'sold-out' && holds) return 'a winner was told to have lost'
    if (told?.kind !== 'granted') continue
    const place = buckets[told.unit.bucket]?.places[told.unit.place]
    if (place?.[0] !== member) return 'told of a unit that is not theirs'
  }
  return undefined
}

/** The first thing that is wrong with going from one state to the next. */
export function wrongBetween(before: State, next: State): string | undefined {
  for (const [at, bucket] of next.buckets.entries()) {
    const was = before.buckets[at]
    if (was?.shut && bucket.n !== was.n) return 'a grant after closing'
    if (was && bucket.n < was.n) return 'n fell'
  }
  for (const { bucket, out } of before.buckets) {
    if (!out?.whom || isCredited(before, bucket, out) || !isCredited(next, bucket, out)) continue
    const { element } = out.whom
    const isSeated = next.buckets[out.to]?.places.some((place) => Buffer.compare(place, element) === 0)
    if (!isSeated) return 'an offered unit lost its name'
  }
  for (const [at, tap] of next.taps.entries()) {
    const isSoldOut = tap.told?.kind === 'sold-out' && before.taps[at]?.told === undefined
    if (isSoldOut && !tap.sawNone) return 'sold out was said while there was stock'
  }
  return undefined
}

const isCredited = ({ buckets }: State, donor: number, { to, seq }: Donation): boolean =>
  (buckets[to]?.in[donor] ?? 0) >= seq

export const allOver = (state: State): boolean => state.taps.every(isOver)
