import { type Bucket, provesSoldOut, roomIn } from '@gonghui/functions/benefits/bucket.rule'
import type { Steps } from './clock.ts'
import { type Buckets, DROP } from './stored-buckets.ts'
import type { Client } from './table.ts'
import type { World } from './world.ts'

/** What an environment knows without asking. */
export interface Noticed {
  /** When what it knows of the board was counted; −∞ before it read one. */
  knownMs: number
  known?: Notice
  /** Until then it answers “again” without the database. */
  quietUntilMs: number
  /** How often in a row it looked and found no room. */
  fruitless: number
  /** A condition failed here: from now on it reads before it writes. */
  sawRefusal: boolean
}

/** The board's item. */
export interface Notice {
  readonly countedMs: number
  readonly isSoldOut: boolean
  /** Which buckets had room. */
  readonly withRoom: readonly number[]
}

/** Where a full home turns to. Whatever is plugged in here, a grant is decided by the buckets alone. */
export interface Board {
  /** What a warm function answers without a call. */
  readonly knows: (memory: Noticed) => 'sold-out' | 'again' | undefined
  /** Leaves the database alone for a while. */
  readonly quiet: (memory: Noticed) => 'again'
  /** The home and some buckets that may have room, read strongly; or an answer; or nothing where the table failed. */
  readonly look: (
    client: Client,
    memory: Noticed,
    home: number,
  ) => Steps<readonly Bucket[] | 'sold-out' | 'again' | undefined>
}

const REPLICAS = 32
const RECOUNT_MS = 100
const QUIET_MS = 100
const FLAG_MS = 2_000
const LEASE_MS = 1_000
const HINTS = 8
/** With fewer hints than this, a function tries its luck in proportion only. */
const CALM_HINTS = 32
/** Of the readers of an old board, one in so many tries for the lease. */
const LEASE_ODDS = 16
/** Where nobody counted for so long, one in two. */
const NEGLECTED_MS = 1_000
const RENEWAL_ODDS = 64
/** Looks that found nothing, after which a function keeps quiet: hints age faster than the board at the very end. */
const FRUITLESS = 2

/**
 * A board as it was designed, to be replaced by the engine's own: 32 replicas of one item, recounted at most every
 * 100 ms by the reader who wins the lease; sold out only by the proof of two readings; flags die after 2 s.
 */
export function leasedBoard(world: World, buckets: Buckets): Board {
  const { clock, chance, partitions, table } = world
  const everyBucket = [...buckets.all.keys()]
  const first: Notice = { countedMs: 0, isSoldOut: false, withRoom: everyBucket }
  const replicas: Notice[] = Array.from({ length: REPLICAS }, () => first)
  const homeOfReplica = replicas.map((_, at) => partitions.of(`BOARD#${DROP}#${at}`))
  const homeOfLease = partitions.of(`LEASE#${DROP}`)
  let leasedUntilMs = 0

  const ageMs = ({ countedMs }: Notice) => clock.nowMs - countedMs

  function knows({ known, quietUntilMs }: Noticed) {
    // One in so many looks while the flag still holds, so that it is renewed before it dies in every function at once.
    const looks = known && ageMs(known) > FLAG_MS / 2 && chance.pick(RENEWAL_ODDS) === 0
    if (known?.isSoldOut && ageMs(known) < FLAG_MS && !looks) return 'sold-out'
    return clock.nowMs < quietUntilMs ? 'again' : undefined
  }

  function quiet(memory: Noticed): 'again' {
    memory.fruitless = 0
    memory.quietUntilMs = clock.nowMs + QUIET_MS
    return 'again'
  }

  function* look(client: Client, memory: Noticed, home: number) {
    if (clock.nowMs - memory.knownMs > RECOUNT_MS) yield* refresh(client, memory)
    const known = memory.known
    if (known?.isSoldOut && ageMs(known) < FLAG_MS) return 'sold-out'
    // All functions know the same last few buckets: if all of them went there, the reads would choke their partitions,
    // and the count with them.
    if (!known || chance.pick(CALM_HINTS) >= known.withRoom.length) return quiet(memory)
    const hints = Array.from(
      { length: HINTS },
      () => known.withRoom[chance.pick(known.withRoom.length)] ?? home,
    )
    const read = yield* buckets.readMany(client, [...new Set([home, ...hints])])
    if (!read) return quiet(memory)
    const empty = new Set(read.filter((bucket) => roomIn(bucket) <= 0).map(({ bucket }) => bucket))
    memory.known = { ...known, withRoom: known.withRoom.filter((at) => !empty.has(at)) }
    memory.fruitless = empty.size === read.length ? memory.fruitless + 1 : 0
    return memory.fruitless < FRUITLESS || read.some(({ out }) => out) ? read : quiet(memory)
  }

  function* refresh(client: Client, memory: Noticed): Steps<void> {
    const at = chance.pick(REPLICAS)
    const partition = homeOfReplica[at]
    const found = partition && (yield* table.read(client, partition, () => replicas[at] as Notice, 0.5))
    if (!found) return
    memory.knownMs = clock.nowMs
    memory.known = found
    const dueMs = found.isSoldOut ? FLAG_MS / 2 : RECOUNT_MS
    const odds = ageMs(found) > dueMs + NEGLECTED_MS ? 2 : LEASE_ODDS
    if (ageMs(found) <= dueMs || chance.pick(odds) > 0) return
    const lease = yield* table.write(client, homeOfLease, () => {
      const done = clock.nowMs >= leasedUntilMs
      if (done) leasedUntilMs = clock.nowMs + LEASE_MS
      return { done, bytes: 200 }
    })
    if (lease !== 'done') return
    const counted = yield* count(client)
    if (counted) yield* publish(client, counted)
    if (counted) memory.known = counted
    // The next recount begins a while after this one.
    leasedUntilMs = clock.nowMs + RECOUNT_MS
  }

  /** Every `n` first; if they look like all there is, every `added` after that. */
  function* count(client: Client): Steps<Notice | undefined> {
    const countedMs = clock.nowMs
    const before = yield* buckets.readEvery(client)
    if (!before) return undefined
    const withRoom = before.filter((bucket) => roomIn(bucket) > 0).map(({ bucket }) => bucket)
    if (withRoom.length > 0) return { countedMs, isSoldOut: false, withRoom }
    const later = yield* buckets.readEvery(client)
    if (!later) return undefined
    const isSoldOut = provesSoldOut(
      before.map(({ n }) => n),
      later.map(({ added }) => added),
    )
    // Nothing stands in a bucket, yet not all is granted: it is on its way; whoever looks finishes it.
    return { countedMs, isSoldOut, withRoom: isSoldOut ? [] : withTransit(later) }
  }

  function* publish(client: Client, notice: Notice): Steps<void> {
    for (const [at, partition] of homeOfReplica.entries()) {
      world.clock.start(put(client, at, partition, notice))
    }
    yield 0
  }

  function* put(
    client: Client,
    at: number,
    partition: (typeof homeOfReplica)[number],
    notice: Notice,
  ): Steps<void> {
    yield* table.write(client, partition, () => {
      const done = (replicas[at] as Notice).countedMs < notice.countedMs
      if (done) replicas[at] = notice
      return { done, bytes: 150 + Math.ceil(buckets.all.length / 8) }
    })
  }

  return { knows, quiet, look }
}

const withTransit = (buckets: readonly Bucket[]): number[] =>
  buckets.filter((bucket) => roomIn(bucket) > 0 || bucket.out).map(({ bucket }) => bucket)
