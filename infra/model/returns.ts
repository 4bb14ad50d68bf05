/** What happens besides taps: vouchers come back, and their units go to who waits, one write at a time. */
import { type Bucket, gift, ordinalAt } from '@gonghui/functions/benefits/claim/bucket.rule'
import { type Ask, after, toFinish } from '@gonghui/functions/benefits/claim/grant.rule'
import { isIn } from '@gonghui/functions/benefits/claim/pool.rule'
import * as buckets from './buckets.ts'
import { change, drawsOf, elementOf, type Mistake, type State, type World } from './world.ts'

const UNTIL = '2026-06-12T02:30:00.000Z'
const nobody = { home: -1, element: new Uint8Array([255]), pick: () => 0 }

export function* returnsFrom(state: State, world: World, mistake: Mistake | undefined): Generator<State> {
  if (state.returns > 0) yield* givenBack(state, world, mistake)
  for (const bucket of state.buckets) {
    for (const ordinal of bucket.kept ?? []) yield* offered(state, world, bucket, ordinal, mistake)
    // Its sender, the repair, or any tap that sees it; each step may be the last of whoever takes it.
    if (bucket.out?.whom) yield* finished(state, bucket, mistake)
  }
}

/** Who of those who wait is the first that may draw from a bucket. */
function firstFor(
  { waiting }: State,
  world: World,
  bucket: number,
  mistake: Mistake | undefined,
): number | undefined {
  const draws = (mistake?.drawsOf ?? drawsOf)(world, bucket)
  return waiting.find((member) => isIn(draws, world.homes[member] ?? 0))
}

function* givenBack(state: State, world: World, mistake: Mistake | undefined): Generator<State> {
  const giveBack = mistake?.giveBack ?? buckets.giveBack
  for (const bucket of state.buckets) {
    const kept = firstFor(state, world, bucket.bucket, mistake) !== undefined
    for (const place of bucket.places.keys()) {
      const given = { place, ordinal: ordinalAt(bucket.ranges, place), kept }
      const next = change(state, bucket.bucket, (one) => giveBack(one, given))
      if (next.answer.done) yield { ...next.state, returns: state.returns - 1 }
    }
  }
}

/** To the first who waits and may draw from there, at home or on the way there; to anybody once nobody does. */
export function* offered(
  state: State,
  world: World,
  holder: Bucket,
  ordinal: number,
  mistake: Mistake | undefined,
): Generator<State> {
  const at = holder.bucket
  const member = firstFor(state, world, at, mistake)
  const waiting = state.waiting.filter((one) => one !== member)
  if (member === undefined) {
    const next = change(state, at, (bucket) => buckets.free(bucket, holder, ordinal))
    if (next.answer.done) yield next.state
    return
  }
  const whom = { element: elementOf(member), until: UNTIL }
  const to = world.homes[member] ?? 0
  const next = change(state, at, (bucket) =>
    to === at
      ? buckets.seat(bucket, holder, ordinal, whom)
      : buckets.send(bucket, holder, gift(holder, ordinal, to, whom)),
  )
  if (next.answer.done) yield { ...next.state, waiting }
}

export function* finished(
  state: State,
  { bucket: donor, out }: Bucket,
  mistake: Mistake | undefined,
): Generator<State> {
  if (!out) return
  let ask: Ask = toFinish(donor, out)
  let now = state
  for (let writes = 0; writes < 4 && ask.ask !== 'look' && ask.ask !== 'grant'; writes++) {
    const next = mistake?.write?.(now, ask, nobody.element) ?? written(now, ask)
    if (!next) return
    if (next.state !== now) yield next.state
    now = next.state
    const then = after(ask, next.answer, nobody)
    if (!('ask' in then)) return
    ask = then
  }
}

function written(state: State, ask: Ask) {
  if (ask.ask === 'credit') {
    return change(state, ask.out.to, (bucket) =>
      buckets.credit(bucket, ask.donor, ask.out, ask.withMe ? ask.out.whom?.element : undefined),
    )
  }
  if (ask.ask === 'settle') return change(state, ask.donor, (bucket) => buckets.settle(bucket, ask.seq))
  if (ask.ask === 'take-back') return change(state, ask.donor, (bucket) => buckets.takeBack(bucket, ask.out))
  return undefined
}
