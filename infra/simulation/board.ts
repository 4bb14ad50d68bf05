import * as rule from '@gonghui/functions/benefits/claim/board.rule'
import type { Bucket, Span } from '@gonghui/functions/benefits/claim/bucket.rule'
import { type Holders, holdersOf, mayHold } from '@gonghui/functions/benefits/claim/holders.rule'
import type { Steps } from './clock.ts'
import type { Partition } from './partitions.ts'
import { type Buckets, DROP } from './stored-buckets.ts'
import type { Client } from './table.ts'
import type { World } from './world.ts'

/** What an environment remembers, as `functions/benefits/claim/board.ts` does. */
export interface Memory {
  noticed: rule.Noticed
  holders?: Holders
}

const HOLDERS_REPLICAS = 8

export const freshMemory = (): Memory => ({ noticed: rule.NOTHING_NOTICED })

export type Looked = readonly Bucket[] | 'sold-out' | 'again'

/**
 * The board of the engine on the modelled table: its decisions (`board.rule.ts`, `holders.rule.ts`) with the calls of
 * `board.ts` and `board.store.ts`, lease, replicas and holders included.
 */
export class Board {
  readonly #world: World
  readonly #buckets: Buckets
  readonly #draws: Span
  readonly #replicas: (rule.Notice | undefined)[]
  readonly #partitions: readonly Partition[]
  readonly #leasePartition: Partition
  readonly #holdersPartitions: readonly Partition[]
  #leasedUntilMs = 0
  #holders: Holders | undefined

  constructor(world: World, buckets: Buckets) {
    this.#world = world
    this.#buckets = buckets
    this.#draws = { first: 0, count: buckets.all.length }
    this.#replicas = Array.from({ length: rule.replicasOf(this.#draws) })
    this.#partitions = this.#replicas.map((_, at) => world.partitions.of(`BOARD#${DROP}#${at}`))
    this.#leasePartition = world.partitions.of(`LEASE#${DROP}`)
    this.#holdersPartitions = Array.from({ length: HOLDERS_REPLICAS }, (_, at) =>
      world.partitions.of(`HOLDERS#${DROP}#${at}`),
    )
  }

  #moment(): rule.Moment {
    const { clock, chance } = this.#world
    return { nowMs: clock.nowMs, opensMs: 0, version: 1, pick: chance.pick }
  }

  knownTo(
    { noticed, holders }: Memory,
    element: Uint8Array,
  ): 'sold-out' | 'home-tells' | 'again' | undefined {
    const known = rule.known(noticed, this.#moment())
    if (known !== 'sold-out') return known
    const isComplete = holders !== undefined && holders.granted >= (noticed.notice?.granted ?? 0)
    return isComplete && !mayHold(holders, element) ? 'sold-out' : 'home-tells'
  }

  quiet(memory: Memory): 'again' {
    memory.noticed = rule.quieted(memory.noticed, this.#world.clock.nowMs)
    return 'again'
  }

  /** The home and some buckets that may have room, read strongly; or an answer; or nothing where the table failed. */
  *look(client: Client, memory: Memory, home: number): Steps<Looked | undefined> {
    for (;;) {
      const next = rule.toLook(memory.noticed, home, this.#draws, this.#moment())
      if (next === 'sold-out') return next
      if (next === 'again') return this.quiet(memory)
      if (next === 'refresh') {
        if (!(yield* this.#refresh(client, memory))) return undefined
        continue
      }
      const read = yield* this.#buckets.readMany(client, next.read)
      if (!read) return undefined
      const { noticed, again } = rule.afterReading(memory.noticed, read, this.#world.clock.nowMs)
      memory.noticed = noticed
      return again ? 'again' : read
    }
  }

  /** False where the table turned it away. */
  *#refresh(client: Client, memory: Memory): Steps<boolean> {
    const { chance, clock, table } = this.#world
    const at = chance.pick(this.#replicas.length)
    const found = yield* table.read(
      client,
      this.#partitions[at] as Partition,
      () => [this.#replicas[at]],
      0.5,
    )
    if (!found) return false
    const [read] = found
    const own = memory.noticed.notice
    const notice = own && read && own.countedMs > read.countedMs ? own : (read ?? own)
    memory.noticed = { ...memory.noticed, readMs: clock.nowMs, ...(notice ? { notice } : {}) }
    if (rule.isDue(notice, this.#moment()) && !(yield* this.#count(client, memory))) return false
    const { granted = 0, soldOutMs } = memory.noticed.notice ?? {}
    if (soldOutMs !== undefined && (memory.holders?.granted ?? -1) < granted) {
      const units = Math.ceil((this.#holders?.bits.length ?? 0) / 4_096) / 2
      const partition = this.#holdersPartitions[chance.pick(HOLDERS_REPLICAS)] as Partition
      const holders = yield* table.read(client, partition, () => [this.#holders], Math.max(0.5, units))
      if (holders?.[0]) memory.holders = holders[0]
    }
    return true
  }

  *#count(client: Client, memory: Memory): Steps<boolean> {
    const { clock, table } = this.#world
    const lease = yield* table.write(client, this.#leasePartition, () => {
      const done = clock.nowMs >= this.#leasedUntilMs
      if (done) this.#leasedUntilMs = clock.nowMs + rule.LEASE_MS
      return { done, bytes: 200 }
    })
    if (lease !== 'done') return lease === 'refused'
    const countedMs = clock.nowMs
    const before = yield* this.#buckets.readEvery(client)
    if (!before) return false
    const isFull = rule.withRoomIn(before).length === 0
    const later = isFull ? yield* this.#buckets.readEvery(client) : undefined
    if (isFull && !later) return false
    const last = memory.noticed.notice
    const notice = rule.noticeFrom({ version: 1, opensMs: 0, countedMs, before, last }, later)
    memory.noticed = { ...memory.noticed, notice }
    if (notice.soldOutMs !== undefined && memory.holders?.granted !== notice.granted) {
      memory.holders = holdersOf(before.flatMap(({ places }) => places))
      yield* this.#publishHolders(client, memory.holders)
    }
    for (let at = 0; at < this.#replicas.length; at++) clock.start(this.#put(client, at, notice))
    // The next count begins a while after this one.
    yield* table.write(client, this.#leasePartition, () => {
      this.#leasedUntilMs = countedMs + rule.RECOUNT_MS
      return { done: true, bytes: 200 }
    })
    return true
  }

  *#put(client: Client, at: number, notice: rule.Notice): Steps<void> {
    const bytes = 150 + Math.ceil(this.#buckets.all.length / 8)
    yield* this.#world.table.write(client, this.#partitions[at] as Partition, () => {
      const done = (this.#replicas[at]?.countedMs ?? -1) < notice.countedMs
      if (done) this.#replicas[at] = notice
      return { done, bytes }
    })
  }

  *#publishHolders(client: Client, holders: Holders): Steps<void> {
    for (const partition of this.#holdersPartitions) {
      yield* this.#world.table.write(client, partition, () => {
        this.#holders = holders
        return { done: true, bytes: holders.bits.length + 100 }
      })
    }
  }
}
