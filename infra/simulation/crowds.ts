import { counters } from './counters.ts'
import { homeBucket } from './home-bucket.ts'
import { type Run, simulate } from './simulation.ts'
import type { Crowd } from './world.ts'

/** One line of the report: a crowd on a design, and what is asked of it. */
export interface Case {
  readonly crowd: Crowd
  readonly design: string
  readonly run: (seed: number) => Run
  /** 99 % of the units gone within so many seconds. */
  readonly targetMs?: number
}

const preparedDoor = (warm: number, rate: number) => ({ warm, rate, burst: rate / 4 })

export const small: Crowd = {
  people: 10_000,
  overMs: 2_000,
  stock: 1_000,
  partitions: 20,
  keptSeconds: 1,
  door: preparedDoor(1_000, 100_000),
}
export const large: Crowd = { ...small, people: 100_000, stock: 10_000, door: preparedDoor(3_000, 100_000) }
const huge: Crowd = {
  people: 500_000,
  overMs: 5_000,
  stock: 100_000,
  partitions: 100,
  keptSeconds: 1,
  door: preparedDoor(6_000, 200_000),
}
const atOnce: Crowd = { ...huge, overMs: 1_000, door: preparedDoor(6_000, 200_000), untilMs: 4_000 }

export const homeCase = (crowd: Crowd, targetMs?: number): Case => ({
  crowd,
  design: 'home bucket, board',
  run: (seed) => simulate(crowd, (world) => homeBucket(world), seed),
  ...(targetMs === undefined ? {} : { targetMs }),
})
const boardless = (crowd: Crowd): Case => ({
  crowd,
  design: 'home bucket, no board',
  run: (seed) => simulate(crowd, (world) => homeBucket(world, { boardless: true }), seed),
})

export const countersCase = (crowd: Crowd, shards: number): Case => ({
  crowd,
  design: shards === 1 ? 'one counter + row' : `${shards} counters + row`,
  run: (seed) => simulate(crowd, (world) => counters(world, shards), seed),
})

export const cases: readonly Case[] = [
  homeCase(small),
  countersCase(small, 1),
  countersCase(small, 50),
  homeCase(large, 500),
  boardless({ ...large, untilMs: 2_000 }),
  countersCase(large, 200),
  homeCase({ ...large, keptSeconds: 0.1, untilMs: 3_000 }),
  homeCase({ ...large, keptSeconds: 300 }),
  countersCase({ ...large, keptSeconds: 300 }, 200),
  homeCase(huge, 3_000),
  homeCase(atOnce),
]
