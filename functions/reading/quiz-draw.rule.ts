import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { QuizDraw as Shown } from '@gonghui/shared/reading/quizzes'
import { drawOrder, type Lots, listHashOf, lotOf } from '../lib/draw.rule.ts'
import type { SealedSeed } from '../lib/draw-seed.ts'
import { type Campaign, closesAtOf } from './campaign.rule.ts'
import type { Quiz } from './quiz.rule.ts'
import type { Reader } from './reader.rule.ts'

/** A quiz among whose passers lots are drawn. */
export type LotteryQuiz = Quiz & { readonly lottery: NonNullable<Quiz['lottery']> }

export const hasLottery = (quiz: Quiz): quiz is LotteryQuiz => quiz.lottery !== undefined

/**
 * The draw of a quiz as the table keeps it, but for its rolls. `taking`: whoever passes is in; `drawn`: list and winners
 * are fixed and the seed revealed; `granted`: every winner has the points.
 */
export interface QuizDraw extends SealedSeed {
  readonly campaignId: string
  readonly quizId: string
  readonly step: 'taking' | 'drawn' | 'granted'
  readonly rule: string
  readonly listHash?: string
  readonly drawnAt?: Instant
  readonly entrants: number
  readonly winners: number
  readonly parts: number
  /** The first of each part of the list, 16 bytes each: finds the part that somebody stands in. */
  readonly listFirsts: Uint8Array
  readonly lastLot?: Uint8Array
  /** How many winners, in order, have their points. */
  readonly granted: number
}

/** What a quiz is passed for, and what its draw waits for. */
type Promised = Pick<Quiz, 'lottery' | 'minutes'>

const stands = ({ lottery, minutes }: Promised): string =>
  JSON.stringify(lottery ? [lottery.winners, lottery.points, minutes] : [])

/** Whether a quiz that members may have passed would be drawn otherwise than it was promised. */
export const changesLottery = (before: Promised, next: Promised): boolean => stands(before) !== stands(next)

/**
 * Lots are drawn when nobody can pass any more: the last attempt was begun before the close and has run out, and whoever
 * handed it in at the last moment has been answered (a function ends after 10 s, and hears of a close within two).
 */
export const drawsAt = (campaign: Campaign, { minutes }: Pick<Quiz, 'minutes'>): Instant =>
  later(closesAtOf(campaign), (minutes + 1) * MINUTE_MS)

/** Readers are in by their own row: the pass itself is the entry, so there is one, and none can be lost. */
export const isIn = ({ passed, gone }: Reader, quizId: string): boolean =>
  passed?.[quizId] !== undefined && gone !== true

/** Who is in, and whose name in the draw it is. */
export interface Entrant {
  readonly pseudonym: string
  readonly memberId: string
}

/** The draw itself: the list in order, and the winners, the smallest lot first. */
export function drawnFrom(some: readonly Entrant[], seed: Uint8Array, units: number) {
  const entrants = some.toSorted((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))
  const pseudonyms = entrants.map(({ pseudonym }) => pseudonym)
  const listHash = listHashOf(pseudonyms)
  const lots: Lots = { seed, publicNumber: listHash }
  const winners = Array.from(drawOrder(pseudonyms, lots).subarray(0, units), (at) => entrants[at])
  const won = winners.filter((one) => one !== undefined)
  const last = won.at(-1)
  return {
    listHash,
    entrants,
    winners: won.map(({ memberId }) => memberId),
    ...(last ? { lastLot: lotOf(lots, last.pseudonym) } : {}),
  }
}

export function drawFaceOf(campaign: Campaign, quiz: LotteryQuiz, draw: QuizDraw, now: Instant): Shown {
  const isDrawn = draw.step !== 'taking'
  return {
    step: isDrawn ? 'drawn' : now < closesAtOf(campaign) ? 'entering' : 'waiting',
    drawsAt: drawsAt(campaign, quiz),
    commitment: draw.commitment,
    ...(isDrawn && draw.listHash && draw.drawnAt
      ? { listHash: draw.listHash, entrants: draw.entrants, drawnAt: draw.drawnAt }
      : {}),
  }
}
