import type { MyEntry } from '@gonghui/shared/benefits/lottery'
import { type Lots, lotOf } from '../../lib/draw.rule.ts'
import { lastNotAfter, PER_PART, pseudonymAt } from '../../lib/roll.rule.ts'
import { type Draw, isAtLeast, publicNumberOf } from './draw.rule.ts'
import { knownDraw, knownPart, type Roll, seedOf } from './draw.store.ts'
import { readEntry } from './entries.store.ts'
import type { LotteryDrop } from './entry.rule.ts'

/** A member's entry, and as far as the draw is: the line in the list, the place in the order, won or not. */
export async function myEntryIn(drop: LotteryDrop, memberId: string): Promise<MyEntry | undefined> {
  const [draw, entry] = await Promise.all([knownDraw(drop.dropId), readEntry(drop.dropId, memberId)])
  if (!entry) return undefined
  const { pseudonym, enteredAt } = entry
  if (!isAtLeast(draw, 'listed')) return { pseudonym, enteredAt }
  const inList = (other: string) => (other < pseudonym ? -1 : other > pseudonym ? 1 : 0)
  const line = await placeIn(draw, 'LIST', pseudonym, inList)
  // What is not in the list did not get in, whatever a row that came late says.
  if (line === undefined) return undefined
  if (!isAtLeast(draw, 'drawn')) return { pseudonym, enteredAt, line }
  const lots = { seed: seedOf(draw), publicNumber: publicNumberOf(drop.draw.issue, draw.number ?? '') }
  const position = await placeIn(draw, 'ORDER', pseudonym, byLot(lots, pseudonym))
  if (position === undefined) throw new Error(`the order of ${drop.dropId} lacks one of its list`)
  return { pseudonym, enteredAt, line, position, won: position <= draw.winners }
}

/** How the lots of others stand to mine. */
function byLot(lots: Lots, pseudonym: string): (other: string) => number {
  const mine = lotOf(lots, pseudonym)
  return (other) => lotOf(lots, other).compare(mine) || (other < pseudonym ? -1 : other > pseudonym ? 1 : 0)
}

/** The place of a pseudonym in a roll, from 1: two binary searches, over the parts' firsts and in one part. */
async function placeIn(
  { dropId, listHash = '', listFirsts, orderFirsts }: Draw,
  roll: Roll,
  pseudonym: string,
  compared: (other: string) => number,
): Promise<number | undefined> {
  const part = lastNotAfter(roll === 'LIST' ? listFirsts : orderFirsts, compared)
  if (part < 0) return undefined
  const bytes = await knownPart({ dropId, listHash, roll, part })
  const at = lastNotAfter(bytes, compared)
  return at >= 0 && pseudonymAt(bytes, at) === pseudonym ? part * PER_PART + at + 1 : undefined
}
