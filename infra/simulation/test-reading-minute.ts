import { TOUCH_LANES } from '@gonghui/functions/reading/tally.rule'
import { Chance } from './chance.ts'
import { Clock, type Steps } from './clock.ts'
import { type Partition, Partitions } from './partitions.ts'
import { Table } from './table.ts'

/** A minute in which a city checks in, on the modelled table. Keys lie as `functions/table/access-patterns.ts` has them. */
export interface CheckInMinute {
  readonly checkIns: number
  readonly orgs: number
  /** The share of all check-ins that come from one org: a plant that takes part as one. */
  readonly inOneOrg: number
  readonly partitions: number
  readonly overMs: number
  readonly seed: number
}

const SHARD_SEATS = 200
/** One mark a minute and shard; a function that reads none writes one, and some do at once. */
const MARKED_AT_ONCE = 3

export interface MinuteRun {
  readonly writeUnits: number
  readonly throttled: number
  /** The most write units that one partition took in one second. */
  readonly busiest: number
}

export function runMinute({ checkIns, orgs, inOneOrg, partitions, overMs, seed }: CheckInMinute): MinuteRun {
  const clock = new Clock()
  const chance = new Chance(seed)
  const table = new Table(clock, chance)
  const deal = new Partitions(partitions, 1, chance)
  const perSecond = new Map<Partition, Map<number, number>>()
  const marks = new Map<string, number>()

  function* write(key: string): Steps<void> {
    const partition = deal.of(key)
    yield* table.write({ tokens: 500 }, partition, () => {
      const second = Math.floor(clock.nowMs / 1_000)
      const counts = perSecond.get(partition) ?? new Map<number, number>()
      perSecond.set(partition, counts.set(second, (counts.get(second) ?? 0) + 1))
      return { done: true, bytes: 900 }
    })
  }

  /** The next seat of an org, as they are drawn at enrolment. */
  const seats = new Map<number, number>()
  const shardOf = (org: number): string => {
    const seat = seats.get(org) ?? 0
    seats.set(org, seat + 1)
    return `${org}#${Math.floor(seat / SHARD_SEATS)}`
  }

  function* checkIn(member: number, org: number, shard: string): Steps<void> {
    yield chance.next() * overMs
    yield* write(`READERS#${shard}`)
    yield* write(`MEMBER#${member}`)
    const seen = marks.get(shard) ?? 0
    if (seen >= MARKED_AT_ONCE) return
    marks.set(shard, seen + 1)
    yield* write(`TOUCHED#${org % TOUCH_LANES}`)
  }

  for (let member = 0; member < checkIns; member++) {
    const org = chance.next() < inOneOrg ? 0 : member % orgs
    clock.start(checkIn(member, org, shardOf(org)))
  }
  clock.run()
  const busiest = Math.max(...[...perSecond.values()].flatMap((counts) => [...counts.values()]))
  return { writeUnits: table.meter.writeUnits, throttled: table.meter.throttled, busiest }
}
