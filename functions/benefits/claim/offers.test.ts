import '../../../infra/local/test-table.ts'
import { DAY_MS, HOUR_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import type { MemberCaller } from '../../lib/caller.ts'
import { isRefusal } from '../../lib/server.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, NOW, publishedDrop, someMember } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { returnVoucher } from '../redemption/returns.ts'
import { rowsOfDrop } from '../redemption/wallet.store.ts'
import { forgetBoards } from './board.ts'
import { claimDrop } from './claim.ts'
import { joinWaiting } from './waiting.ts'

const OF_A = 'org_CITY/org_DISTRICT/org_A'
const quotas = [{ orgId: 'org_A', path: OF_A, name: '甲厂工会', units: 1 }]
const someOfA = (): MemberCaller => {
  const caller = someMember()
  return { ...caller, member: { ...caller.member, orgPath: OF_A } }
}

const claim = async (drop: Drop, caller: MemberCaller, body = {}, now = NOW) => {
  forgetBoards(drop.dropId)
  const answer = await ask(claimDrop, { params: { dropId: drop.dropId }, caller, body, now })
  return isRefusal(answer) ? answer.refused : answer.body.voucher
}
const wait = (drop: Drop, caller: MemberCaller, now: Instant = NOW) =>
  ask(joinWaiting, { params: { dropId: drop.dropId }, caller, now })
const states = async ({ dropId }: Drop, { member }: MemberCaller) =>
  (await rowsOfDrop(member.memberId, dropId)).map(({ state }) => state)

/** One unit for union A and one for everybody else, both taken; the holder's way of giving theirs back. */
async function twoPools(given: Partial<Drop> = {}) {
  const drop = await publishedDrop({ stock: 2, quotas, waitingList: true, ...given })
  const [ofA, other] = [someOfA(), someMember()]
  const [mine] = [await claim(drop, ofA), await claim(drop, other)]
  if (typeof mine === 'string') throw new Error(mine)
  const giveBack = (now: Instant) =>
    ask(returnVoucher, { params: { voucherId: mine.voucherId }, caller: ofA, now })
  return { drop, giveBack }
}

test('a unit that was set aside for a union is not offered to another’s, and both pools are sold out again', async () => {
  const { drop, giveBack } = await twoPools()
  const stranger = someMember()
  await wait(drop, stranger)
  await giveBack(NOW)
  await repairBuckets(drop, NOW)
  expect(await states(drop, stranger)).toEqual([])
  expect(await claim(drop, someMember())).toBe('drop-sold-out')
  expect(await claim(drop, someOfA()), 'it is free for who is of the union').toMatchObject({
    state: 'issued',
  })
  expect(await claim(drop, someOfA())).toBe('drop-sold-out')
  expect((await auditDrop(drop)).wrong).toEqual([])
})

test('of two who wait the one of the union has its unit, though the other has waited longer', async () => {
  const { drop, giveBack } = await twoPools()
  const [stranger, ofA] = [someMember(), someOfA()]
  await wait(drop, stranger)
  await wait(drop, ofA, later(NOW, 1))
  await giveBack(later(NOW, 2))
  expect(await states(drop, ofA)).toEqual(['offered'])
  expect(await states(drop, stranger)).toEqual([])
})

test('after the reflow the unit is for who has waited longest of all', async () => {
  const reflowAt = later(NOW, 10 * MINUTE_MS)
  const { drop, giveBack } = await twoPools({ reflowAt, closesAt: later(NOW, HOUR_MS) })
  const [stranger, ofA] = [someMember(), someOfA()]
  await wait(drop, stranger)
  await wait(drop, ofA, later(NOW, 1))
  await giveBack(reflowAt)
  expect(await states(drop, stranger)).toEqual(['offered'])
  expect(await claim(drop, someOfA(), {}, reflowAt)).toBe('drop-sold-out')
  expect((await auditDrop(drop, later(NOW, DAY_MS))).wrong).toEqual([])
})

test('who claimed their second unit first is offered the first, and cannot claim it besides', async () => {
  const drop = await publishedDrop({ stock: 2, perMember: 2, waitingList: true })
  const [sly, other] = [someMember(), someMember()]
  await claim(drop, sly, { j: 2 })
  const given = await claim(drop, other)
  await wait(drop, sly)
  if (typeof given === 'string') throw new Error(given)
  await ask(returnVoucher, { params: { voucherId: given.voucherId }, caller: other })
  expect((await rowsOfDrop(sly.member.memberId, drop.dropId)).map(({ j, state }) => [j, state])).toEqual([
    [1, 'offered'],
    [2, 'issued'],
  ])
  expect(await claim(drop, sly, { j: 3 })).toBe('limit-reached')
  expect((await auditDrop(drop)).wrong).toEqual([])
})
