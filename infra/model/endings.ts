/** What follows once all taps are over: the repair, and newcomers who take whatever is left. */
import { openIn } from '@gonghui/functions/benefits/claim/bucket.rule'
import { FIRST } from '@gonghui/functions/benefits/claim/grant.rule'
import { finished, offered } from './returns.ts'
import { bucketsIn, drawsOf, type Mistake, type State, steps, type World } from './world.ts'

/** The repair's walk: every donation that stopped half-way is brought to its end, and what is kept goes to who waits. */
export function finishAll(state: State, world: World, mistake: Mistake | undefined): State {
  let now = state
  for (let next: State | undefined = now; next; next = oneMore(now, world, mistake)) now = next
  return now
}

function oneMore(state: State, world: World, mistake: Mistake | undefined): State | undefined {
  for (const bucket of state.buckets) {
    for (const next of finished(state, bucket, undefined)) return next
    for (const ordinal of bucket.kept ?? []) {
      for (const next of offered(state, world, bucket, ordinal, mistake)) return next
    }
  }
  return undefined
}

const NEWCOMER = 100
const ENOUGH_STEPS = 200

/**
 * What is wrong once newcomers came one by one, to each pool, until one of them was told “sold out”: a unit that none of
 * them got, or one of them who is never told. Nothing where the drop is closed.
 */
export function wrongForNewcomers(state: State, world: World): string | undefined {
  if (state.buckets.some((bucket) => bucket.shut)) return undefined
  const pools = world.pools ?? [drawsOf(world, 0)]
  let now: State = { ...state, deaths: 0, restocks: 0, returns: 0, waiting: [] }
  let newcomer = NEWCOMER
  for (const pool of pools) {
    for (; ; newcomer++) {
      const homes = Object.assign([...world.homes], { [newcomer]: pool.first + (newcomer % pool.count) })
      now = told({ ...now, taps: [{ member: newcomer, ask: FIRST, seen: [] }] }, { ...world, homes })
      const [tap] = now.taps
      if (tap?.told === undefined) return 'somebody who is never told'
      if (tap.told.kind !== 'granted') break
    }
    const left = bucketsIn(now, pool).reduce((sum, bucket) => sum + openIn(bucket) - bucket.n, 0)
    if (left > 0) return 'a unit that nobody can get'
  }
  return undefined
}

/** Whoever taps alone, until they have an answer or it is no use to go on. */
function told(state: State, world: World): State {
  let now = state
  for (let step = 0; now.taps[0]?.told === undefined && step < ENOUGH_STEPS; step++) {
    const [next] = steps(now, { ...world, donations: Number.POSITIVE_INFINITY }, undefined)
    if (!next) break
    now = next
  }
  return now
}
