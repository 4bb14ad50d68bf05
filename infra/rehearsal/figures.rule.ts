/** What a rehearsal's crowd went through, in figures. */
import { voucherParts } from '@gonghui/functions/benefits/redemption/voucher.rule'
import type { Books } from '@gonghui/shared/benefits/rehearsals'
import { poolsIn } from './checks.rule.ts'
import type { Attempt, Crowd, Story } from './crowd.ts'

/** The charts count by tenths of a second. */
export const STEP_MS = 100
/** A tap that left so long after its thumb was not offered in time. */
const LATE_MS = 100

export interface Spread {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: sorted.at(-1) ?? 0 }
}

export interface PoolFigures {
  readonly name: string
  readonly units: number
  readonly granted: number
  /** When the last of its units was told of; absent where some were left. */
  readonly goneInMs?: number
}

/** One tenth of a second. */
export interface Step {
  readonly arrived: number
  readonly granted: number
  readonly refused: Readonly<Record<string, number>>
  readonly turnedAway: number
  readonly p50?: number
  readonly p99?: number
}

export interface Figures {
  readonly members: number
  readonly granted: number
  readonly refused: Readonly<Record<string, number>>
  readonly unknown: number
  readonly requests: number
  /** Turned away at the door, which means “ask again”. */
  readonly turned429: number
  readonly turned503: number
  /** Nothing came back. */
  readonly lost: number
  /** Faults of ours: every other answer from 500 on. */
  readonly faults: number
  readonly answer: Spread
  /** From the thumb to the answer that ends it, all coming back included. */
  readonly known: Spread
  readonly soldOutInMs?: number
  readonly pools: readonly PoolFigures[]
  readonly asked: { readonly perSecond: number }
  readonly offered: { readonly perSecond: number; readonly lateShare: number; readonly lateMs: Spread }
  readonly steps: readonly Step[]
}

const tally = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

export function figuresOf({ stories, attempts, endedMs }: Crowd, books: Books, overMs: number): Figures {
  const granted = stories.filter(({ voucherId }) => voucherId !== undefined)
  const lastGrantMs = Math.max(0, ...granted.map(({ knownMs = 0 }) => knownMs))
  const answered = attempts.filter(({ status }) => status > 0)
  const withStatus = (holds: (status: number) => boolean) =>
    attempts.filter(({ status }) => holds(status)).length
  const leftWithin = Math.max(overMs, ...stories.map(({ leftMs }) => leftMs))
  const late = stories.map(({ tappedMs, leftMs }) => Math.max(0, leftMs - tappedMs))
  const soldOut = books.free === 0 && books.inTransit === 0
  return {
    members: stories.length,
    granted: granted.length,
    refused: tally(stories.flatMap(({ refused }) => refused ?? [])),
    unknown: stories.filter(({ knownMs }) => knownMs === undefined).length,
    requests: attempts.length,
    turned429: withStatus((status) => status === 429),
    turned503: withStatus((status) => status === 503),
    lost: withStatus((status) => status === 0),
    faults: withStatus((status) => status >= 500 && status !== 503),
    answer: spreadOf(answered.map(({ tookMs }) => tookMs)),
    known: spreadOf(
      stories.flatMap(({ knownMs, tappedMs }) => (knownMs === undefined ? [] : knownMs - tappedMs)),
    ),
    ...(soldOut && granted.length > 0 ? { soldOutInMs: lastGrantMs } : {}),
    pools: poolFigures(granted, books),
    asked: { perSecond: (stories.length / overMs) * 1_000 },
    offered: {
      perSecond: (stories.length / leftWithin) * 1_000,
      lateShare: late.filter((ms) => ms > LATE_MS).length / Math.max(1, stories.length),
      lateMs: spreadOf(late),
    },
    steps: stepsOf(stories, attempts, endedMs),
  }
}

function poolFigures(granted: readonly Story[], books: Books): PoolFigures[] {
  const pools = poolsIn(books)
  const taken = pools.map(() => ({ granted: 0, lastMs: 0 }))
  for (const { voucherId = '', knownMs = 0 } of granted) {
    const { bucket } = voucherParts(voucherId)
    const mine = taken[pools.findIndex(({ first, count }) => bucket >= first && bucket < first + count)]
    if (!mine) continue
    mine.granted++
    mine.lastMs = Math.max(mine.lastMs, knownMs)
  }
  return pools.map(({ quota, units, first, count }, at) => {
    const { granted: mine = 0, lastMs = 0 } = taken[at] ?? {}
    const left = books.buckets.slice(first, first + count).reduce((sum, { free }) => sum + free, 0)
    const name = quota?.name ?? (pools.length > 1 ? '其他单位' : '全部会员')
    return { name, units, granted: mine, ...(left === 0 && mine > 0 ? { goneInMs: lastMs } : {}) }
  })
}

function stepsOf(stories: readonly Story[], attempts: readonly Attempt[], endedMs: number): Step[] {
  const count = Math.max(1, Math.ceil(endedMs / STEP_MS))
  const steps = Array.from({ length: count }, () => ({
    arrived: 0,
    granted: 0,
    refused: {} as Record<string, number>,
    turnedAway: 0,
    took: [] as number[],
  }))
  const at = (ms: number) => steps[Math.min(count - 1, Math.max(0, Math.floor(ms / STEP_MS)))]
  for (const { leftMs, knownMs, voucherId, refused } of stories) {
    const arrival = at(leftMs)
    if (arrival) arrival.arrived++
    const end = knownMs === undefined ? undefined : at(knownMs)
    if (end && voucherId !== undefined) end.granted++
    if (end && refused !== undefined) end.refused[refused] = (end.refused[refused] ?? 0) + 1
  }
  for (const { sentMs, tookMs, status } of attempts) {
    const step = at(sentMs + tookMs)
    if (!step) continue
    if (status > 0) step.took.push(tookMs)
    if (status === 429 || status === 503 || status === 0) step.turnedAway++
  }
  return steps.map(({ took, ...step }) => {
    const { p50, p99 } = spreadOf(took)
    return took.length > 0 ? { ...step, p50, p99 } : step
  })
}
