import type { Instant } from '@gonghui/shared/lib/instant'
import { drawOrder, listHashOf } from '../../lib/draw.rule.ts'
import { log } from '../../lib/log.ts'
import * as roll from '../../lib/roll.rule.ts'
import { claimantAt } from '../claim/bucket.rule.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { everyBucket, takeUnit } from '../claim/grant.ts'
import { generalSource } from '../claim/pool.rule.ts'
import { exactStock } from '../claim/stock.store.ts'
import { stateAt } from '../drop/drop.rule.ts'
import { auditDrop } from '../figures/audit.ts'
import { ensureRow } from '../redemption/wallet.store.ts'
import { type Draw, mayList, publicNumberOf, wrongAmong } from './draw.rule.ts'
import * as store from './draw.store.ts'
import { countEntries, readEntries } from './entries.store.ts'
import type { LotteryDrop } from './entry.rule.ts'

export interface Patience {
  /** When to leave the rest to the next run, by `performance.now()`. */
  readonly untilMs: number
  /** A draw among more than these is left to the jobs function: it takes a whole processor for some seconds. */
  readonly most: number
}

const UNHURRIED: Patience = { untilMs: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY }

/**
 * Takes a lottery as far as it can go now: counts entries while they come in, publishes the list after the close, draws
 * once the number stands, and gives the winners their units. Each step is decided by one conditional write on the draw, so
 * it may be killed anywhere, run twice at once, and be taken up by the next minute. True when there is nothing left to do.
 */
export async function advanceDraw(
  drop: LotteryDrop,
  now: Instant,
  { untilMs, most }: Patience = UNHURRIED,
): Promise<boolean> {
  for (;;) {
    const draw = await store.readDraw(drop.dropId)
    if (draw.step === 'granted') return true
    if (draw.entrants > most || !(await step(drop, draw, now, untilMs))) return false
  }
}

/** One step; false where it cannot go on now. */
async function step(drop: LotteryDrop, draw: Draw, now: Instant, untilMs: number): Promise<boolean> {
  switch (draw.step) {
    case 'taking':
      if (mayList(drop, now)) return list(drop, now)
      if (stateAt(drop, now) !== 'scheduled')
        await store.tellEntrants(drop.dropId, await countEntries(drop.dropId), now)
      return false
    case 'listed':
      return draw.entrants === 0 ? end(draw, now) : false
    case 'numbered':
      return lots(drop, draw, now)
    case 'drawn':
      return (await grantWinners(drop, draw, now, untilMs)) && settle(drop, draw, now)
    case 'granted':
      return false
  }
}

/** Who is in, for good: the rolls first, under their own hash; then one write makes them the list. */
async function list(drop: LotteryDrop, now: Instant): Promise<true> {
  const { dropId } = drop
  const entries = await readEntries(dropId)
  const listHash = listHashOf(entries.map(({ pseudonym }) => pseudonym))
  const parts = roll.partsOf(entries)
  for (const [part, some] of parts.entries()) {
    const where = { dropId, listHash, part }
    const pseudonyms = roll.rollOf(some.map(({ pseudonym }) => pseudonym))
    const members = roll.rollOfMembers(some.map(({ memberId }) => memberId))
    await store.putPart({ ...where, roll: 'LIST' }, pseudonyms, drop)
    await store.putPart({ ...where, roll: 'MEMBERS' }, members, drop)
  }
  const { left } = await exactStock(drop, now)
  await store.publishList(dropId, {
    listHash,
    listedAt: now,
    entrants: entries.length,
    units: left,
    parts: parts.length,
    listFirsts: roll.rollOf(parts.map(([first]) => first?.pseudonym ?? '')),
  })
  log.info('the list of a lottery is out', { dropId, entrants: entries.length, listHash })
  return true
}

/** All parts of a roll, one after the other. */
async function readRoll(draw: Draw, name: store.Roll, parts = draw.parts): Promise<Uint8Array[]> {
  const { dropId, listHash = '' } = draw
  const all: Uint8Array[] = []
  for (let part = 0; part < parts; part++)
    all.push(await store.readPart({ dropId, listHash, roll: name, part }))
  return all
}

/** The draw itself: the same rolls whoever makes it, so writing them twice changes nothing. */
async function lots(drop: LotteryDrop, draw: Draw, now: Instant): Promise<true> {
  const { dropId, listHash = '', number = '', units } = draw
  const pseudonyms = (await readRoll(draw, 'LIST')).flatMap(roll.pseudonymsIn)
  const members = Buffer.concat(await readRoll(draw, 'MEMBERS'))
  const publicNumber = publicNumberOf(drop.draw.issue, number)
  const order = roll.partsOf([...drawOrder(pseudonyms, { seed: store.seedOf(draw), publicNumber })])
  const winners = Math.min(units, pseudonyms.length)
  for (const [part, places] of order.entries()) {
    const named = places.map((at) => pseudonyms[at] ?? '')
    await store.putPart({ dropId, listHash, part, roll: 'ORDER' }, roll.rollOf(named), drop)
    const winning = places.slice(0, Math.max(0, winners - part * roll.PER_PART))
    if (winning.length === 0) continue
    const theirs = Buffer.concat(winning.map((at) => roll.bytesAt(members, at)))
    await store.putPart({ dropId, listHash, part, roll: 'WINNERS' }, theirs, drop)
  }
  const orderFirsts = roll.rollOf(order.map(([first = 0]) => pseudonyms[first] ?? ''))
  await store.publishOrder(dropId, { drawnAt: now, winners, orderFirsts })
  log.info('a lottery is drawn', { dropId, entrants: pseudonyms.length, winners })
  return true
}

const AT_ONCE = 16

/** Gives the winners their units in the order of the draw; false where time is short or too much is moving. */
async function grantWinners(drop: LotteryDrop, draw: Draw, now: Instant, untilMs: number): Promise<boolean> {
  const { dropId, listHash = '', winners } = draw
  for (let from = draw.granted; from < winners; ) {
    if (performance.now() > untilMs) return false
    const part = Math.floor(from / roll.PER_PART)
    const bytes = await store.readPart({ dropId, listHash, roll: 'WINNERS', part })
    const end = part * roll.PER_PART + roll.lengthOf(bytes)
    for (; from < end; from = Math.min(from + AT_ONCE, end)) {
      if (performance.now() > untilMs) return false
      const some = Array.from({ length: Math.min(AT_ONCE, end - from) }, (_, i) =>
        roll.memberAt(bytes, from + i - part * roll.PER_PART),
      )
      const given = await Promise.all(some.map((memberId) => give(drop, memberId, now)))
      if (given.includes(false)) return false
      await store.tellGranted(dropId, from + some.length)
    }
  }
  return true
}

/** By the very engine of a claim: whoever has the unit already keeps it. */
async function give(drop: LotteryDrop, memberId: string, now: Instant): Promise<boolean> {
  const taken = await takeUnit(generalSource(drop), memberId, 1, everyBucket)
  if (taken.kind === 'again') return false
  if (taken.kind !== 'granted') throw new Error(`a winner of ${drop.dropId} was told ${taken.kind}`)
  await ensureRow({ dropId: drop.dropId, memberId, j: 1 }, taken.unit, now)
  return true
}

/** The books, from the stored items alone: the balance, and that those who hold a unit are those who won. */
async function settle(drop: LotteryDrop, draw: Draw, now: Instant): Promise<boolean> {
  const { wrong } = await auditDrop(drop)
  const rolls = await readRoll(draw, 'WINNERS', Math.ceil(draw.winners / roll.PER_PART))
  const winners = rolls.flatMap((bytes) =>
    Array.from({ length: roll.lengthOf(bytes) }, (_, at) => roll.memberAt(bytes, at)),
  )
  const places = (await readBuckets(drop.dropId, drop.buckets)).flatMap((bucket) => bucket.places)
  const found = [
    ...wrong,
    ...wrongAmong(
      places.map((element) => claimantAt(element).memberId),
      winners,
    ),
  ]
  if (found.length === 0) return end(draw, now)
  log.error('a lottery does not balance', { dropId: drop.dropId, wrong: found.slice(0, 20) })
  await store.tellWrong(drop.dropId, found.slice(0, 20))
  return false
}

async function end(draw: Draw, now: Instant): Promise<true> {
  await store.endDraw(draw, now)
  return true
}
