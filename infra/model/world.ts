/**
 * A small world for the model check: two or three buckets, a few people who tap, some twice, some of whose functions
 * die, and perhaps somebody who closes the drop. Every step is one conditional write or one read of one bucket.
 */
import {
  type Bucket,
  openIn,
  type Run,
  type Span,
  unitsIn,
} from '@gonghui/functions/benefits/claim/bucket.rule'
import {
  type Answer,
  type Ask,
  after,
  FIRST,
  type Me,
  type Next,
  type Taken,
} from '@gonghui/functions/benefits/claim/grant.rule'
import { isIn } from '@gonghui/functions/benefits/claim/pool.rule'
import * as buckets from './buckets.ts'
import { returnsFrom } from './returns.ts'

/** A tap under way: what it asks next, what it has read of that so far, and what it was told in the end. */
export interface Tap {
  readonly member: number
  readonly ask: Ask
  readonly seen: readonly Bucket[]
  /** Whether, at some moment since it began to read, every unit there was had been granted. */
  readonly sawNone?: true
  readonly told?: Taken
  readonly dead?: true
}

export interface State {
  readonly buckets: readonly Bucket[]
  readonly taps: readonly Tap[]
  /** How many more functions may die. */
  readonly deaths: number
  /** Which bucket is shut next; undefined where nobody closes the drop. */
  readonly closing?: number
  /** Units that may still be added to bucket 0, one at a time. */
  readonly restocks: number
  /** How many vouchers may still be given back. */
  readonly returns: number
  /** Who waits for one, in order. */
  readonly waiting: readonly number[]
}

export interface World {
  readonly name: string
  /** Each bucket's stock. */
  readonly stock: readonly number[]
  /** Who taps: a member's number for each tap, twice for a repeat; and the home of each member. */
  readonly taps: readonly number[]
  readonly homes: readonly number[]
  readonly deaths: number
  /** How many donations are followed. */
  readonly donations: number
  readonly closes?: true
  readonly restocks?: number
  readonly returns?: number
  readonly waiting?: readonly number[]
  /** Of a drop with units set aside: the pools that its buckets lie in. Without it all are one pool. */
  readonly pools?: readonly Span[]
}

/** A way to get it wrong, planted to be found. */
export interface Mistake {
  readonly name: string
  /** The world that shows it. */
  readonly shownIn: string
  /** Decides instead of the engine; undefined leaves it to the engine. */
  readonly decide?: (ask: Ask, answer: Answer, me: Me) => Next | undefined
  /** Writes instead of the store; undefined leaves it to the store. */
  readonly write?: (state: State, ask: Ask, me: Uint8Array) => Change | undefined
  /** Gives back instead of the store. */
  readonly giveBack?: typeof buckets.giveBack
  /** Says instead of the engine from which buckets who waits for a unit may draw. */
  readonly drawsOf?: typeof drawsOf
}

export const elementOf = (member: number): Uint8Array => new Uint8Array([member])

export function begin(world: World): State {
  const { stock, taps, deaths, closes, restocks = 0, returns = 0, waiting = [] } = world
  let first = 0
  const dealt = stock.map((count, bucket): Bucket => {
    const run: Run = [first, count]
    first += count
    const ranges = count > 0 ? [run] : []
    return { bucket, places: [], n: 0, cap: count, ranges, added: count, seq: 0, in: {} }
  })
  return {
    buckets: dealt,
    taps: taps.map((member) => ({ member, ask: FIRST, seen: [] })),
    deaths,
    ...(closes ? { closing: 0 } : {}),
    restocks,
    returns,
    waiting,
  }
}

/** Which buckets give to a bucket and take from it: those of its pool. */
export const drawsOf = ({ pools = [], stock }: World, bucket: number): Span =>
  pools.find((pool) => isIn(pool, bucket)) ?? { first: 0, count: stock.length }

const homeOf = ({ homes }: World, member: number): number => homes[member] ?? 0

/** The buckets of a pool. */
export const bucketsIn = ({ buckets }: State, { first, count }: Span): readonly Bucket[] =>
  buckets.slice(first, first + count)

export const isOver = ({ told, dead }: Tap): boolean => told !== undefined || dead === true

const allGranted = (buckets: readonly Bucket[]): boolean =>
  buckets.reduce((free, bucket) => free + openIn(bucket) - bucket.n, 0) === 0

const isReading = ({ ask }: Tap): boolean => ask.ask === 'look' || ask.ask === 'count'

/** Lets every tap that is reading remember that it is true, if it is. */
function noted(state: State, world: World): State {
  const sees = (tap: Tap) =>
    isReading(tap) && allGranted(bucketsIn(state, drawsOf(world, homeOf(world, tap.member))))
  if (!state.taps.some(sees)) return state
  return { ...state, taps: state.taps.map((tap) => (sees(tap) ? { ...tap, sawNone: true } : tap)) }
}

/** Everything that can happen next, each with the state it leads to. */
export function* steps(state: State, world: World, mistake: Mistake | undefined): Generator<State> {
  for (const next of stepsFrom(state, world, mistake)) yield noted(next, world)
}

function* stepsFrom(state: State, world: World, mistake: Mistake | undefined): Generator<State> {
  for (const [at, tap] of state.taps.entries()) {
    if (isOver(tap)) continue
    for (const next of stepsOf(state, world, tap, mistake)) {
      yield { ...next.state, taps: state.taps.with(at, next.tap) }
      // A function that dies between two steps leaves what it wrote and nothing else, so it is enough to let it die
      // right after each write that was carried out; before its first one it might as well not have come.
      if (state.deaths > 0 && next.state.buckets !== state.buckets) {
        yield { ...next.state, taps: state.taps.with(at, gone(tap)), deaths: state.deaths - 1 }
      }
    }
  }
  const { closing } = state
  if (closing !== undefined && closing < state.buckets.length) {
    yield { ...withBucket(state, closing, (bucket) => buckets.shut(bucket).bucket), closing: closing + 1 }
  }
  if (state.restocks > 0) yield { ...withBucket(state, 0, restocked(state)), restocks: state.restocks - 1 }
  yield* returnsFrom(state, world, mistake)
}

const gone = (tap: Tap): Tap => ({ member: tap.member, ask: FIRST, seen: [], dead: true })

const restocked =
  (state: State) =>
  (bucket: Bucket): Bucket => ({
    ...bucket,
    cap: bucket.cap + 1,
    added: bucket.added + 1,
    ranges: [...bucket.ranges, [1_000 + state.restocks, 1]],
  })

export const withBucket = (state: State, at: number, change: (bucket: Bucket) => Bucket): State => ({
  ...state,
  buckets: state.buckets.map((bucket, i) => (i === at ? change(bucket) : bucket)),
})

interface Stepped {
  readonly state: State
  readonly tap: Tap
}

function* stepsOf(state: State, world: World, tap: Tap, mistake: Mistake | undefined): Generator<Stepped> {
  const { ask, member } = tap
  if (ask.ask === 'look' || ask.ask === 'count') {
    const draws = bucketsIn(state, drawsOf(world, homeOf(world, member)))
    const seen = [...tap.seen, draws[tap.seen.length] as Bucket]
    if (seen.length < draws.length) yield { state, tap: { ...tap, seen } }
    else
      for (const next of decided(ask, seen, world, member, mistake)) yield { state, tap: onward(tap, next) }
    return
  }
  // Two taps could hand one unit to and fro for ever, though chance ends that soon; the walk stops after so many.
  if (ask.ask === 'give' && donations(state) >= world.donations) return
  const change = mistake?.write?.(state, ask, elementOf(member)) ?? written(state, world, ask, member)
  for (const next of decided(ask, change.answer, world, member, mistake)) {
    yield { state: change.state, tap: onward(tap, next) }
  }
}

const donations = ({ buckets }: State): number => buckets.reduce((sum, { seq }) => sum + seq, 0)

/** What a tap knows carries over from reading to counting, and no further. */
function onward({ member, sawNone }: Tap, next: Next): Tap {
  const saw = sawNone ? { sawNone } : {}
  if ('taken' in next) return { member, ask: FIRST, seen: [], ...saw, told: next.taken }
  return { member, ask: next, seen: [], ...(next.ask === 'count' ? saw : {}) }
}

/** What the engine's own code decides, for every choice that chance could make. */
function* decided(
  ask: Ask,
  answer: Answer,
  world: World,
  member: number,
  mistake: Mistake | undefined,
): Generator<Next> {
  let choices = 1
  for (let choice = 0; choice < choices; choice++) {
    const me: Me = {
      home: homeOf(world, member),
      element: elementOf(member),
      pick: (of) => {
        choices = Math.max(choices, of)
        return Math.min(choice, of - 1)
      },
    }
    yield mistake?.decide?.(ask, answer, me) ?? after(ask, answer, me)
  }
}

export interface Change {
  readonly state: State
  readonly answer: { readonly done: boolean; readonly bucket: Bucket }
}

/** Carries a conditional write out. */
export function change(state: State, at: number, write: (bucket: Bucket) => Change['answer']): Change {
  const answer = write(state.buckets[at] as Bucket)
  return { answer, state: answer.done ? withBucket(state, at, () => answer.bucket) : state }
}

function written(state: State, world: World, ask: Ask, member: number): Change {
  const me = elementOf(member)
  switch (ask.ask) {
    case 'grant':
      return change(state, homeOf(world, member), (bucket) => buckets.grant(bucket, me))
    case 'give':
      return change(state, ask.donor.bucket, (bucket) => buckets.give(bucket, ask.donor, ask.write))
    case 'credit':
      return change(state, ask.out.to, (bucket) =>
        buckets.credit(bucket, ask.donor, ask.out, ask.withMe ? (ask.out.whom?.element ?? me) : undefined),
      )
    case 'settle':
      return change(state, ask.donor, (bucket) => buckets.settle(bucket, ask.seq))
    case 'take-back':
      return change(state, ask.donor, (bucket) => buckets.takeBack(bucket, ask.out))
    default:
      throw new Error(`${ask.ask} is no write`)
  }
}

/** Units that left a donor and are not credited. */
export const inTransit = (all: readonly Bucket[]): number =>
  all.reduce((sum, { bucket, out }) => {
    const isCredited = out !== undefined && (all[out.to]?.in[bucket] ?? 0) >= out.seq
    return sum + (out && !isCredited ? unitsIn(out.runs) : 0)
  }, 0)
