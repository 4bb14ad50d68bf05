import type { MyEntry } from '@gonghui/shared/benefits/lottery'
import { hasWon } from '../../lib/draw.rule.ts'
import { lastNotAfter, pseudonymAt } from '../../lib/roll.rule.ts'
import type { OpeningDrop } from '../drop/drop.rule.ts'
import { type Draw, isAtLeast } from './draw.rule.ts'
import { seedOf } from './draw.store.ts'
import { pseudonymIn, readEntry } from './entries.store.ts'
import { partOf } from './opening.rule.ts'
import { readListPart } from './opening.store.ts'

/** What the lots of an opening are drawn with. */
export const lotsOf = (draw: Draw) => ({ seed: seedOf(draw), publicNumber: draw.listHash ?? '' })

/** Whether a member is in the list of a draw that is made, and won: one read of the part they would stand in. */
export async function fareIn(
  draw: Draw,
  memberId: string,
): Promise<{ readonly pseudonym: string; readonly won: boolean } | undefined> {
  const pseudonym = pseudonymIn(draw.dropId, memberId)
  const { bytes } = await readListPart(draw.dropId, partOf(pseudonym, draw.parts))
  const at = lastNotAfter(bytes, (other) => (other < pseudonym ? -1 : other > pseudonym ? 1 : 0))
  // What is not in the list did not get in, whatever a row that came late says.
  if (at < 0 || pseudonymAt(bytes, at) !== pseudonym) return undefined
  return { pseudonym, won: hasWon(lotsOf(draw), pseudonym, draw.lastLot) }
}

/** A member's entry in the draw of an opening, for the drop's page. */
export async function myOpeningIn(
  { dropId }: OpeningDrop,
  draw: Draw,
  memberId: string,
): Promise<MyEntry | undefined> {
  const entry = await readEntry(dropId, memberId)
  if (!entry) return undefined
  const { pseudonym, enteredAt } = entry
  if (!isAtLeast(draw, 'drawn')) return { pseudonym, enteredAt }
  const fare = await fareIn(draw, memberId)
  return fare && { pseudonym, enteredAt, won: fare.won }
}
