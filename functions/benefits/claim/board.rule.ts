import { type Bucket, openIn, provesSoldOut, roomIn, type Span } from './bucket.rule.ts'

/**
 * A pool's board: which buckets have room, and whether all is sold out, counted by whichever reader holds a short lease
 * and kept in replicas. It saves a crowd from reading every bucket. Nobody is granted anything by it, and “sold out” is
 * written there only once it was proven; so a board that is late or lost makes a claim slower and never false.
 *
 * These are its decisions; `board.ts` carries them out on the table, the simulation on its model of one.
 */

/** Over so few buckets a look reads them all in one call, and no board is kept. */
export const WHOLE = 32
/** In how many replicas a board is kept: what a small pool saves in reads it would pay for in writes. */
export const replicasOf = ({ count }: Span): number => Math.min(32, Math.ceil(count / 8))
/** For how long who counts keeps others from counting, should it go away in the middle. */
export const LEASE_MS = 1_000
export const RECOUNT_MS = 100
/** For how long a function that found nothing answers “again” without the table: losers must not starve the count. */
const QUIET_MS = 100
/** After this long “sold out” must be proven anew: a unit may have come back. */
const TRUSTED_MS = 2_000
/** How many of the hinted buckets one look reads. */
const HINTS = 4
/** With fewer hints than this a crowd's functions try in proportion only, or they would choke the last few partitions. */
const CALM_HINTS = 64
/** Counts that follow each other within this are a crowd's. */
const CROWD_MS = 1_000
/** Looks in a row that found nothing, after which a function keeps quiet. */
const FRUITLESS = 2
/** Of the readers of an old board one in so many tries for the lease; of one that is neglected, one in two; then all. */
const LEASE_ODDS = 16
const NEGLECTED_MS = 1_000
const ABANDONED_MS = 5_000
/** While a flag is still trusted one tap in so many looks again, so that it is renewed before it dies everywhere at once. */
const RENEWAL_ODDS = 64

export interface Notice {
  /** The drop's revision as the counter knew it: what was said before a restock is not believed after it. */
  readonly version: number
  /** Before the first bucket was read. */
  readonly countedMs: number
  /** Buckets that had room, or units on the way. */
  readonly withRoom: readonly number[]
  /** All is granted, proven; this is when that was first known. */
  readonly soldOutMs?: number
  /** How many places had been granted. */
  readonly granted: number
  /** For how long nobody had needed a count: a crowd needs one all the time. */
  readonly gapMs: number
}

/** What a warm function knows of a board without asking. */
export interface Noticed {
  readonly notice?: Notice
  /** When it last read the board; −∞ before it did. */
  readonly readMs: number
  readonly quietUntilMs: number
  readonly fruitless: number
  /** A home was full here: from now on a claim looks before it writes, for a condition that fails costs a write unit. */
  readonly sawRefusal: boolean
}

export const NOTHING_NOTICED: Noticed = {
  readMs: Number.NEGATIVE_INFINITY,
  quietUntilMs: 0,
  fruitless: 0,
  sawRefusal: false,
}

export interface Moment {
  /** Epoch milliseconds: boards are shared between functions. */
  readonly nowMs: number
  readonly opensMs: number
  readonly version: number
  /** Chooses one of so many. */
  readonly pick: (of: number) => number
}

const isTrusted = (notice: Notice, { nowMs, version }: Moment): boolean =>
  notice.soldOutMs !== undefined && notice.version >= version && nowMs - notice.countedMs < TRUSTED_MS

/** What a warm function answers without a call. */
export function known({ notice, quietUntilMs }: Noticed, moment: Moment): 'sold-out' | 'again' | undefined {
  const { nowMs, pick } = moment
  if (notice && isTrusted(notice, moment)) {
    const renews = nowMs - notice.countedMs > TRUSTED_MS / 2 && pick(RENEWAL_ODDS) === 0
    if (!renews) return 'sold-out'
  }
  return nowMs < quietUntilMs ? 'again' : undefined
}

/** Leaves the table alone for a while. */
export const quieted = (noticed: Noticed, nowMs: number): Noticed => ({
  ...noticed,
  fruitless: 0,
  quietUntilMs: nowMs + QUIET_MS,
})

export type Look = 'sold-out' | 'again' | 'refresh' | { readonly read: readonly number[] }

/** Where a full home turns to: the board if what is known of it is old; else itself and some buckets that may give. */
export function toLook({ notice, readMs }: Noticed, home: number, draws: Span, moment: Moment): Look {
  const { nowMs, pick } = moment
  if (nowMs - readMs > RECOUNT_MS) return 'refresh'
  if (notice && isTrusted(notice, moment)) return 'sold-out'
  const hints = notice?.withRoom.length ?? draws.count
  if (notice && notice.gapMs < CROWD_MS && pick(CALM_HINTS) >= hints) return 'again'
  const hint = () => {
    const at = pick(hints)
    return notice ? (notice.withRoom[at] ?? home) : draws.first + at
  }
  return { read: [...new Set([home, ...Array.from({ length: HINTS }, hint)])] }
}

/** What is known once some buckets were read; `again` where it is no use to go on. */
export function afterReading(
  noticed: Noticed,
  read: readonly Bucket[],
  nowMs: number,
): { readonly noticed: Noticed; readonly again: boolean } {
  const full = new Set(read.filter((bucket) => roomIn(bucket) <= 0).map(({ bucket }) => bucket))
  const { notice } = noticed
  const thinned = notice && { ...notice, withRoom: notice.withRoom.filter((at) => !full.has(at)) }
  const fruitless = full.size === read.length ? noticed.fruitless + 1 : 0
  const next = { ...noticed, ...(thinned ? { notice: thinned } : {}), fruitless }
  const again = fruitless >= FRUITLESS
  return again ? { noticed: quieted(next, nowMs), again } : { noticed: next, again }
}

/** Whether this reader tries to count anew. */
export function isDue(notice: Notice | undefined, { nowMs, opensMs, pick }: Moment): boolean {
  const ageMs = nowMs - Math.max(notice?.countedMs ?? 0, opensMs)
  const dueMs = notice?.soldOutMs === undefined ? RECOUNT_MS : TRUSTED_MS / 2
  if (ageMs <= dueMs) return false
  // Where there is no crowd nobody else will count.
  if (ageMs > ABANDONED_MS || (notice && notice.gapMs >= CROWD_MS)) return true
  return pick(ageMs > dueMs + NEGLECTED_MS ? 2 : LEASE_ODDS) === 0
}

export interface Counting {
  readonly version: number
  readonly countedMs: number
  readonly opensMs: number
  readonly before: readonly Bucket[]
  /** What the board said so far. */
  readonly last?: Notice | undefined
}

const grantedIn = (buckets: readonly Bucket[]): number => buckets.reduce((sum, { n }) => sum + n, 0)
const numbersOf = (buckets: readonly Bucket[]): number[] => buckets.map(({ bucket }) => bucket)
export const withRoomIn = (buckets: readonly Bucket[]): number[] =>
  numbersOf(buckets.filter((bucket) => roomIn(bucket) > 0))

/** What goes onto the board once it is proven that all was granted. */
export function soldOutNotice(counting: Counting): Notice {
  const { countedMs, last } = counting
  const counted = countedIn(counting)
  const since = last?.granted === counted.granted ? last.soldOutMs : undefined
  return { ...counted, withRoom: [], soldOutMs: since ?? countedMs }
}

const countedIn = ({ version, countedMs, opensMs, before, last }: Counting) => ({
  version,
  countedMs,
  granted: grantedIn(before),
  gapMs: countedMs - Math.max(last?.countedMs ?? 0, opensMs),
})

/**
 * What was counted, as it goes onto the board.
 *
 * @param later read again, strongly, once all of `before` was there; only where that showed no room.
 */
export function noticeFrom(counting: Counting, later: readonly Bucket[] | undefined): Notice {
  const { before } = counting
  const counted = countedIn(counting)
  if (!later) return { ...counted, withRoom: withRoomIn(before) }
  const ns = before.map(({ n }) => n)
  if (provesSoldOut(ns, later.map(openIn))) return soldOutNotice(counting)
  // Nothing stands in a bucket, yet not all is granted: it is on its way; whoever looks there finishes it.
  return { ...counted, withRoom: numbersOf(later.filter((bucket) => roomIn(bucket) > 0 || bucket.out)) }
}
