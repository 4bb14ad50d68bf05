/** What follows once all taps are over: the repair, and newcomers who take whatever is left. */
import { type Ask, after, FIRST, toFinish } from '@gonghui/functions/benefits/grant.rule'
import * as buckets from './buckets.ts'
import { change, type State, steps, type World } from './world.ts'

/** The repair's walk: every donation that stopped half-way is brought to its end. */
export function finishAll(state: State): State {
  let now = state
  for (const { bucket, out } of state.buckets) {
    if (!out) continue
    let ask: Ask = toFinish(bucket, out)
    while (ask.ask === 'credit' || ask.ask === 'settle' || ask.ask === 'take-back') {
      const done = carriedOut(now, ask)
      now = done.state
      const next = after(ask, done.answer, { home: -1, element: new Uint8Array([255]), pick: () => 0 })
      if (!('ask' in next)) break
      ask = next
    }
  }
  return now
}

function carriedOut(state: State, ask: Extract<Ask, { ask: 'credit' | 'settle' | 'take-back' }>) {
  if (ask.ask === 'credit') {
    return change(state, ask.out.to, (bucket) => buckets.credit(bucket, ask.donor, ask.out))
  }
  return change(state, ask.donor, (bucket) =>
    ask.ask === 'settle' ? buckets.settle(bucket, ask.seq) : buckets.takeBack(bucket, ask.out),
  )
}

const NEWCOMER = 100
const ENOUGH_STEPS = 200

/** How many units are left after newcomers came one by one until one of them was told “sold out”; 0 where the drop is closed. */
export function unreachableUnits(state: State, world: World): number {
  if (state.buckets.some((bucket) => bucket.shut)) return 0
  let now: State = { ...state, deaths: 0, restocks: 0 }
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
  return now.buckets.reduce((left, bucket) => left + bucket.added - bucket.n, 0)
}
