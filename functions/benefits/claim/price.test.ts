import '../../../infra/local/test-table.ts'
import { DAY_MS, endOfDayAfter, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { earn } from '../../lib/ledger.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { getDrop } from '../drop/drops.ts'
import { ask, NOW, publishedDrop, someMember, sourceOf } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { advanceExpiry } from '../redemption/expiry.ts'
import { acceptOffer, declineOffer, returnVoucher } from '../redemption/returns.ts'
import { everyBucket, takeUnit } from './grant.ts'
import {
  balance,
  claim,
  code,
  LAPSED,
  memberWith,
  PRICE,
  priced,
  rowOf,
  sound,
  voucherOf,
} from './test-price.ts'
import { readUnderway } from './underway.store.ts'
import { joinWaiting } from './waiting.ts'

async function page(drop: Drop, caller: MemberCaller) {
  const answer = await ask(getDrop, { params: { dropId: drop.dropId }, caller })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
/** A claim whose function died as soon as it had the unit. */
const granted = async (drop: Drop, caller: MemberCaller) => {
  await takeUnit(sourceOf(drop, caller), caller.member.memberId, 1, everyBucket)
  return page(drop, caller)
}

test('one tap takes the unit and the points; a repeated one takes nothing more', async () => {
  const drop = await priced()
  const me = await memberWith(320)
  const first = await claim(drop, me)
  expect(first).toMatchObject({ status: 201, body: { voucher: { state: 'issued', pointsPrice: PRICE } } })
  for (const body of [{}, { retry: true }]) expect(code(await claim(drop, me, body))).toBe(200)
  expect(await balance(me)).toBe(120)
  expect(await readUnderway(drop.dropId)).toEqual([])
  expect(await sound(drop, [me])).toMatchObject({ added: 2, byState: { issued: 1 } })
})

test('a win costs fourteen calls with a price, and two without; a refusal for want of points two', async () => {
  const callsOf = async (drop: Drop, points: number) => {
    const me = await memberWith(points)
    // What the function knows of the drop is another second's call.
    await claim(drop, someMember()).catch(() => undefined)
    const counted = crashAt(client, Number.POSITIVE_INFINITY, 'before')
    const answer = await claim(drop, me)
    counted.stop()
    return [code(answer), counted.calls()]
  }
  expect(await callsOf(await priced({ stock: 3 }), 320)).toEqual([201, 14])
  expect(await callsOf(await publishedDrop({ stock: 3 }), 320)).toEqual([201, 2])
  expect(await callsOf(await priced(), 100)).toEqual(['points-short', 2])
})

test('whose points do not do is told so with both sums, and no unit was touched', async () => {
  const drop = await priced()
  const me = await memberWith(199)
  expect(await claim(drop, me)).toEqual({ refused: 'points-short', facts: { balance: 199, price: PRICE } })
  expect((await page(drop, me)).mayI).toMatchObject({ may: false, code: 'points-short' })
  expect((await page(drop, me)).points).toEqual({ balance: 199 })
  expect(await sound(drop, [me])).toMatchObject({ added: 2, free: 2, byState: {} })
})

test('points that went to another drop in the same moment: the unit goes back at once and nothing is taken', async () => {
  const [one, other] = [await priced({ stock: 1 }), await priced({ stock: 1 })]
  for (let rounds = 0; rounds < 3; rounds++) {
    const me = await memberWith(300)
    const answers = await Promise.all([claim(one, me), claim(other, me)])
    expect(answers.map(code).sort()).toEqual([201, 'points-short'])
    expect(await balance(me)).toBe(100)
    const [lost, won] = code(answers[0]) === 201 ? [other, one] : [one, other]
    expect(await auditDrop(lost)).toMatchObject({ wrong: [], free: 1 })
    expect(code(await claim(lost, me, { retry: true }))).toBe('points-short')
    await ask(returnVoucher, { params: await voucherOf(won, me), caller: me })
    for (const drop of [one, other]) expect(await sound(drop, [me])).toMatchObject({ free: 1 })
  }
})

test('two phones and a drumming thumb pay once', async () => {
  const drop = await priced()
  const me = await memberWith(1_000)
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => claim(drop, me, i % 2 ? { retry: true } : {})),
  )
  expect(new Set(answers.map(code))).toEqual(new Set([200, 201]))
  expect(await balance(me)).toBe(800)
  expect(await sound(drop, [me])).toMatchObject({ byState: { issued: 1 } })
})

test('a unit whose claim died is held for its member, who pays, gives it up or lets it lapse', async () => {
  const drop = await priced({ stock: 3 })
  const [pays, declines, forgets, comesLate] = await Promise.all([
    memberWith(300),
    memberWith(300),
    memberWith(300),
    memberWith(300),
  ])
  for (const member of [pays, declines, forgets]) {
    expect((await granted(drop, member)).mine).toMatchObject([{ state: 'held', heldUntil: LAPSED }])
  }
  expect(code(await claim(drop, comesLate))).toBe('drop-sold-out')
  expect(code(await ask(acceptOffer, { params: await voucherOf(drop, pays), caller: pays }))).toBe(200)
  expect(code(await ask(declineOffer, { params: await voucherOf(drop, declines), caller: declines }))).toBe(
    200,
  )
  expect(code(await ask(acceptOffer, { params: await voucherOf(drop, declines), caller: declines }))).toBe(
    'offer-over',
  )
  await repairBuckets(drop, LAPSED)
  expect(await rowOf(drop, forgets)).toMatchObject({ state: 'returned', returnedBy: 'lapse' })
  expect(code(await claim(drop, forgets, { retry: true }, LAPSED))).toBe('hold-over')
  expect(code(await claim(drop, forgets, { j: 2 }, LAPSED))).toBe(201)
  expect(code(await claim(drop, comesLate, {}, LAPSED))).toBe(201)
  expect(await Promise.all([pays, declines, forgets, comesLate].map(balance))).toEqual([100, 300, 100, 100])
  expect(await sound(drop, [pays, declines, forgets, comesLate], LAPSED)).toMatchObject({
    free: 0,
    byState: { issued: 3, returned: 2 },
  })
})

test('who pays at the deadline pays or does not, and never both', async () => {
  for (let rounds = 0; rounds < 3; rounds++) {
    const drop = await priced({ stock: 1 })
    const me = await memberWith(300)
    await granted(drop, me)
    const params = await voucherOf(drop, me)
    await Promise.all([
      ask(acceptOffer, { params, caller: me, now: later(LAPSED, -1) }),
      repairBuckets(drop, LAPSED),
      ask(declineOffer, { params, caller: me, now: later(LAPSED, -1) }),
    ])
    const { byState } = await sound(drop, [me], LAPSED)
    expect(byState).toEqual(byState.issued ? { issued: 1 } : { returned: 1 })
    expect(await balance(me)).toBe(byState.issued ? 100 : 300)
    expect(await readUnderway(drop.dropId)).toEqual([])
  }
})

test('an offer is paid for as it is accepted; short of points it stays kept', async () => {
  const drop = await priced({ stock: 1, waitingList: true })
  const [gives, waits] = [await memberWith(200), await memberWith(50)]
  await claim(drop, gives)
  await ask(joinWaiting, { params: { dropId: drop.dropId }, caller: waits })
  await ask(returnVoucher, { params: await voucherOf(drop, gives), caller: gives })
  expect(await balance(gives)).toBe(200)
  const params = await voucherOf(drop, waits)
  expect(await ask(acceptOffer, { params, caller: waits })).toEqual({
    refused: 'points-short',
    facts: { balance: 50, price: PRICE },
  })
  await earn({ memberId: waits.member.memberId, cause: 'MORE', amount: 170, reason: '测试' }, NOW)
  expect(code(await ask(acceptOffer, { params, caller: waits }))).toBe(200)
  expect(await balance(waits)).toBe(20)
  expect(await sound(drop, [gives, waits])).toMatchObject({ byState: { issued: 1, returned: 1 } })
})

test('points come back with a voucher that is given back, and not with one that was left to expire', async () => {
  const drop = await priced({ stock: 2, useWithinDays: 1, recycles: true, closesAt: later(NOW, 5 * DAY_MS) })
  const [gives, forgets] = [await memberWith(200), await memberWith(200)]
  await Promise.all([claim(drop, gives), claim(drop, forgets)])
  const params = await voucherOf(drop, gives)
  for (let again = 0; again < 2; again++)
    expect(code(await ask(returnVoucher, { params, caller: gives }))).toBe(200)
  const round = later(endOfDayAfter(NOW, 1), 12 * MINUTE_MS)
  await advanceExpiry(drop, round, Number.POSITIVE_INFINITY)
  expect(await Promise.all([gives, forgets].map(balance))).toEqual([200, 0])
  expect(await sound(drop, [gives, forgets], round)).toMatchObject({
    free: 2,
    byState: { returned: 1, expired: 1 },
  })
})
