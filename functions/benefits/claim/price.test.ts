import '../../../infra/local/test-table.ts'
import { DAY_MS, endOfDayAfter, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { readBalance, readEntries } from '../../lib/ledger.store.ts'
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
import { readRow, rowsOfDrop } from '../redemption/wallet.store.ts'
import { forgetBoards } from './board.ts'
import { claimDrop } from './claim.ts'
import { everyBucket, takeUnit } from './grant.ts'
import { readUnderway } from './underway.store.ts'
import { joinWaiting } from './waiting.ts'

const PRICE = 200
const LAPSED = later(NOW, 10 * MINUTE_MS)

const priced = (given: Partial<Drop> = {}) => publishedDrop({ stock: 2, pointsPrice: PRICE, ...given })
async function memberWith(points: number): Promise<MemberCaller> {
  const member = someMember()
  if (points > 0)
    await earn({ memberId: member.member.memberId, cause: 'TEST', amount: points, reason: '测试' }, NOW)
  return member
}
const claim = (drop: Drop, caller: MemberCaller, body: { j?: number; retry?: boolean } = {}, now = NOW) => {
  forgetBoards(drop.dropId)
  return ask(claimDrop, { params: { dropId: drop.dropId }, caller, body, now })
}
const code = (answer: { refused: string } | { status: number }) =>
  'refused' in answer ? answer.refused : answer.status
const balance = async ({ member }: MemberCaller) => (await readBalance(member.memberId))?.balance ?? 0
const rowOf = (drop: Drop, { member }: MemberCaller, j = 1) =>
  readRow({ dropId: drop.dropId, memberId: member.memberId, j })
async function voucherOf(drop: Drop, caller: MemberCaller, j = 1) {
  const row = await rowOf(drop, caller, j)
  if (!row) throw new Error('no voucher')
  return { voucherId: row.voucherId }
}
async function page(drop: Drop, caller: MemberCaller) {
  const answer = await ask(getDrop, { params: { dropId: drop.dropId }, caller })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
async function sound(drop: Drop, members: readonly MemberCaller[], now = NOW) {
  await repairBuckets(drop, now)
  for (const { member } of members) {
    const entries = (await readEntries(member.memberId)).reverse()
    let sum = 0
    for (const entry of entries) {
      sum += entry.amount
      expect(entry.balance).toBe(sum)
      expect(sum).toBeGreaterThanOrEqual(0)
    }
    expect(await balance({ member } as MemberCaller)).toBe(sum)
  }
  const audit = await auditDrop(drop)
  expect(audit).toMatchObject({ wrong: [], withoutRow: 0, inTransit: 0 })
  return audit
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

const RUNS = full ? 60 : 1
const OPERATIONS = 60

test(`in ${RUNS} runs of random claims, repeats, returns and repairs under faults, points and vouchers agree`, async () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    let state = seed
    // The generator of Lehmer: small and seeded.
    const pick = (of: number) => {
      state = (state * 48_271) % 2_147_483_647
      return state % of
    }
    const drops = [await priced({ stock: 3, perMember: 2 }), await priced({ stock: 2, waitingList: true })]
    const members = await Promise.all([500, 300, 200, 450].map(memberWith))
    const operation = async () => {
      const drop = drops[pick(2)] as Drop
      const caller = members[pick(members.length)] as MemberCaller
      const j = 1 + pick(2)
      const voucher = (await rowOf(drop, caller, j))?.voucherId
      const asked = { params: { voucherId: voucher ?? '' }, caller }
      const deeds = [
        () => claim(drop, caller, { j }),
        () => claim(drop, caller, { j, retry: true }),
        () => repairBuckets(drop, NOW),
        () => ask(joinWaiting, { params: { dropId: drop.dropId }, caller }),
        ...(voucher
          ? [() => ask(returnVoucher, asked), () => ask(acceptOffer, asked), () => ask(declineOffer, asked)]
          : [() => claim(drop, caller, { j })]),
      ]
      await deeds[pick(deeds.length)]?.()
    }
    for (let done = 0; done < OPERATIONS; done += 4) {
      const injection = crashAt(client, 1 + pick(24), pick(2) ? 'before' : 'after')
      await Promise.allSettled(Array.from({ length: 4 }, operation))
      injection.stop()
      if (pick(5) === 0) for (const drop of drops) await repairBuckets(drop, LAPSED)
    }
    // Rows that were never written begin as holds now, and lapse in their turn.
    for (const drop of drops) await repairBuckets(drop, LAPSED)
    const owed = new Map(members.map(({ member }) => [member.memberId, 0]))
    for (const drop of drops) {
      const audit = await sound(drop, members, later(LAPSED, 60 * MINUTE_MS))
      expect(audit.byState.held, `seed ${seed}`).toBeUndefined()
      for (const { member } of members)
        for (const { state: stands } of await rowsOfDrop(member.memberId, drop.dropId))
          if (stands === 'issued') owed.set(member.memberId, (owed.get(member.memberId) ?? 0) + PRICE)
    }
    for (const [at, begun] of [500, 300, 200, 450].entries()) {
      const member = members[at] as MemberCaller
      expect(await balance(member), `seed ${seed}`).toBe(begun - (owed.get(member.member.memberId) ?? 0))
    }
  }
})

/** Every call where there is time, every sixth else. */
const EVERY = full ? 1 : 6

test.each(['before', 'after'] as const)(
  'a crash %s any call of a claim takes points for a voucher or none for none; asked again it is the same voucher',
  async (when) => {
    for (let nth = 1; ; nth += EVERY) {
      const drop = await priced({ stock: 1 })
      const [me, forgets] = [await memberWith(320), await memberWith(320)]
      const other = await priced({ stock: 1 })
      const injection = crashAt(client, nth, when)
      await claim(drop, me).catch(() => 'the function died')
      const calls = injection.calls()
      injection.stop()
      expect(code(await claim(drop, me, { retry: true }))).toBeOneOf([200, 201])
      expect(await balance(me)).toBe(120)
      expect(await sound(drop, [me])).toMatchObject({ free: 0, byState: { issued: 1 } })

      const dying = crashAt(client, nth, when)
      await claim(other, forgets).catch(() => 'the function died')
      dying.stop()
      await repairBuckets(other, NOW)
      const { byState } = await sound(other, [forgets], LAPSED)
      expect(await balance(forgets)).toBe(byState.issued ? 120 : 320)
      expect(byState.held).toBeUndefined()
      if (calls < nth) break
    }
  },
)

test.each(['before', 'after'] as const)(
  'a crash %s any call of a return brings points and unit back once',
  async (when) => {
    for (let nth = 1; ; nth += EVERY) {
      const drop = await priced({ stock: 1 })
      const me = await memberWith(200)
      await claim(drop, me)
      const params = await voucherOf(drop, me)
      const injection = crashAt(client, nth, when)
      await ask(returnVoucher, { params, caller: me }).catch(() => 'the function died')
      injection.stop()
      expect(code(await ask(returnVoucher, { params, caller: me }))).toBe(200)
      expect(await balance(me)).toBe(200)
      expect(await sound(drop, [me])).toMatchObject({ free: 1, byState: { returned: 1 } })
      if (injection.calls() < nth) break
    }
  },
)
