import { type DropFace, listDrops } from '@gonghui/shared/benefits/drops'
import { phaseOf } from '../lib/drop-words'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'

const ROWS = 5

/** The drop to show large: the soonest to open; else the first that can be taken now; else the first. */
export function arrange(drops: readonly DropFace[], nowMs: number) {
  const phase = (drop: DropFace) => phaseOf(drop, nowMs)
  const coming = drops
    .filter((drop) => phase(drop) === 'coming')
    .sort((one, other) => (one.opensAt < other.opensAt ? -1 : 1))
  const next =
    coming[0] ?? drops.find((drop) => phase(drop) === 'open' || phase(drop) === 'entering') ?? drops[0]
  return { next, rest: drops.filter((drop) => drop !== next).slice(0, ROWS) }
}

export function useHome() {
  const { answer, reload } = useAnswer(listDrops, { query: {} }, { keepAs: 'home-drops' })
  const drops = answer.kind === 'ready' ? arrange(answer.body.items, serverNowMs()) : undefined
  return { answer, drops, reload }
}
