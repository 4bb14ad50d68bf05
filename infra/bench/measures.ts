import { openSync, writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { MemberCaller } from '@gonghui/functions/lib/caller'
import { logFrom } from '@gonghui/functions/lib/log'
import { type Claim, crowd, floor, ours, textbook } from './contenders.ts'
import { median } from './median.ts'
import { type Counted, counted } from './meter.ts'
import { type Contender, claimUnits, type Timed } from './race.ts'
import { hasRedis, redisLua } from './redis.ts'

const STOCK = 2_000
const DEMAND = STOCK / 2
export const CONCURRENCY = 32

export interface Raced {
  readonly name: string
  readonly rounds: readonly Timed[]
}

/** Each round runs every contender once on an engine of its own, in an order that rotates. */
export async function claims(rounds: number, freshEngine: () => Promise<void>): Promise<Raced[]> {
  const contenders: readonly Contender[] = [ours, floor, textbook, ...((await hasRedis()) ? [redisLua] : [])]
  const raced = contenders.map(({ name }) => ({ name, rounds: [] as Timed[] }))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const at = (round + turn) % contenders.length
      const contender = contenders[at]
      if (!contender) continue
      await freshEngine()
      const members = crowd(DEMAND)
      const claim = await contender.prepare(STOCK, members)
      raced[at]?.rounds.push(await claimUnits(claim, members, CONCURRENCY))
      await contender.end?.()
    }
  }
  return raced
}

export interface Cost extends Counted {
  readonly what: string
}

/** What one deed costs, in calls and write units; whole runs differ by who meets whom. */
export async function costs(runs: number): Promise<Cost[]> {
  const members = crowd(5)
  const claim = await ours.prepare(64, members)
  const [warm, first] = members
  if (!warm || !first) throw new Error('nobody came')
  await claim(warm)
  const win = await counted(() => claim(first))
  const duplicate = await counted(() => claim(first))
  const single = await ours.prepare(1, members)
  await single(warm)
  const proof = await counted(() => single(first))
  const refusal = await counted(() => single(first))
  const [small, large] = [await wholeRuns(200, runs), await wholeRuns(2_000, Math.ceil(runs / 3))]
  return [
    { what: 'a win in an open home', ...win },
    { what: 'the same tap again', ...duplicate },
    { what: 'the first refusal of a sold-out drop (the proof)', ...proof },
    { what: 'every further refusal in that function', ...refusal },
    { what: 'a whole run of 200 units, demand ten times that, per win', ...small },
    { what: 'the same with 2 000 units, led by the board', ...large },
  ]
}

/** Ten times as many people as there are units, to the last refusal; per win, the median of some runs. */
async function wholeRuns(units: number, runs: number): Promise<Counted> {
  const sums: Counted[] = []
  for (let run = 0; run < runs; run++) {
    const members = crowd(10 * units)
    const claim = await ours.prepare(units, members)
    sums.push(await counted(() => everybodyAnswered(claim, members)))
  }
  return {
    calls: median(sums.map(({ calls }) => calls)) / units,
    units: median(sums.map((sum) => sum.units)) / units,
  }
}

/** Who is told “again” comes again after a while, as the mini-program does. */
async function everybodyAnswered(claim: Claim, members: readonly MemberCaller[]): Promise<void> {
  const queue = members.values()
  const worker = async () => {
    for (const member of queue) {
      while ((await claim(member)) === 503) await setTimeout(500 + Math.random() * 500)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}

export interface Free {
  readonly perSecond: number
  readonly cpuUs: number
}

/**
 * Refusals of a drop that this function knows to be sold out, one at a time, each with a token of its own that is
 * checked, and a log line that is written (to the null device).
 */
export async function refusals(rounds: number): Promise<Free> {
  const nowhere = openSync('/dev/null', 'w')
  const write = process.stdout.write
  logFrom('INFO')
  process.stdout.write = (line) => writeSync(nowhere, String(line)) > 0
  try {
    const measured: Free[] = []
    for (let round = 0; round < rounds; round++) measured.push(await refuseMany())
    return {
      perSecond: median(measured.map(({ perSecond }) => perSecond)),
      cpuUs: median(measured.map(({ cpuUs }) => cpuUs)),
    }
  } finally {
    process.stdout.write = write
    logFrom('SILENT')
  }
}

async function refuseMany(): Promise<Free> {
  const late = crowd(4_000)
  const claim = await ours.prepare(1, late)
  const [winner, prover] = crowd(2)
  if (!winner || !prover) throw new Error('nobody came')
  await claim(winner)
  await claim(prover)
  const cpu = process.cpuUsage()
  const started = performance.now()
  let done = 0
  // What is known is trusted for two seconds; the measure stays inside them.
  for (const member of late) {
    if (performance.now() - started > 1_500) break
    if ((await claim(member)) !== 409) throw new Error('a late claim was not refused')
    done++
  }
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: done / seconds, cpuUs: (user + system) / done }
}
