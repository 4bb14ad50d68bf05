/** The claim over HTTP: real logins, real tokens, the typed client, everybody at once. */
import './test-stack.ts'
import { getDrop } from '@gonghui/shared/benefits/drops'
import { listVouchers, uncoverVoucher } from '@gonghui/shared/benefits/vouchers'
import { beforeAll, expect, test } from 'vitest'
import { readDrop } from '../../functions/benefits/drop/drop.store.ts'
import { auditDrop } from '../../functions/benefits/figures/audit.ts'
import { inParallel, reckon, tap } from './test-crowd.ts'
import { type Member, told } from './test-people.ts'
import { stack } from './test-stack.ts'
import { enrolMembers, makeWorld, openDrop, type World } from './test-world.ts'

const TAPS = 3
let world: World
let members: Member[]

beforeAll(async () => {
  world = await makeWorld(stack)
  members = await enrolMembers(world, 300, world.here)
})

async function audited(dropId: string) {
  const drop = await readDrop(dropId)
  if (!drop) throw new Error('the drop is gone')
  return auditDrop(drop)
}

/** Everybody's taps at once, those of one member side by side. */
const race = (crowd: readonly Member[], dropId: string) =>
  Promise.all(crowd.flatMap((member) => Array.from({ length: TAPS }, () => tap(member, dropId))))

test('300 members with three taps each on 50 units: 50 vouchers with 50 imported codes, all others are told sold out', async () => {
  const codes = Array.from({ length: 50 }, (_, i) => `FILM-${1_000 + i}`)
  const dropId = await openDrop(world.here, { stock: 50, codes })
  const answers = await race(members, dropId)

  const { vouchers, winners, torn, refusals } = reckon(answers)
  expect([vouchers.length, winners.size]).toEqual([50, 50])
  expect(torn).toEqual([])
  expect(refusals).toEqual(['drop-sold-out'])
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50)

  const firsts = answers.filter(({ status }) => status === 201)
  const uncovered = await inParallel(firsts, 16, async ({ member, voucherId = '' }) =>
    told(member, uncoverVoucher, { params: { voucherId } }),
  )
  expect(uncovered.map(({ body }) => body.code).sort()).toEqual(codes)
  expect(await audited(dropId)).toMatchObject({
    wrong: [],
    added: 50,
    free: 0,
    inTransit: 0,
    byState: { issued: 50 },
    withoutRow: 0,
  })
})

test('where demand equals stock nobody goes without, though the units lie in ten buckets', async () => {
  const crowd = members.slice(0, 60)
  const dropId = await openDrop(world.here, { stock: 60, ceiling: 320 })
  const { vouchers, winners, torn, refusals } = reckon(await race(crowd, dropId))
  expect([vouchers.length, winners.size]).toEqual([60, 60])
  expect([torn, refusals]).toEqual([[], []])
  expect(await audited(dropId)).toMatchObject({ wrong: [], free: 0, inTransit: 0, byState: { issued: 60 } })
})

test('a member alone with one last unit, tapping thirty times at once, always gets it and is never told sold out', async () => {
  for (const member of members.slice(0, 4)) {
    // The unit lies in some bucket; as a rule not at home, so that the first tap has it donated while others look on.
    const dropId = await openDrop(world.here, { stock: 1, ceiling: 320 })
    const answers = await Promise.all(Array.from({ length: 30 }, () => tap(member, dropId)))
    const { vouchers, refusals } = reckon(answers)
    expect([vouchers.length, refusals]).toEqual([1, []])
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  }
})

test('what a member was told is what the wallet and the drop’s page say afterwards', async () => {
  const crowd = members.slice(0, 15)
  const dropId = await openDrop(world.here, { stock: 5 })
  const answers = await inParallel(crowd, crowd.length, (member) => tap(member, dropId))
  for (const { member, voucherId } of answers) {
    const wallet = await told(member, listVouchers, { query: {} })
    const page = await told(member, getDrop, { params: { dropId } })
    const mine = voucherId === undefined ? [] : [voucherId]
    const held = wallet.body.items.filter((voucher) => voucher.dropId === dropId)
    expect(held.map((voucher) => voucher.voucherId)).toEqual(mine)
    expect(page.body.mine.map((voucher) => voucher.voucherId)).toEqual(mine)
  }
})
