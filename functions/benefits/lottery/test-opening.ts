/** What tests of simultaneous openings start from: one that is published, its moments, and people who tap. */
import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import type { MemberCaller } from '../../lib/caller.ts'
import { drawOrder, listHashOf } from '../../lib/draw.rule.ts'
import { isRefusal } from '../../lib/server.ts'
import { claimantAt } from '../claim/bucket.rule.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { type Drop, hasOpening, type OpeningDrop } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { scheduleDrop } from '../drop/launch.ts'
import { ask, draftDrop, NOW, operatorOf, someMember } from '../drop/test-drop.ts'
import { readDraw, seedOf } from './draw.store.ts'
import { pseudonymIn } from './entries.store.ts'
import { joinOpening } from './opening.ts'
import { advanceOpening } from './opening-draw.ts'

export const SECONDS = 5
/** The window is over, the list not read yet; it is due; a while after that. */
export const GATHERED: Instant = later(NOW, 5_000)
export const DUE: Instant = later(NOW, 8_000)
export const AFTER: Instant = later(NOW, 30_000)

export async function openingStored(dropId: string): Promise<OpeningDrop> {
  const drop = await readDrop(dropId)
  if (!drop || !hasOpening(drop)) throw new Error('no opening was published')
  return drop
}

export async function opening(stock: number, given: Partial<Drop> = {}): Promise<OpeningDrop> {
  const { dropId } = await draftDrop({ stock, openingSeconds: SECONDS, opensAt: NOW, ...given })
  await ask(scheduleDrop, { params: { dropId }, caller: operatorOf(), now: later(NOW, -HOUR_MS) })
  return openingStored(dropId)
}

export const join = ({ dropId }: Drop, caller: MemberCaller = someMember(), now: Instant = NOW) =>
  ask(joinOpening, { params: { dropId }, caller, now })

export async function joinAll(drop: Drop, count: number): Promise<MemberCaller[]> {
  const members = Array.from({ length: count }, someMember)
  await Promise.all(members.map((member) => join(drop, member, later(NOW, 1))))
  return members
}

/** An answer in a word: `entered`, `won`, `not-drawn`, or the problem's code. */
export const word = (answer: Awaited<ReturnType<typeof join>>): string =>
  isRefusal(answer) ? answer.refused : answer.body.step

/** Asks until somebody knows, as a phone does; a share of the work may have ended before all of it was done. */
export async function fare(drop: Drop, caller: MemberCaller | undefined, at: Instant): Promise<string> {
  let said = 'busy'
  for (let asked = 0; said === 'busy' && asked < 20; asked++)
    said = word(await join(drop, caller, later(at, asked * 300)))
  return said
}

/** The draw brought to its end, as those who come one after the other bring it. */
export async function drawnFully(drop: OpeningDrop, at: Instant): Promise<void> {
  for (let runs = 0; runs < 5 && !(await advanceOpening(drop, at)); runs++);
}

/** Who holds a unit, by the buckets. */
export async function holdersOf({ dropId, buckets }: Drop): Promise<string[]> {
  const places = (await readBuckets(dropId, buckets)).flatMap((bucket) => bucket.places)
  return places.map((element) => claimantAt(element).memberId).sort()
}

/** Who wins by the rule, reckoned by hand from who is said to have entered. */
export async function winnersByHand(
  drop: Drop,
  memberIds: readonly string[],
  units: number,
): Promise<string[]> {
  const names = new Map(memberIds.map((memberId) => [pseudonymIn(drop.dropId, memberId), memberId]))
  const list = [...names.keys()].sort()
  const lots = { seed: seedOf(await readDraw(drop.dropId)), publicNumber: listHashOf(list) }
  return [...drawOrder(list, lots)]
    .slice(0, units)
    .map((at) => names.get(list[at] ?? '') ?? '')
    .sort()
}
