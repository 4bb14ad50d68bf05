import { assumptions } from './assumptions.ts'
import type { Chance } from './chance.ts'
import type { Clock, Steps } from './clock.ts'
import { Allowance } from './partitions.ts'
import type { Client } from './table.ts'

/** What a prepared or an unprepared entrance lets through. */
export interface Door {
  /** Environments kept warm. */
  readonly warm: number
  /** The gateway's rate a second, and its burst. */
  readonly rate: number
  readonly burst: number
}

/** An environment of the function: its memory outlives a request, and only this one request runs in it. */
export interface Environment<M> {
  readonly client: Client
  readonly memory: M
}

/** The gateway and the function's environments before a handler. */
export class FrontDoor<M> {
  readonly #gateway: Allowance
  readonly #ramp: Allowance
  /** The one used last is used first, as Lambda does. */
  readonly #idle: Environment<M>[]
  readonly #clock: Clock
  readonly #chance: Chance
  readonly #memory: () => M
  environments: number

  constructor(door: Door, clock: Clock, chance: Chance, memory: () => M) {
    const { ramp } = assumptions
    this.#gateway = new Allowance(door.rate, door.burst / door.rate)
    this.#ramp = new Allowance(ramp.environments / ramp.seconds, ramp.seconds)
    this.#clock = clock
    this.#chance = chance
    this.#memory = memory
    this.environments = door.warm
    this.#idle = Array.from({ length: door.warm }, () => this.#fresh())
  }

  /** Has one environment answer, or undefined where nobody was let in. */
  *answer<T>(handler: (environment: Environment<M>) => Steps<T>): Steps<T | undefined> {
    const now = this.#clock.nowMs
    if (!this.#gateway.take(1, now)) return undefined
    let environment = this.#idle.pop()
    if (!environment) {
      if (!this.#ramp.take(1, now)) return undefined
      this.environments++
      environment = this.#fresh()
      yield this.#chance.delayMs(assumptions.coldStartMs)
    }
    yield assumptions.functionMs
    const answer = yield* handler(environment)
    this.#idle.push(environment)
    return answer
  }

  #fresh(): Environment<M> {
    return { client: { tokens: assumptions.sdk.tokens }, memory: this.#memory() }
  }
}
