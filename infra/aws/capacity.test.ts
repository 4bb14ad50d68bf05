/** How much stands ready, held against what an account has by default, and against what docs/capacity.md says of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { neededFor } from '@gonghui/functions/benefits/day/preflight.rule'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Size {
  readonly claimReady: number
  readonly claimReadyAtOpening: number
  readonly claimMost: number
  readonly rate: number
  readonly burst: number
  readonly claimRate: number
  readonly claimBurst: number
}

const textOf = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
const read = (file: string) => parse(textOf(file), { logLevel: 'error' })
const { stages, sizes }: { stages: Record<string, string>; sizes: Record<string, Size> } =
  read('infra/aws/capacity.yml')

function sizeOf(name: string): Size {
  const size = sizes[name]
  if (!size) throw new Error(`there is no size ${name}`)
  return size
}
/** Of every stage that is named, and of any other. */
const own = [...Object.entries(stages), ['dev', 'small'] as const]

/** What an account has by default in a region: Lambda's concurrency, of which 100 stay unreserved; the gateway's door. */
const QUOTA = { concurrency: 1_000, unreserved: 100, rate: 10_000, burst: 5_000 }
/** What a table paid by request has from its beginning. */
const TABLE_WRITE_UNITS = 4_000

test.each(own)('%s is deployed as %s, within an account’s default quotas', (_, name) => {
  const { claimReady, claimReadyAtOpening, claimMost, rate, burst, claimRate, claimBurst } = sizeOf(name)
  expect(claimReady).toBeLessThanOrEqual(claimReadyAtOpening)
  expect(claimReadyAtOpening).toBeLessThanOrEqual(claimMost)
  for (const one of [rate, claimRate]) expect(one).toBeLessThanOrEqual(QUOTA.rate)
  for (const one of [burst, claimBurst]) expect(one).toBeLessThanOrEqual(QUOTA.burst)
})

test('all stages together leave the functions without a reservation twice what they must', () => {
  const reserved = own.reduce((sum, [, name]) => sum + sizeOf(name).claimMost, 0)
  expect(QUOTA.concurrency - reserved).toBeGreaterThanOrEqual(2 * QUOTA.unreserved)
})

test('the doors of prod together are no wider than the account’s', () => {
  const { rate, burst, claimRate, claimBurst } = sizeOf(stages.prod ?? '')
  expect([rate + claimRate, burst + claimBurst]).toEqual([QUOTA.rate, QUOTA.burst])
})

test('prod stands ready for a drop of a thousand units, and may run for all that a new table takes', () => {
  const { claimReadyAtOpening, claimMost } = sizeOf(stages.prod ?? '')
  expect(claimReadyAtOpening).toBe(neededFor(1_000).environments)
  expect(neededFor(5_000).writeUnits).toBe(TABLE_WRITE_UNITS)
  expect(claimMost).toBeGreaterThanOrEqual(neededFor(5_000).environments)
})

test('the city-wide size is what a hundred thousand units ask for, and no stage’s own', () => {
  const { claimReadyAtOpening, claimMost } = sizeOf('citywide')
  expect(claimReadyAtOpening).toBe(neededFor(100_000).environments)
  expect(claimMost).toBe(1.2 * claimReadyAtOpening)
  expect(own.map(([, name]) => name)).not.toContain('citywide')
})

test('the template asks for no warm throughput: it could never go back to a smaller size', () => {
  expect(read('infra/aws/table.yml').Resources.Table.Properties).not.toHaveProperty('WarmThroughput')
})

const DAY_S = 86_400
/** 9:40 to 10:15 and 19:40 to 20:15. */
const OPENINGS_S = 2 * 35 * 60
const USD_A_MILLION = 3.3334

/** Million GB-seconds that stand ready in a month of thirty days. */
function readyInAMonth({ claimReady, claimReadyAtOpening }: Size): number {
  const gb = read('serverless.yml').provider.memorySize / 1024
  return (30 * gb * (claimReady * (DAY_S - OPENINGS_S) + claimReadyAtOpening * OPENINGS_S)) / 1_000_000
}
const grouped = (figure: number) => String(figure).replace(/\B(?=(\d{3})+$)/g, ' ')

test('docs/capacity.md tells every figure as it is set, and what it costs', () => {
  const all = ['small', 'usual', 'citywide'].map(sizeOf)
  expect(Object.keys(sizes)).toHaveLength(all.length)
  const row = (cells: (size: Size) => string) => ` | ${all.map(cells).join(' | ')} |\n`
  const page = textOf('docs/capacity.md')
  for (const cells of [
    row(({ claimReady }) => grouped(claimReady)),
    row(({ claimReadyAtOpening }) => grouped(claimReadyAtOpening)),
    row(({ claimMost }) => grouped(claimMost)),
    row(({ claimRate, claimBurst }) => `${grouped(claimRate)} / ${grouped(claimBurst)}`),
    row(({ rate, burst }) => `${grouped(rate)} / ${grouped(burst)}`),
    row((size) => readyInAMonth(size).toFixed(1)),
  ])
    expect(page).toContain(cells)
  for (const size of all)
    expect(page).toContain(`US$ ${grouped(Math.round(readyInAMonth(size) * USD_A_MILLION))}`)
})
