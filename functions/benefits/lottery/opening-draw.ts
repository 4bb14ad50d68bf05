import type { Instant } from '@gonghui/shared/lib/instant'
import { hasWon, listHashOf } from '../../lib/draw.rule.ts'
import { log } from '../../lib/log.ts'
import * as roll from '../../lib/roll.rule.ts'
import { claimantAt } from '../claim/bucket.rule.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { everyBucket, takeUnit } from '../claim/grant.ts'
import { generalSource } from '../claim/pool.rule.ts'
import { exactStock } from '../claim/stock.store.ts'
import { type OpeningDrop, stateAt } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { ensureRow } from '../redemption/wallet.store.ts'
import type { Draw } from './draw.rule.ts'
import { endDraw, readDraw, seedOf, tellGranted } from './draw.store.ts'
import { readShard } from './entries.store.ts'
import * as rule from './opening.rule.ts'
import * as store from './opening.store.ts'

const AT_ONCE = 16

/**
 * Takes the draw of an opening as far as the time allows: lists the entries, shard by shard, draws, and gives the winners
 * their units. Every step is a write that the first to make it decides, so it may stop anywhere, be done twice at once,
 * and be taken up by whoever comes next. True when the rest is open to who comes first.
 */
export async function advanceOpening(
  drop: OpeningDrop,
  now: Instant,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  if (!rule.isDue(drop, now)) return false
  try {
    for (;;) {
      const draw = await readDraw(drop.dropId)
      if (draw.step === 'granted') return true
      const isFurther =
        draw.step === 'taking'
          ? await draws(drop, draw, now, untilMs)
          : await grants(drop, draw, now, untilMs)
      if (!isFurther) return false
    }
  } finally {
    store.forgetOpening(drop.dropId)
  }
}

const isOver = (untilMs: number): boolean => performance.now() > untilMs

/** The list, for good, and who wins; false where it must wait. */
async function draws(drop: OpeningDrop, draw: Draw, now: Instant, untilMs: number): Promise<boolean> {
  const { dropId } = drop
  // What is drawn for must stand still: a change of stock that was begun before the opening is finished first.
  const fresh = await readDrop(dropId)
  if (!fresh || fresh.stockChange !== undefined || stateAt(fresh, now) === 'paused') return false
  if (draw.parts === 0) {
    await store.fixParts(dropId, rule.partsFor((await readShard(dropId, 0)).length))
    return true
  }
  for (let group = draw.groupsListed ?? 0; group < rule.GROUPS; group++) {
    if (isOver(untilMs)) return false
    await listGroup(drop, draw.parts, group)
    await store.tellListed(dropId, group + 1)
  }
  if (isOver(untilMs)) return false
  const parts = await readList(dropId, draw.parts)
  const listHash = listHashOf(parts.flat())
  const { left: units } = await exactStock(fresh, now)
  const drawn = rule.drawn(parts, { seed: seedOf(draw), publicNumber: listHash }, units)
  const entrants = parts.reduce((sum, part) => sum + part.length, 0)
  await store.publishDrawn(dropId, { ...drawn, listHash, drawnAt: now, entrants, units })
  log.info('an opening is drawn', { dropId, entrants, winners: drawn.winners, listHash })
  return true
}

/** Lists some shards that follow each other, in the parts that hold their pseudonyms and no others'. */
async function listGroup(drop: OpeningDrop, parts: number, group: number): Promise<void> {
  const shards = Array.from({ length: rule.SHARDS_IN_GROUP }, (_, i) => group * rule.SHARDS_IN_GROUP + i)
  const entries = (await Promise.all(shards.map((shard) => readShard(drop.dropId, shard)))).flat()
  const listed = Map.groupBy(entries, ({ pseudonym }) => rule.partOf(pseudonym, parts))
  const inGroup = parts / rule.GROUPS
  for (let from = 0; from < inGroup; from += AT_ONCE) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, inGroup - from) },
      (_, i) => group * inGroup + from + i,
    )
    await Promise.all(some.map((part) => store.putListPart(drop, part, listed.get(part) ?? [])))
  }
}

async function readList(dropId: string, parts: number): Promise<string[][]> {
  const list: string[][] = []
  for (let from = 0; from < parts; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, parts - from)
    const some = Array.from({ length }, (_, i) => store.readListPart(dropId, from + i))
    list.push(...(await Promise.all(some)).map(({ bytes }) => roll.pseudonymsIn(bytes)))
  }
  return list
}

/** Gives the winners their units, part by part; false where time is short or too much is moving. */
async function grants(drop: OpeningDrop, draw: Draw, now: Instant, untilMs: number): Promise<boolean> {
  const { dropId, listHash = '', lastLot } = draw
  const next = rule.nextWinner(draw)
  if (!next) {
    // The header first: a function that dies in between leaves a draw that is looked at again.
    await store.openForTheRest(dropId)
    return endDraw(draw, now)
  }
  if (isOver(untilMs)) return false
  const { bytes, members } = await store.readListPart(dropId, next.part)
  const lots = { seed: seedOf(draw), publicNumber: listHash }
  const winning = roll
    .pseudonymsIn(bytes)
    .flatMap((pseudonym, at) => (hasWon(lots, pseudonym, lastLot) ? [roll.memberAt(members, at)] : []))
  // Most came for it themselves.
  const held = await holdersIn(drop)
  for (let from = next.given; from < winning.length; from += AT_ONCE) {
    if (isOver(untilMs)) return false
    const some = winning.slice(from, from + AT_ONCE)
    const given = await Promise.all(some.map((memberId) => held.has(memberId) || give(drop, memberId, now)))
    if (given.includes(false)) return false
    await tellGranted(dropId, draw.granted - next.given + from + some.length)
  }
  return true
}

async function holdersIn({ dropId, buckets }: OpeningDrop): Promise<ReadonlySet<string>> {
  const places = (await readBuckets(dropId, buckets)).flatMap((bucket) => bucket.places)
  return new Set(places.map((element) => claimantAt(element).memberId))
}

/** By the very engine of a claim: whoever has the unit already keeps it. */
async function give(drop: OpeningDrop, memberId: string, now: Instant): Promise<boolean> {
  const taken = await takeUnit(generalSource(drop), memberId, 1, everyBucket)
  // Too much is moving, or it was closed by hand meanwhile: then nobody was told to have won who holds nothing.
  if (taken.kind === 'again' || taken.kind === 'shut') return false
  if (taken.kind !== 'granted') throw new Error(`a winner of ${drop.dropId} was told ${taken.kind}`)
  await ensureRow({ dropId: drop.dropId, memberId, j: 1 }, taken.unit, now)
  return true
}
