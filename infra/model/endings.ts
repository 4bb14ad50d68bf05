/** What follows once all taps are over: the repair, and newcomers who take whatever is left. */
import { openIn } from '@gonghui/functions/benefits/claim/bucket.rule'
import { FIRST } from '@gonghui/functions/benefits/claim/grant.rule'
import { finished, offered } from './returns.ts'
import { type State, steps, type World } from './world.ts'

/** The repair's walk: every donation that stopped half-way is brought to its end, and what is kept goes to who waits. */
export function finishAll(state: State, world: World): State {
  let now = state
  for (let next: State | undefined = now; next; next = oneMore(now, world)) now = next
  return now
}

function oneMore(state: State, world: World): State | undefined {
  for (const bucket of state.buckets) {
    for (const next of finished(state, bucket, undefined)) return next
    for (const ordinal of bucket.kept ?? []) {
      for (const next of offered(state, world, bucket, ordinal)) return next
    }
  }
  return undefined
}

const NEWCOMER = 100
const ENOUGH_STEPS = 200

/** How many units are left after newcomers came one by one until one of them was told “sold out”; 0 where the drop is closed. */
export function unreachableUnits(state: State, world: World): number {
  if (state.buckets.some((bucket) => bucket.shut)) return 0
  let now: State = { ...state, deaths: 0, restocks: 0, returns: 0, waiting: [] }
  for (let newcomer = NEWCOMER; ; newcomer++) {
    const homes = Object.assign([...world.homes], { [newcomer]: newcomer % state.buckets.length })
    now = { ...now, taps: [{ member: newcomer, ask: FIRST, seen: [] }] }
    for (let step = 0; now.taps[0]?.told === undefined && step < ENOUGH_STEPS; step++) {
      const [next] = steps(now, { ...world, homes, donations: Number.POSITIVE_INFINITY }, undefined)
      if (!next) break
      now = next
    }
    if (now.taps[0]?.told?.kind !== 'granted') break
  }
  return now.buckets.reduce((left, bucket) => left + openIn(bucket) - bucket.n, 0)
}
