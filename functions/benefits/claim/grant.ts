import { setTimeout } from 'node:timers/promises'
import { isOverload } from '../../table/failures.ts'
import {
  type Bucket,
  type Donation,
  elementOf,
  homeOf,
  leftIn,
  placeOf,
  placesOf,
  unitsIn,
} from './bucket.rule.ts'
import * as store from './bucket.store.ts'
import {
  type Answer,
  type Ask,
  after,
  FIRST,
  fromPart,
  type Me,
  type Taken,
  toFinish,
  type Unit,
  unitAt,
} from './grant.rule.ts'
import type { Source } from './pool.rule.ts'

/** Asks lose to each other where a crowd meets the last units; after this many the caller is asked to wait. */
const ASKS = 60

const LONGEST_WAIT_MS = 500

const AGAIN = { kind: 'again' } as const
const SOLD_OUT = { kind: 'sold-out' } as const

const pick = (of: number): number => Math.floor(Math.random() * of)

export type Known =
  /** All was granted, and not to this claimant. */
  | 'sold-out'
  /** All was granted, perhaps to this claimant: the own home tells. */
  | 'home-tells'
  /** Too much is moving to say anything true. */
  | 'again'

export interface Looked {
  readonly buckets: readonly Bucket[]
  /** Every bucket that may give was read. */
  readonly whole: boolean
}

/** What a crowd is led by, so that not everybody reads every bucket: see `board.ts`. A grant never depends on it. */
export interface Guide {
  /** What can be told without the table. */
  readonly knownTo: (source: Source, element: Uint8Array, nowMs: number) => Known | undefined
  /** Home and buckets that may give to it, strongly read; or an answer that needs none of them. */
  readonly look: (source: Source, home: number, clock: () => number) => Promise<Looked | 'sold-out' | 'again'>
  /** Whether this home is likely to be full, so that a look saves a refused write. */
  readonly looksFirst: (source: Source, home: number) => boolean
  readonly sawFull: (source: Source, home: number) => void
  /** All was granted, proven from these buckets, read then. */
  readonly proved: (source: Source, before: readonly Bucket[], atMs: number) => void
  /** The table turned this function away. */
  readonly quiet: (source: Source, nowMs: number) => void
}

/** For who comes alone: every bucket is read. */
export const everyBucket: Guide = {
  knownTo: () => undefined,
  look: async (source) => ({ buckets: await store.readSpan(source.dropId, source.draws), whole: true }),
  looksFirst: () => false,
  sawFull: () => undefined,
  proved: () => undefined,
  quiet: () => undefined,
}

/** The units that a member has of a drop, by j, read strongly from the home bucket. */
export async function unitsOf({ dropId, homes }: Source, memberId: string): Promise<Map<number, Unit>> {
  const home = await store.readBucket(dropId, homeOf(memberId, dropId, homes))
  return new Map(placesOf(home, memberId).map(({ place, j }) => [j, unitAt(home, place)]))
}

/** How many units a member has given back, by the home bucket; what they let expire is not among them. */
export async function returnedTo({ dropId, homes }: Source, memberId: string): Promise<number> {
  const home = await store.readBucket(dropId, homeOf(memberId, dropId, homes))
  return placesOf(home, memberId).filter(({ place }) => leftIn(home).includes(place)).length
}

/**
 * Takes one unit for a member, or says why there is none; `again` where too much is moving to say anything true.
 * Safe to repeat at any point, after any crash: the member's home bucket is the only place where a grant can be, and
 * it remembers.
 */
export async function takeUnit(
  source: Source,
  memberId: string,
  j: number,
  guide: Guide,
  clock: () => number = Date.now,
): Promise<Taken | typeof AGAIN> {
  const element = elementOf(memberId, j)
  const known = guide.knownTo(source, element, clock())
  if (known === 'again') return AGAIN
  if (known === 'sold-out') return SOLD_OUT
  const me = { home: homeOf(memberId, source.dropId, source.homes), element, pick }
  try {
    return known ? await asHomeTells(source, me) : await taken(source, me, guide, clock)
  } catch (error) {
    if (isOverload(error)) guide.quiet(source, clock())
    throw error
  }
}

/** All was granted when it was counted; to me among others, or not. */
async function asHomeTells({ dropId }: Source, { home, element }: Me): Promise<Taken> {
  const bucket = await store.readBucket(dropId, home)
  const place = placeOf(bucket, element)
  return place < 0 ? SOLD_OUT : { kind: 'granted', fresh: false, unit: unitAt(bucket, place) }
}

async function taken(
  source: Source,
  me: Me,
  guide: Guide,
  clock: () => number,
): Promise<Taken | typeof AGAIN> {
  let ask: Ask = guide.looksFirst(source, me.home) ? { ask: 'look' } : FIRST
  let outrun = 0
  let seen: { readonly buckets: readonly Bucket[]; readonly atMs: number } | undefined
  for (let asks = 0; asks < ASKS; asks++) {
    if (ask.ask === 'look') {
      const atMs = clock()
      const looked = await guide.look(source, me.home, clock)
      if (looked === 'again') return AGAIN
      if (looked === 'sold-out') {
        return guide.knownTo(source, me.element, clock()) === 'sold-out' ? SOLD_OUT : asHomeTells(source, me)
      }
      const next = after(ask, looked.buckets, me)
      if ('taken' in next) return next.taken
      seen = { buckets: looked.buckets, atMs }
      ask = looked.whole ? next : fromPart(next)
      continue
    }
    const [askedMs, atMs] = [performance.now(), clock()]
    const answer = await perform(source, ask, me)
    const next = after(ask, answer, me)
    // A count that proved nothing is what the next one goes by: who was granted since the look stands only there.
    if (!('done' in answer)) seen = { buckets: answer, atMs }
    if (ask.ask === 'give' && 'done' in answer && !answer.done) {
      await letOthersPass(performance.now() - askedMs, ++outrun)
      // Somebody else may have proved it meanwhile.
      if (guide.knownTo(source, me.element, clock()) === 'sold-out') return SOLD_OUT
    }
    if ('taken' in next) {
      if (next.taken.kind === 'sold-out' && seen) guide.proved(source, seen.buckets, seen.atMs)
      return next.taken
    }
    if (ask.ask === 'grant') guide.sawFull(source, me.home)
    ask = next
  }
  return AGAIN
}

/**
 * Who lost a donor to somebody else, at the last units, would lose the next one too if all of them looked at once. Each
 * waits for a while of its own, by how long a write takes just now: a look afterwards shows what is left to be had.
 */
const letOthersPass = (writeMs: number, times: number): Promise<void> =>
  setTimeout(Math.min(LONGEST_WAIT_MS, Math.random() * writeMs * 4 ** times))

/** Brings a donation that stopped half-way to its end. */
export async function finish(dropId: string, donor: number, out: Donation): Promise<void> {
  // The repair stands nowhere, so no bucket holds it.
  const nobody = { home: -1, element: new Uint8Array(), pick }
  let ask: Ask = toFinish(donor, out)
  while (ask.ask === 'credit' || ask.ask === 'settle' || ask.ask === 'take-back') {
    const next = after(ask, await write(dropId, ask, nobody), nobody)
    if (!('ask' in next)) return
    ask = next
  }
}

/** Carries one ask out on the table; a look is the board's. */
const perform = (source: Source, ask: Exclude<Ask, { ask: 'look' }>, me: Me): Promise<Answer> =>
  ask.ask === 'count' ? store.readSpan(source.dropId, source.draws) : write(source.dropId, ask, me)

function write(
  dropId: string,
  ask: Exclude<Ask, { ask: 'look' | 'count' }>,
  { home, element }: Me,
): Promise<Answer> {
  switch (ask.ask) {
    case 'grant':
      return store.grant(dropId, home, element)
    case 'give':
      return store.give(dropId, ask.donor, ask.write)
    case 'credit':
      return store.credit(
        dropId,
        ask.donor,
        ask.out,
        unitsIn(ask.out.runs),
        ask.withMe ? (ask.out.whom?.element ?? element) : undefined,
      )
    case 'settle':
      return store.settle(dropId, ask.donor, ask.seq)
    case 'take-back':
      return store.takeBack(dropId, ask.donor, ask.out, unitsIn(ask.out.runs))
  }
}
