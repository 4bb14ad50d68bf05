import type { Chance } from './chance.ts'

/** What one partition gives, as DynamoDB documents it: a hard limit that neither mode of billing nor adaptive capacity lifts. */
export const WRITE_UNITS_PER_SECOND = 1_000
export const READ_UNITS_PER_SECOND = 3_000

/** An allowance that refills evenly and keeps at most so many seconds of what was not used. */
export class Allowance {
  #left: number
  #atMs = 0
  readonly #perMs: number
  readonly #most: number

  constructor(perSecond: number, keptSeconds: number) {
    this.#perMs = perSecond / 1_000
    this.#most = perSecond * keptSeconds
    this.#left = this.#most
  }

  has(units: number, nowMs: number): boolean {
    this.#left = Math.min(this.#most, this.#left + (nowMs - this.#atMs) * this.#perMs)
    this.#atMs = nowMs
    return this.#left >= units
  }

  /** Takes what must be taken, even if that leaves a debt. */
  spend(units: number): void {
    this.#left -= units
  }

  take(units: number, nowMs: number): boolean {
    if (!this.has(units, nowMs)) return false
    this.spend(units)
    return true
  }
}

export interface Partition {
  readonly writes: Allowance
  readonly reads: Allowance
}

export class Partitions {
  readonly #all: readonly Partition[]
  readonly #salt: number

  /** A new salt deals the keys over the partitions anew. */
  constructor(count: number, keptSeconds: number, chance: Chance) {
    this.#all = Array.from({ length: count }, () => ({
      writes: new Allowance(WRITE_UNITS_PER_SECOND, keptSeconds),
      reads: new Allowance(READ_UNITS_PER_SECOND, keptSeconds),
    }))
    this.#salt = chance.pick(2 ** 31)
  }

  of(partitionKey: string): Partition {
    let hash = this.#salt ^ 0x811c9dc5
    for (let i = 0; i < partitionKey.length; i++)
      hash = Math.imul(hash ^ partitionKey.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
    hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
    return this.#all[((hash ^ (hash >>> 16)) >>> 0) % this.#all.length] as Partition
  }
}
