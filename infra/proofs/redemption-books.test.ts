/** Vouchers, slips and counts tell one story: after any mix of deeds, and after a crash at any database call. */
import './test-stack.ts'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { client } from '../../functions/table/database.ts'
import { crashAt } from '../local/test-faults.ts'
import { inParallel } from './test-crowd.ts'
import type { Member, Person } from './test-people.ts'
import { DEEDS, SEED } from './test-plan.ts'
import { stack } from './test-stack.ts'
import * as till from './test-till.ts'
import { makeMembers, makeOutlet, makeWorld, openDrop, staffOf, type World } from './test-world.ts'

interface Desk {
  readonly clerk: Person
  readonly outletId: string
}

let world: World
let members: Member[]
let desks: Desk[]

beforeAll(async () => {
  world = await makeWorld(stack)
  members = await makeMembers(world, 8, world.here)
  const { operator, org, outletId } = world.here
  const outlets = [
    outletId,
    await makeOutlet(operator, org, '海湾影城·旧港店'),
    await makeOutlet(operator, org, '民生超市·科技园店'),
  ]
  desks = await Promise.all(
    outlets.map(async (outlet) => ({
      outletId: outlet,
      clerk: await staffOf(stack, 'clerk', org, outlet),
    })),
  )
})

const outletIds = () => desks.map((desk) => desk.outletId)

/** The books of a drop, which must agree with each other whatever happened. */
async function agreeing(dropId: string) {
  const books = await till.books(world.here, dropId, desks)
  expect(books.wrong).toEqual([])
  expect(books.counted).toEqual(books.recounted)
  expect([books.spentBySlips, books.standingSlips, books.spentByCounts]).toEqual(
    Array(3).fill(books.spentInWallets),
  )
  return books
}

test('after a hundred random redemptions and undos, eight at a time, counts by outlet and day equal the slips', async () => {
  const dropId = await openDrop(world.here, { stock: members.length, outletIds: outletIds() })
  const holders = await till.takeVouchers(members, dropId)
  const deed = fc.record({
    holder: fc.constantFrom(...holders),
    desk: fc.constantFrom(...desks),
    kind: fc.constantFrom('redeem', 'undo'),
  })
  const [deeds = []] = fc.sample(fc.array(deed, { minLength: DEEDS, maxLength: DEEDS }), {
    seed: SEED,
    numRuns: 1,
  })
  const slips: { redemptionId: string; clerk: Person }[] = []
  const outcomes = await inParallel(deeds, 8, async ({ holder, desk, kind }) => {
    if (kind === 'undo') {
      const last = slips.pop()
      return last ? (await till.undo(last.clerk, last.redemptionId)).status : 0
    }
    const pass = await till.passOf(holder).catch(() => 'spent')
    if (pass === 'spent') return 0
    const scan = await till.redeem(desk.clerk, desk.outletId, { pass })
    if (scan.slip) slips.push({ redemptionId: scan.slip.redemptionId, clerk: desk.clerk })
    return scan.status
  })
  expect(outcomes.filter((status) => status >= 500)).toEqual([])
  const books = await agreeing(dropId)
  expect(books.undoneByCounts).toBeGreaterThan(5)
  expect(books.spentByCounts).toBe(slips.length)
})

/** Does a deed with a crash at each of its database calls in turn, until two rounds in a row had none to crash. */
async function crashingEverywhere(
  when: 'before' | 'after',
  deed: () => Promise<unknown>,
  between: () => Promise<unknown>,
) {
  let unharmed = 0
  for (let nth = 1; unharmed < 2; nth++) {
    const injection = crashAt(client, nth, when)
    await deed().finally(injection.stop)
    unharmed = injection.calls() < nth ? unharmed + 1 : 0
    await between()
    if (nth > 40) throw new Error('the deed makes more calls than it should')
  }
}

test.each(['before', 'after'] as const)(
  'a crash %s any database call of a redemption spends the voucher whole or not at all',
  async (when) => {
    const dropId = await openDrop(world.here, { stock: members.length, outletIds: outletIds() })
    const [holder] = await till.takeVouchers(members.slice(0, 1), dropId)
    const [desk] = desks
    if (!holder || !desk) throw new Error('nobody is there')
    let round = 0
    const statuses = new Set<number>()
    const scan = async () => {
      const pass = await till.passOf(holder)
      return () => till.redeem(desk.clerk, desk.outletId, { pass }, `${when}-scan-${round}`)
    }
    let again = await scan()
    await crashingEverywhere(
      when,
      async () => statuses.add((await again()).status),
      async () => {
        expect((await agreeing(dropId)).spentInWallets).toBeLessThanOrEqual(1)
        const repeated = await again()
        expect([200, 201]).toContain(repeated.status)
        expect((await agreeing(dropId)).spentInWallets).toBe(1)
        await till.undo(desk.clerk, repeated.slip?.redemptionId ?? '')
        round++
        again = await scan()
      },
    )
    expect([...statuses].sort()).toEqual([201, 500])
    expect((await agreeing(dropId)).undoneByCounts).toBe(round)
  },
)

test.each(['before', 'after'] as const)(
  'a crash %s any database call of an undo takes the slip back whole or not at all',
  async (when) => {
    const dropId = await openDrop(world.here, { stock: members.length, outletIds: outletIds() })
    const [holder] = await till.takeVouchers(members.slice(0, 1), dropId)
    const [, desk] = desks
    if (!holder || !desk) throw new Error('nobody is there')
    const scan = async () => {
      const { slip } = await till.redeem(desk.clerk, desk.outletId, { pass: await till.passOf(holder) })
      return slip?.redemptionId ?? ''
    }
    let redemptionId = await scan()
    let rounds = 0
    const statuses = new Set<number>()
    await crashingEverywhere(
      when,
      async () => statuses.add((await till.undo(desk.clerk, redemptionId)).status),
      async () => {
        await agreeing(dropId)
        expect(await till.undo(desk.clerk, redemptionId)).toMatchObject({ status: 200, slip: { undone: {} } })
        expect(await agreeing(dropId)).toMatchObject({ spentInWallets: 0, undoneByCounts: ++rounds })
        redemptionId = await scan()
      },
    )
    expect([...statuses].sort()).toEqual([200, 500])
  },
)
