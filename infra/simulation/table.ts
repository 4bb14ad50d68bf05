import { assumptions } from './assumptions.ts'
import type { Chance } from './chance.ts'
import type { Clock, Steps } from './clock.ts'
import type { Partition } from './partitions.ts'

/** What the table was asked for, as the bill and the metrics would show it. */
export class Meter {
  calls = 0
  writeUnits = 0
  readUnits = 0
  refused = 0
  throttled = 0
  conflicts = 0
}

/** The SDK's client of one function environment: its retry tokens are its own. */
export interface Client {
  tokens: number
}

export interface Condition {
  readonly done: boolean
  /** Bytes of the item as written. */
  readonly bytes: number
}

/** A transaction's item: whether its condition holds, and what to do once all hold. */
export interface Part {
  readonly key: string
  readonly partition: Partition
  readonly holds: () => boolean
  readonly write: () => void
}

export type TransactionEnd =
  | { readonly end: 'done' | 'throttled' | 'conflict' }
  | { readonly end: 'refused'; readonly by: number }

const unitsOf = (bytes: number) => Math.max(1, Math.ceil(bytes / 1_024))

/**
 * The calls of the SDK on a modelled table. Each tells how long it takes by yielding, decides at one instant on the
 * partition, and repeats what was throttled as the SDK does.
 */
export class Table {
  readonly meter = new Meter()
  readonly #clock: Clock
  readonly #chance: Chance
  /** Keys between prepare and commit. */
  readonly #locked = new Set<string>()

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock
    this.#chance = chance
  }

  /** A conditional write of one item; `write` is carried out at the instant the partition takes it. */
  *write(
    client: Client,
    partition: Partition,
    write: () => Condition,
  ): Steps<'done' | 'refused' | 'throttled'> {
    for (let tried = 0; ; tried++) {
      const wholeMs = this.#chance.delayMs(assumptions.writeMs)
      this.meter.calls++
      yield wholeMs / 2
      if (partition.writes.has(1, this.#clock.nowMs)) {
        const { done, bytes } = write()
        this.#spend(partition, done ? unitsOf(bytes) : 1)
        if (!done) this.meter.refused++
        yield wholeMs / 2
        this.#succeed(client, tried)
        return done ? 'done' : 'refused'
      }
      yield wholeMs / 2
      if (!(yield* this.#mayRetry(client, tried))) return 'throttled'
    }
  }

  /** Reads one small item; undefined where the table turned it away for good. */
  *read<T>(client: Client, partition: Partition, of: () => T, units = 1): Steps<T | undefined> {
    for (let tried = 0; ; tried++) {
      const wholeMs = this.#chance.delayMs(assumptions.readMs)
      this.meter.calls++
      yield wholeMs / 2
      if (partition.reads.take(units, this.#clock.nowMs)) {
        this.meter.readUnits += units
        const found = of()
        yield wholeMs / 2
        this.#succeed(client, tried)
        return found
      }
      yield wholeMs / 2
      if (!(yield* this.#mayRetry(client, tried))) return undefined
    }
  }

  /**
   * Reads many small items strongly, a hundred a call, all calls at once; what a call leaves unprocessed is asked for
   * again, ten times, as `functions/table/reads.ts` does.
   */
  *readAll<T>(
    client: Client,
    keys: readonly { partition: Partition; of: () => T }[],
  ): Steps<T[] | undefined> {
    const found: T[] = []
    let wanted = keys
    for (let tries = 0; tries < 10; tries++) {
      const calls = Array.from({ length: Math.ceil(wanted.length / 100) }, (_, i) => ({
        keys: wanted.slice(i * 100, i * 100 + 100),
        atMs: this.#chance.delayMs(assumptions.batchMs),
      })).sort((a, b) => a.atMs - b.atMs)
      const left: (typeof calls)[number]['keys'][number][] = []
      let nowMs = 0
      for (const call of calls) {
        this.meter.calls++
        yield call.atMs / 2 - nowMs
        nowMs = call.atMs / 2
        for (const key of call.keys) {
          if (key.partition.reads.take(1, this.#clock.nowMs)) found.push(key.of())
          else left.push(key)
        }
      }
      yield nowMs
      this.meter.readUnits += wanted.length - left.length
      this.meter.throttled += left.length
      if (left.length === 0) return found
      if (left.length === wanted.length && !(yield* this.#mayRetry(client, Math.min(tries, 3))))
        return undefined
      yield this.#chance.next() * 20 * 2 ** tries
      wanted = left
    }
    return undefined
  }

  /** Two-phase: each item is prepared and locked, then committed. Whoever meets a locked item is cancelled. */
  *transact(client: Client, parts: readonly Part[]): Steps<TransactionEnd> {
    for (let tried = 0; ; tried++) {
      const wayMs = this.#chance.delayMs(assumptions.transactionMs)
      this.meter.calls++
      yield wayMs / 2
      const now = this.#clock.nowMs
      if (parts.every(({ partition }) => partition.writes.has(1, now))) {
        const end = this.#prepared(parts)
        if (end.end === 'done') {
          yield this.#chance.delayMs(assumptions.lockedMs)
          for (const { key, partition, write } of parts) {
            write()
            this.#spend(partition, 1)
            this.#locked.delete(key)
          }
        }
        yield wayMs / 2
        this.#succeed(client, tried)
        return end
      }
      yield wayMs / 2
      if (!(yield* this.#mayRetry(client, tried))) return { end: 'throttled' }
    }
  }

  /** Every item is charged for being prepared, whatever comes of it. */
  #prepared(parts: readonly Part[]): TransactionEnd {
    for (const { partition } of parts) this.#spend(partition, 1)
    if (parts.some(({ key }) => this.#locked.has(key))) {
      this.meter.conflicts++
      return { end: 'conflict' }
    }
    const by = parts.findIndex(({ holds }) => !holds())
    if (by >= 0) {
      this.meter.refused++
      return { end: 'refused', by }
    }
    for (const { key } of parts) this.#locked.add(key)
    return { end: 'done' }
  }

  #spend(partition: Partition, units: number): void {
    partition.writes.spend(units)
    this.meter.writeUnits += units
  }

  *#mayRetry(client: Client, tried: number): Steps<boolean> {
    const { tries, throttledBaseMs, costOfRetry } = assumptions.sdk
    this.meter.throttled++
    if (tried + 1 >= tries || client.tokens < costOfRetry) return false
    client.tokens -= costOfRetry
    yield this.#chance.next() * throttledBaseMs * 2 ** tried
    return true
  }

  #succeed(client: Client, tried: number): void {
    client.tokens = Math.min(
      assumptions.sdk.tokens,
      client.tokens + (tried > 0 ? assumptions.sdk.costOfRetry : 1),
    )
  }
}
