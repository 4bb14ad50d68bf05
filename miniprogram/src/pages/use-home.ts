import { type DropFace, listDrops } from '@gonghui/shared/benefits/drops'
import { useState } from 'react'
import { type Phase, phaseOf } from '../lib/drop-words'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'

const ROWS = 5

/** What one can do something about comes first: take, put one's name down, be reminded. */
const order: readonly (readonly Phase[])[] = [['open', 'entering'], ['coming'], ['sold-out', 'paused']]
const rank = (phase: Phase): number => {
  const at = order.findIndex((phases) => phases.includes(phase))
  return at < 0 ? order.length : at
}

/** The drop to show large: the soonest to open; else the first that can be taken now; else the first. */
export function arrange(drops: readonly DropFace[], nowMs: number) {
  const phase = (drop: DropFace) => phaseOf(drop, nowMs)
  const coming = drops
    .filter((drop) => phase(drop) === 'coming')
    .sort((one, other) => (one.opensAt < other.opensAt ? -1 : 1))
  const next =
    coming[0] ?? drops.find((drop) => phase(drop) === 'open' || phase(drop) === 'entering') ?? drops[0]
  const rest = drops
    .filter((drop) => drop !== next)
    .map((drop) => ({ drop, rank: rank(phase(drop)) }))
    .sort((one, other) => one.rank - other.rank)
  return { next, rest: rest.slice(0, ROWS).map(({ drop }) => drop) }
}

export function useHome() {
  const { answer, reload } = useAnswer(listDrops, { query: {} }, { keepAs: 'home-drops' })
  // Whether one is open comes from the clock. Nobody asks for it: at an opening that would be every phone at once.
  const [, lookAgain] = useState(0)
  const drops = answer.kind === 'ready' ? arrange(answer.body.items, serverNowMs()) : undefined
  return { answer, drops, reload, onOpening: () => lookAgain((count) => count + 1) }
}
