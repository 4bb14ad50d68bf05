/** Walks every state that a world can come to, and stops at the first that must never be. */
import { type Bucket, openIn } from '@gonghui/functions/benefits/claim/bucket.rule'
import { finishAll, wrongForNewcomers } from './endings.ts'
import { begin, type Mistake, type State, steps, type Tap, type World } from './world.ts'
import { allOver, wrongBetween, wrongIn } from './wrongs.ts'

export interface Explored {
  readonly states: number
  readonly endings: number
  /** What is wrong, and how it came about: the buckets after each step. */
  readonly wrong?: { readonly what: string; readonly path: readonly string[] }
}

/** Two states of one key behave alike: of what a tap has read, only what can still decide something counts. */
const keyOf = ({ buckets, taps, deaths, closing, restocks, returns, waiting }: State): string =>
  JSON.stringify([buckets.map(bare), taps.map(tapKey), deaths, closing, restocks, returns, waiting])

const bare = ({
  places,
  n,
  cap,
  ranges,
  added,
  seq,
  out,
  in: credited,
  shut,
  back,
  kept,
  offers,
}: Bucket) => [
  places.map((place) => place[0]),
  [n, cap, ranges, added, seq, out, credited, shut],
  [back, kept, offers?.map(({ element }) => element[0])],
]

const asSeen = ({ bucket, n, cap, ranges, seq, out, shut }: Bucket) => [
  bucket,
  n,
  cap,
  ranges,
  seq,
  out,
  shut,
]

const tapKey = ({ member, ask, seen, sawNone, told, dead }: Tap) => [
  member,
  ask.ask === 'give' ? ['give', ask.donor.bucket, ask.donor.cap, ask.donor.ranges, ask.write] : ask,
  ask.ask === 'count' ? seen.map((bucket) => [openIn(bucket), ...asSeen(bucket)]) : seen.map(asSeen),
  sawNone,
  told,
  dead,
]

interface Reached {
  readonly state: State
  readonly from?: Reached
}

export function explore(world: World, mistake?: Mistake, limit = Number.POSITIVE_INFINITY): Explored {
  const known = new Set<string>()
  const open: Reached[] = [{ state: begin(world) }]
  let endings = 0
  known.add(keyOf(begin(world)))
  for (let reached = open.pop(); reached && known.size < limit; reached = open.pop()) {
    const { state } = reached
    if (allOver(state)) {
      endings++
      const what = wrongAtEnd(state, world, mistake)
      if (what) return { states: known.size, endings, wrong: { what, path: pathTo(reached) } }
    }
    for (const next of steps(state, world, mistake)) {
      const key = keyOf(next)
      if (known.has(key)) continue
      known.add(key)
      const step = { state: next, from: reached }
      const what = wrongBetween(state, next) ?? wrongIn(next)
      if (what) return { states: known.size, endings, wrong: { what, path: pathTo(step) } }
      open.push(step)
    }
  }
  return { states: known.size, endings }
}

/** When everybody has an answer or is dead, the repair must leave no unit that nobody can get, and nobody in the dark. */
function wrongAtEnd(state: State, world: World, mistake: Mistake | undefined): string | undefined {
  const repaired = finishAll(state, world, mistake)
  return wrongIn(repaired) ?? wrongForNewcomers(repaired, world)
}

function pathTo(reached: Reached): string[] {
  const path: string[] = []
  for (let at: Reached | undefined = reached; at; at = at.from) path.push(keyOf(at.state))
  return path.reverse()
}
