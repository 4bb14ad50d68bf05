import type { NotDrawnOutcome, OpeningFace } from '@gonghui/shared/benefits/opening'
import { gathersUntil, OPENING_SETTLES_MS, openingDrawsAt } from '@gonghui/shared/benefits/opening-times'
import { epochMsOf, type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { drawOrder, type Lots, lotOf } from '../../lib/draw.rule.ts'
import type { OpeningDrop } from '../drop/drop.rule.ts'
import { type Draw, isAtLeast } from './draw.rule.ts'
import { SHARDS } from './entry.rule.ts'

/** An entry whose write took longer is not confirmed: the list might have been read by then. */
export const CONFIRMED_WITHIN_MS = OPENING_SETTLES_MS / 2

/**
 * Whether an entry that stands in the table now will be in the list: it was there before anybody reads the list, even by
 * a clock that is a second ahead.
 */
export const willBeListed = (drop: OpeningDrop, now: Instant): boolean =>
  epochMsOf(now) < epochMsOf(openingDrawsAt(drop)) - SECOND_MS

export const isDue = (drop: OpeningDrop, now: Instant): boolean => now >= openingDrawsAt(drop)

/** Entries are listed a group of shards at a time. */
export const GROUPS = 8
export const SHARDS_IN_GROUP = SHARDS / GROUPS

/**
 * In how many parts the list lies, told from its first shard: one entrant is answered by reading one part, so a part has
 * a few hundred names at most; and a list of a few names is not worth sixty parts.
 */
export function partsFor(inFirstShard: number): number {
  if (inFirstShard > 400) return 1_024
  return inFirstShard > 8 ? 64 : GROUPS
}

/** Which part lists a pseudonym. The parts one after the other are the whole list in order. */
export const partOf = (pseudonym: string, parts: number): number =>
  Math.floor((Number.parseInt(pseudonym.slice(0, 4), 16) * parts) / 0x10000)

/** Who wins: the smallest lots. Told by the last of them, so that one lot is enough to know how it went. */
export interface Drawn {
  readonly winners: number
  readonly lastLot?: Uint8Array
  /** How many win in each part, two bytes each. */
  readonly winnersBy: Uint8Array
}

export function drawn(parts: readonly (readonly string[])[], lots: Lots, units: number): Drawn {
  const pseudonyms = parts.flat()
  const order = drawOrder(pseudonyms, lots)
  const winners = Math.min(units, pseudonyms.length)
  const won = new Set(order.subarray(0, winners))
  const counts = new Uint16Array(parts.length)
  let at = 0
  for (const [part, some] of parts.entries())
    for (const _ of some) if (won.has(at++)) counts[part] = (counts[part] ?? 0) + 1
  const winnersBy = Buffer.alloc(2 * parts.length)
  for (const [part, count] of counts.entries()) winnersBy.writeUInt16BE(count, 2 * part)
  const last = order[winners - 1]
  return {
    winners,
    winnersBy,
    ...(last === undefined ? {} : { lastLot: lotOf(lots, pseudonyms[last] ?? '') }),
  }
}

export const winnersIn = ({ winnersBy = new Uint8Array() }: Pick<Draw, 'winnersBy'>, part: number): number =>
  2 * part + 1 < winnersBy.length ? Buffer.from(winnersBy).readUInt16BE(2 * part) : 0

/** The part that the next winner to be given a unit stands in, and how many winners of it have theirs. */
export function nextWinner(draw: Draw): { readonly part: number; readonly given: number } | undefined {
  let before = 0
  for (let part = 0; part < draw.parts; part++) {
    const here = winnersIn(draw, part)
    if (draw.granted < before + here) return { part, given: draw.granted - before }
    before += here
  }
  return undefined
}

export function outcomeOf(draw: Draw, lots: Lots, pseudonym: string): NotDrawnOutcome {
  const { entrants, units, drawnAt = '', lastLot = new Uint8Array() } = draw
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return { pseudonym, entrants, units, drawnAt, lot: hex(lotOf(lots, pseudonym)), lastLot: hex(lastLot) }
}

export function openingFaceOf(drop: OpeningDrop, draw: Draw | undefined): OpeningFace {
  const isDrawn = draw !== undefined && isAtLeast(draw, 'drawn')
  return {
    seconds: drop.openingSeconds,
    gathersUntil: gathersUntil(drop),
    drawsAt: openingDrawsAt(drop),
    step: drop.openingOver ? 'over' : isDrawn ? 'drawn' : 'before',
    commitment: draw?.commitment ?? '',
    ...(isDrawn && draw.listHash
      ? { listHash: draw.listHash, entrants: draw.entrants, units: draw.units }
      : {}),
  }
}
