import type { Chance } from './chance.ts'
import type { Clock, Steps } from './clock.ts'
import type { Door, Environment } from './front-door.ts'
import type { Ledger } from './ledger.ts'
import type { Partitions } from './partitions.ts'
import type { Table } from './table.ts'

/** Who comes, for how much, to what. */
export interface Crowd {
  readonly people: number
  readonly overMs: number
  readonly stock: number
  readonly partitions: number
  /** For how many seconds a partition keeps what it did not use. */
  readonly keptSeconds: number
  readonly door: Door
  /** The run is broken off here, whoever still waits. */
  readonly untilMs?: number
}

/** What a design is built on. */
export interface World {
  readonly crowd: Crowd
  readonly clock: Clock
  readonly chance: Chance
  readonly partitions: Partitions
  readonly table: Table
  readonly ledger: Ledger
}

/** What the function says; `again` where it has nothing true to say yet. */
export type Reply = 'granted' | 'sold-out' | 'again'

export interface Design<M> {
  /** What an environment of the function remembers between requests. */
  readonly memory: () => M
  readonly claim: (environment: Environment<M>, person: number, isRetry: boolean) => Steps<Reply>
}
