import type { LotteryFace } from '@gonghui/shared/benefits/lottery'
import { epochMsOf, type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { stateAt } from '../drop/drop.rule.ts'
import type { LotteryDrop } from './entry.rule.ts'

/** The three digits as one person typed them. */
export interface Typed {
  readonly personId: string
  readonly digits: string
  readonly at: Instant
}

/**
 * How far a draw is. `taking` entries; `listed`: who is in is fixed and public; `numbered`: two people typed the same
 * digits; `drawn`: who wins is fixed and the seed revealed; `granted`: every winner has a unit and the books balance.
 */
export const drawSteps = ['taking', 'listed', 'numbered', 'drawn', 'granted'] as const

/** A draw as the table keeps it, but for its rolls. */
export interface Draw {
  readonly dropId: string
  readonly step: (typeof drawSteps)[number]
  readonly rule: string
  readonly sealedSeed: string
  readonly commitment: string
  /** Counted each minute while entries are taken; exact from the list on. */
  readonly entrants: number
  readonly entrantsAsOf: Instant
  readonly listHash?: string
  readonly listedAt?: Instant
  /** How many units are drawn for; fixed with the list. */
  readonly units: number
  readonly parts: number
  /** The first of each part of the list and of the order, 16 bytes each: finds the part that somebody stands in. */
  readonly listFirsts: Uint8Array
  readonly orderFirsts: Uint8Array
  /** One of each person, the latest last. */
  readonly typed: readonly Typed[]
  readonly number?: string
  readonly drawnAt?: Instant
  readonly winners: number
  /** How many winners, in order, have their unit. */
  readonly granted: number
  readonly endedAt?: Instant
  readonly wrong: readonly string[]
  /** Of an opening: how many groups of shards are listed, how many win in each part, the last lot that does. */
  readonly groupsListed?: number
  readonly winnersBy?: Uint8Array
  readonly lastLot?: Uint8Array
}

export const isAtLeast = ({ step }: Draw, reached: Draw['step']): boolean =>
  drawSteps.indexOf(step) >= drawSteps.indexOf(reached)

/**
 * The list is read so long after the close: a function that let somebody in at the last moment has ended by then
 * (10 s, and a second for a close that it has not heard of), so nobody who was told to be in is missing.
 */
const SETTLED_AFTER_MS = MINUTE_MS

export const mayList = (drop: LotteryDrop, now: Instant): boolean =>
  stateAt(drop, now) === 'closed' && epochMsOf(now) >= epochMsOf(drop.closesAt) + SETTLED_AFTER_MS

/** The typings after one more: a person's own earlier one is replaced. */
export const afterTyping = (typed: readonly Typed[], one: Typed): Typed[] => [
  ...typed.filter(({ personId }) => personId !== one.personId),
  one,
]

/** The number, if the last two people typed the same. Where they differ neither counts, however many agreed before. */
export function agreedOn(typed: readonly Typed[]): string | undefined {
  const [earlier, later] = typed.slice(-2)
  return earlier && later && earlier.digits === later.digits ? later.digits : undefined
}

export type TypingRefusal = 'draw-not-listed' | 'draw-too-early' | 'draw-number-fixed'

export function typingRefusal(
  drop: LotteryDrop,
  draw: Draw,
  digits: string,
  now: Instant,
): TypingRefusal | undefined {
  if (draw.step === 'taking') return 'draw-not-listed'
  if (draw.number !== undefined) return draw.number === digits ? undefined : 'draw-number-fixed'
  if (draw.step !== 'listed') return 'draw-number-fixed'
  return now < drop.draw.drawsAt ? 'draw-too-early' : undefined
}

/** What the lots are drawn with besides the seed: `2026168:375`. */
export const publicNumberOf = (issue: string, digits: string): string => `${issue}:${digits}`

export function lotteryFaceOf(drop: LotteryDrop, draw: Draw, now: Instant): LotteryFace {
  const state = stateAt(drop, now)
  const isOver = state === 'closed' || state === 'settled'
  return {
    issue: drop.draw.issue,
    drawsAt: drop.draw.drawsAt,
    step: isAtLeast(draw, 'drawn') ? 'drawn' : isOver ? 'waiting' : 'entering',
    units: draw.units,
    entrants: draw.entrants,
    entrantsAsOf: draw.entrantsAsOf,
    commitment: draw.commitment,
    ...(draw.listHash ? { listHash: draw.listHash } : {}),
    ...(draw.number ? { number: draw.number } : {}),
  }
}

/** What must never be once all winners have their units: a holder who did not win, a winner who holds nothing. */
export function wrongAmong(holders: readonly string[], winners: readonly string[]): string[] {
  const won = new Set(winners)
  const held = new Set(holders)
  return [
    ...holders
      .filter((memberId) => !won.has(memberId))
      .map((memberId) => `${memberId} holds a unit and did not win`),
    ...winners
      .filter((memberId) => !held.has(memberId))
      .map((memberId) => `${memberId} won and holds no unit`),
  ]
}
