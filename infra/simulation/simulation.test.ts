import { expect, test } from 'vitest'
import { Chance } from './chance.ts'
import { Clock, type Steps } from './clock.ts'
import { countersCase, homeCase } from './crowds.ts'
import { Partitions } from './partitions.ts'
import { falseAnswers } from './report.ts'
import { Table } from './table.ts'
import type { Crowd } from './world.ts'

const crowd: Crowd = {
  people: 2_000,
  overMs: 1_000,
  stock: 200,
  partitions: 4,
  keptSeconds: 1,
  door: { warm: 100, rate: 10_000, burst: 2_500 },
}

test('the same seed gives the same run, another seed another', () => {
  const run = (seed: number) => {
    const { ledger, meter } = homeCase(crowd).run(seed)
    return { grantedMs: ledger.grantedMs, calls: meter.calls, throttled: meter.throttled }
  }
  const once = run(7)
  expect(run(7)).toEqual(once)
  expect(run(8).grantedMs).not.toEqual(once.grantedMs)
})

test.each([1, 2, 3])('a small crowd leaves nothing behind and is told the truth (seed %i)', (seed) => {
  const run = homeCase(crowd).run(seed)
  const { ledger, meter } = run
  expect({ left: ledger.left, conflicts: meter.conflicts, false: falseAnswers(run) }).toEqual({
    left: 0,
    conflicts: 0,
    false: 0,
  })
  expect(ledger.granted + ledger.soldOut + ledger.gaveUp).toBe(crowd.people)
  expect(ledger.granted).toBe(crowd.stock)
})

test('a starved table slows the home bucket and makes nothing false', () => {
  const run = homeCase({ ...crowd, partitions: 1, keptSeconds: 0.02 }).run(1)
  expect(run.meter.throttled).toBeGreaterThan(0)
  expect(falseAnswers(run)).toBe(0)
  expect(run.ledger.granted).toBe(crowd.stock)
})

test('the textbook meets conflicts on its one counter, fewer on many', () => {
  const [one, many] = [countersCase(crowd, 1).run(1), countersCase(crowd, 20).run(1)]
  expect(one.meter.conflicts).toBeGreaterThan(many.meter.conflicts)
  expect([one, many].map(falseAnswers)).toEqual([0, 0])
})

test('a partition takes what it kept and a thousand write units a second, and throttles the rest', () => {
  const clock = new Clock()
  const chance = new Chance(1)
  const table = new Table(clock, chance)
  const partition = new Partitions(1, 0.5, chance).of('any')
  let taken = 0
  function* writer(): Steps<void> {
    for (;;) {
      const end = yield* table.write({ tokens: 0 }, partition, () => ({ done: true, bytes: 100 }))
      if (end === 'done') taken++
    }
  }
  for (let i = 0; i < 50; i++) clock.start(writer())
  clock.run(2_000)
  expect(taken).toBeGreaterThan(2_450)
  expect(taken).toBeLessThanOrEqual(2_500)
  expect(table.meter.throttled).toBeGreaterThan(1_000)
})

test('a write costs a unit per started KB, a failed condition one, a throttled call none', () => {
  const clock = new Clock()
  const chance = new Chance(1)
  const table = new Table(clock, chance)
  const partition = new Partitions(1, 0.004, chance).of('any')
  function* writer(): Steps<void> {
    yield* table.write({ tokens: 0 }, partition, () => ({ done: true, bytes: 2_049 }))
    yield* table.write({ tokens: 0 }, partition, () => ({ done: false, bytes: 2_049 }))
  }
  clock.start(writer())
  clock.run()
  expect(table.meter).toMatchObject({ calls: 2, writeUnits: 4, refused: 1, throttled: 0 })
})
