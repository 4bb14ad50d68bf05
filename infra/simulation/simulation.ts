import { pauseMs } from '../../miniprogram/src/lib/until-known.ts'
import { assumptions } from './assumptions.ts'
import { Chance } from './chance.ts'
import { Clock, type Steps } from './clock.ts'
import { FrontDoor } from './front-door.ts'
import { Ledger } from './ledger.ts'
import { Partitions } from './partitions.ts'
import { type Meter, Table } from './table.ts'
import type { Crowd, Design, Reply, World } from './world.ts'

export interface Run {
  readonly ledger: Ledger
  readonly meter: Meter
  readonly environments: number
  /** When the last person had an answer. */
  readonly overMs: number
}

/** One crowd on one design. The same seed gives the same run. */
export function simulate<M>(crowd: Crowd, designOn: (world: World) => Design<M>, seed: number): Run {
  const clock = new Clock()
  const chance = new Chance(seed)
  const partitions = new Partitions(crowd.partitions, crowd.keptSeconds, chance)
  const table = new Table(clock, chance)
  const ledger = new Ledger(crowd.stock)
  const design = designOn({ crowd, clock, chance, partitions, table, ledger })
  const door = new FrontDoor(crowd.door, clock, chance, design.memory)

  clock.start(arrivals())
  clock.run(crowd.untilMs)
  return { ledger, meter: table.meter, environments: door.environments, overMs: clock.nowMs }

  function* arrivals(): Steps<void> {
    for (let person = 0; person < crowd.people; person++) {
      yield chance.gapMs(crowd.people / crowd.overMs)
      clock.start(life(person))
    }
  }

  /** A person taps, and the phone asks until it knows. */
  function* life(person: number): Steps<void> {
    for (let tried = 1; tried <= assumptions.tapsAndTries; tried++) {
      const reply = yield* asked(person, tried > 1)
      if (reply === 'granted' || reply === 'sold-out') return ledger.hear(person, reply)
      yield pauseMs({ kind: 'unknown', retryAfterMs: 1_000 }, tried, chance.next())
    }
    ledger.gaveUp++
  }

  function* asked(person: number, isRetry: boolean): Steps<Reply> {
    yield chance.delayMs(assumptions.phoneMs)
    const reply = yield* door.answer((environment) => design.claim(environment, person, isRetry))
    if (reply === undefined) ledger.turnedAway++
    if (reply === 'again') ledger.asked++
    if (chance.next() < assumptions.lostAnswers) {
      yield assumptions.lostAfterMs
      return 'again'
    }
    yield chance.delayMs(assumptions.phoneMs)
    return reply ?? 'again'
  }
}
