import fc from 'fast-check'
import { expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { type Company, planRounds, type Round } from './round.rule.ts'

/** Many in the full run; a few whenever the tests are run. */
const RUNS = full ? 2_000 : 25
const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i)
const company = (women: number, men: number, more: Partial<Company> = {}): Company => ({
  women: numbers(women),
  men: numbers(men),
  tables: 40,
  rounds: 10,
  apart: () => false,
  ...more,
})

const pairsOf = (plan: readonly Round[]) => plan.flat().map(({ woman, man }) => `${woman}-${man}`)
const meetingsOf = (plan: readonly Round[], side: 'woman' | 'man', of: readonly number[]) =>
  of.map((number) => plan.flat().filter((seat) => seat[side] === number).length)
const isOnce = (all: readonly unknown[]) => new Set(all).size === all.length

/** All that is promised of a plan, whoever comes. */
function expectSound(plan: readonly Round[], { tables, rounds, apart, women, men }: Company) {
  expect(plan).toHaveLength(rounds)
  expect(isOnce(pairsOf(plan))).toBe(true)
  for (const round of plan) {
    expect(round.length).toBeLessThanOrEqual(tables)
    for (const part of ['woman', 'man', 'table'] as const)
      expect(isOnce(round.map((seat) => seat[part]))).toBe(true)
    for (const { woman, man, table } of round) {
      expect([women.includes(woman), men.includes(man), apart(woman, man)]).toEqual([true, true, false])
      expect(table).toBeGreaterThan(0)
      expect(table).toBeLessThanOrEqual(Math.max(tables, 0))
    }
  }
}

const sizes = fc.record({
  women: fc.integer({ min: 0, max: 40 }),
  men: fc.integer({ min: 0, max: 40 }),
  tables: fc.integer({ min: 1, max: 40 }),
  rounds: fc.integer({ min: 1, max: 40 }),
})

test('where nobody is kept apart every table is taken in every round, and nobody meets two fewer than their neighbour', () => {
  fc.assert(
    fc.property(sizes, ({ women, men, tables, rounds }) => {
      const given = company(women, men, { tables, rounds })
      const plan = planRounds(given)
      expectSound(plan, given)
      const most = Math.min(rounds * Math.min(women, men, tables), women * men)
      expect(plan.flat()).toHaveLength(most)
      for (const [side, of] of [
        ['woman', given.women],
        ['man', given.men],
      ] as const) {
        const each = meetingsOf(plan, side, of)
        expect(Math.max(0, ...each) - Math.min(...each, Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: RUNS },
  )
})

test('two who are kept apart never sit together, however many there are', () => {
  const few = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })), {
    selector: String,
    maxLength: 400,
  })
  fc.assert(
    fc.property(sizes, few, ({ women, men, tables, rounds }, pairs) => {
      const kept = new Set(pairs.map(([woman, man]) => `${woman}-${man}`))
      const given = company(women, men, { tables, rounds, apart: (a, b) => kept.has(`${a}-${b}`) })
      const plan = planRounds(given)
      expectSound(plan, given)
      const sizesOf = plan.map((round) => round.length)
      expect(Math.max(...sizesOf) - Math.min(...sizesOf)).toBeLessThanOrEqual(1)
    }),
    { numRuns: RUNS },
  )
})

/** The most meetings there can be, by trying everything: each round any matching of pairs that have not met. */
function mostMeetings(given: Company): number {
  const open = given.women.flatMap((woman) =>
    given.men.filter((man) => !given.apart(woman, man)).map((man) => [woman, man] as const),
  )
  const matchings: (readonly (readonly [number, number])[])[] = [[]]
  for (const pair of open)
    for (const one of [...matchings])
      if (one.length < given.tables && one.every(([w, m]) => w !== pair[0] && m !== pair[1]))
        matchings.push([...one, pair])
  const best = (left: number, met: ReadonlySet<string>): number => {
    if (left === 0) return 0
    return Math.max(
      ...matchings
        .filter((one) => one.every((pair) => !met.has(String(pair))))
        .map((one) => one.length + best(left - 1, new Set([...met, ...one.map(String)]))),
    )
  }
  return best(given.rounds, new Set())
}

test('there are as many meetings as trying everything finds', () => {
  const small = fc.record({
    women: fc.integer({ min: 1, max: 3 }),
    men: fc.integer({ min: 1, max: 3 }),
    tables: fc.integer({ min: 1, max: 3 }),
    rounds: fc.integer({ min: 1, max: 3 }),
    kept: fc.array(fc.constantFrom('1-1', '1-2', '1-3', '2-1', '2-2', '2-3', '3-1', '3-2', '3-3'), {
      maxLength: 5,
    }),
  })
  fc.assert(
    fc.property(small, ({ women, men, tables, rounds, kept }) => {
      const given = company(women, men, {
        tables,
        rounds,
        apart: (a, b) => kept.some((one) => one === `${a}-${b}`),
      })
      expect(planRounds(given).flat()).toHaveLength(mostMeetings(given))
    }),
    { numRuns: RUNS },
  )
})

test('the fewer keep their tables, and of equally many the women do', () => {
  for (const [women, men, stays] of [
    [8, 8, 'woman'],
    [5, 9, 'woman'],
    [9, 5, 'man'],
  ] as const) {
    const plan = planRounds(company(women, men, { rounds: 5, tables: 10 }))
    const tables = new Map<number, Set<number>>()
    for (const seat of plan.flat())
      tables.set(seat[stays], (tables.get(seat[stays]) ?? new Set()).add(seat.table))
    expect([...tables.values()].every((of) => of.size === 1)).toBe(true)
  }
})

test('ten to forty a side are planned in under a second', () => {
  for (const [women, men] of [
    [10, 10],
    [40, 40],
    [40, 25],
    [13, 40],
  ] as const) {
    const startedMs = performance.now()
    planRounds(company(women, men, { rounds: 40, apart: (a, b) => (a * 7 + b * 3) % 11 === 0 }))
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  }
})
