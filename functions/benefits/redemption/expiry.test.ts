import '../../../infra/local/test-table.ts'
import { DAY_MS, endOfDayAfter, HOUR_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { forgetBoards } from '../claim/board.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { claimDrop } from '../claim/claim.ts'
import { joinWaiting } from '../claim/waiting.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { getDrop } from '../drop/drops.ts'
import { repairDrops } from '../drop/repair.ts'
import {
  ask,
  clerkOf,
  NOW,
  operatorOf,
  publishedDrop,
  someMember,
  someOutlet,
  storedMember,
} from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { getCounts } from '../figures/counts.ts'
import { advanceExpiry } from './expiry.ts'
import { previewRedemption, redeemVoucher, undoRedemption } from './redemptions.ts'
import { acceptOffer, returnVoucher } from './returns.ts'
import { getPass, getVoucher, listVouchers, uncoverVoucher } from './vouchers.ts'

/** Claimed at ten; one day besides that of the claim; rounds begin eleven minutes past midnight. */
const END = endOfDayAfter(NOW, 1)
const ROUNDS = full ? 20 : 2
const ROUND = later(END, 11 * MINUTE_MS + 1)

const limited = (given: Partial<Drop> = {}) =>
  publishedDrop({
    stock: 2,
    ceiling: 64,
    closesAt: later(NOW, 5 * DAY_MS),
    useWithinDays: 1,
    recycles: true,
    ...given,
  })

const claim = (drop: Drop, caller: MemberCaller, { now = NOW, j = 1 } = {}) => {
  forgetBoards(drop.dropId)
  return ask(claimDrop, { params: { dropId: drop.dropId }, caller, body: { j }, now })
}
const code = (answer: { refused: string } | { status: number }) =>
  'refused' in answer ? answer.refused : answer.status
async function won(drop: Drop, caller: MemberCaller, now = NOW) {
  const answer = await claim(drop, caller, { now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.voucher
}
const walk = (drop: Drop, now: Instant = ROUND) => advanceExpiry(drop, now, Number.POSITIVE_INFINITY)
async function look(caller: MemberCaller, voucherId: string, now = ROUND) {
  const answer = await ask(getVoucher, { params: { voucherId }, caller, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.voucher
}
async function mine(drop: Drop, caller: MemberCaller, now: Instant) {
  const answer = await ask(getDrop, { params: { dropId: drop.dropId }, caller, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.mine
}
async function counted(drop: Drop, now = ROUND) {
  const answer = await ask(getCounts, { params: { dropId: drop.dropId }, caller: operatorOf(), now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}

test('units of vouchers that were not used in their days are anybody’s again; their members are not due another', async () => {
  const drop = await limited()
  const [late, other] = [someMember(), someMember()]
  const voucher = await won(drop, late)
  await won(drop, other, later(NOW, DAY_MS))
  expect(voucher.validUntil).toBe(END)
  await walk(drop, END)
  expect(await look(late, voucher.voucherId, END), 'nothing happens on the last day').toMatchObject({
    state: 'issued',
  })
  for (let again = 0; again < 2; again++) await walk(drop)
  expect(await look(late, voucher.voucherId)).toMatchObject({ state: 'expired', returnedBy: 'expiry' })
  const ended = await ask(listVouchers, { query: { tab: 'ended' }, caller: late, now: ROUND })
  expect(ended).toMatchObject({ body: { items: [{ voucherId: voucher.voucherId, state: 'expired' }] } })

  const next = { now: later(ROUND, HOUR_MS) }
  expect(code(await claim(drop, late, { ...next, j: 2 }))).toBe('limit-reached')
  expect(code(await claim(drop, someMember(), next))).toBe(201)
  expect(code(await claim(drop, someMember(), next))).toBe('drop-sold-out')
  expect(await auditDrop(drop)).toMatchObject({ wrong: [], added: 3, byState: { issued: 2, expired: 1 } })
  expect(await counted(drop)).toMatchObject({
    stock: { total: 2, left: 0 },
    claimed: 2,
    expired: { recycled: 1, standing: 0 },
  })
})

test('who waits is offered what was not used in time, and nothing is offered past the drop’s own end', async () => {
  const drop = await limited({ stock: 1, waitingList: true, validUntil: later(ROUND, 10 * MINUTE_MS) })
  const [late, waiting] = [someMember(), someMember()]
  await won(drop, late)
  await ask(joinWaiting, { params: { dropId: drop.dropId }, caller: waiting })
  await walk(drop)
  expect(code(await claim(drop, someMember(), { now: ROUND }))).toBe('drop-sold-out')
  const [offer] = await mine(drop, waiting, ROUND)
  expect(offer).toMatchObject({ state: 'offered', heldUntil: drop.validUntil })
  const params = { voucherId: offer?.voucherId ?? '' }
  expect(await ask(acceptOffer, { params, caller: waiting, now: ROUND })).toMatchObject({
    body: { voucher: { state: 'issued', validUntil: drop.validUntil } },
  })
  const after = later(drop.validUntil, DAY_MS)
  await walk(drop, after)
  expect(await auditDrop(drop, after)).toMatchObject({ wrong: [], byState: { expired: 2 } })
  expect(await counted(drop, after)).toMatchObject({ expired: { recycled: 1, standing: 1 } })
})

test('where the drop says nothing of it, expired vouchers keep their units and are counted', async () => {
  const drop = await limited({ recycles: false })
  const late = someMember()
  const voucher = await won(drop, late)
  await walk(drop)
  expect(await look(late, voucher.voucherId)).toMatchObject({ state: 'expired' })
  expect(code(await ask(returnVoucher, { params: voucher, caller: late, now: ROUND }))).toBe(
    'voucher-expired',
  )
  expect(await counted(drop)).toMatchObject({ stock: { left: 1 }, expired: { recycled: 0, standing: 1 } })
})

test('a code that was uncovered is nobody else’s; one that was not goes to the next, and to nobody twice', async () => {
  const drop = await limited({ redeemedAt: 'merchant' })
  const [seen, unseen] = [someMember(), someMember()]
  const uncovered = await won(drop, seen)
  await won(drop, unseen)
  // Its code is marked as uncovered before it is decrypted; this drop of the test has none.
  await ask(uncoverVoucher, { params: uncovered, caller: seen }).catch(() => undefined)
  await walk(drop)
  expect(await look(seen, uncovered.voucherId)).toMatchObject({ state: 'expired', uncoveredAt: NOW })
  expect(await counted(drop)).toMatchObject({ stock: { left: 1 }, expired: { recycled: 1, standing: 1 } })
  await won(drop, someMember(), ROUND)
  expect(code(await claim(drop, someMember(), { now: ROUND }))).toBe('drop-sold-out')
  expect((await auditDrop(drop)).wrong).toEqual([])
})

async function atTill() {
  const outletId = await someOutlet()
  const clerk = clerkOf(outletId)
  const drop = await limited({ outletIds: [outletId], stock: 1 })
  const member = await storedMember()
  const voucher = await won(drop, member)
  const shown = await ask(getPass, { params: voucher, caller: member, now: END })
  if (isRefusal(shown)) throw new Error(shown.refused)
  const seen = await ask(previewRedemption, {
    body: { pass: shown.body.pass, outletId },
    caller: clerk,
    now: END,
  })
  if (isRefusal(seen)) throw new Error(seen.refused)
  const spend = {
    body: { ticket: seen.body.preview.ticket, outletId },
    caller: clerk,
    key: voucher.voucherId,
  }
  return { drop, member, voucher, clerk, redeem: (now: Instant) => ask(redeemVoucher, { ...spend, now }) }
}

test('redeemed and expired in the same instant, a voucher is one of the two and its unit nobody’s or somebody’s', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { drop, member, voucher, redeem } = await atTill()
    const [slip] = await Promise.all([redeem(END), walk(drop)])
    const isSpent = !isRefusal(slip)
    if (isRefusal(slip)) expect(slip.refused).toBe('voucher-expired')
    expect((await look(member, voucher.voucherId)).state).toBe(isSpent ? 'redeemed' : 'expired')
    await repairBuckets(drop, ROUND)
    expect(code(await claim(drop, someMember(), { now: ROUND }))).toBe(isSpent ? 'drop-sold-out' : 201)
    expect((await auditDrop(drop)).wrong).toEqual([])
  }
})

test('a slip that is undone after the voucher’s day leaves it expired, and the round gives its unit to others', async () => {
  const { drop, member, voucher, clerk, redeem } = await atTill()
  const slip = await redeem(END)
  if (isRefusal(slip)) throw new Error(slip.refused)
  const params = { redemptionId: slip.body.redemption.redemptionId }
  const undone = await ask(undoRedemption, {
    params,
    body: { reason: '扫错了' },
    caller: clerk,
    now: later(END, 1),
  })
  expect(code(undone)).toBe(200)
  await walk(drop)
  expect((await look(member, voucher.voucherId)).state).toBe('expired')
  expect(await counted(drop)).toMatchObject({ stock: { left: 1 }, redeemed: 0, expired: { recycled: 1 } })
})

test.each(['before', 'after'] as const)(
  'a crash %s any call of a round loses no unit, and the next run ends it',
  async (when) => {
    // Every call where there is time, every seventh else.
    for (let nth = 1; ; nth += full ? 1 : 7) {
      const drop = await limited({ waitingList: true })
      const waiting = someMember()
      for (const member of [someMember(), someMember()]) await won(drop, member)
      await ask(joinWaiting, { params: { dropId: drop.dropId }, caller: waiting })
      const injection = crashAt(client, nth, when)
      await walk(drop).catch(() => 'the function died')
      injection.stop()
      expect((await auditDrop(drop)).wrong).toEqual([])
      await repairBuckets(drop, ROUND)
      await walk(drop)
      expect(await auditDrop(drop)).toMatchObject({
        wrong: [],
        free: 1,
        kept: 0,
        inTransit: 0,
        byState: { expired: 2, offered: 1 },
      })
      if (injection.calls() < nth) break
    }
  },
)

test('two who walk the same round give each unit back once', async () => {
  const drop = await limited({ stock: 40, ceiling: 320 })
  await Promise.all(Array.from({ length: 12 }, () => won(drop, someMember())))
  await Promise.all([walk(drop), walk(drop), walk(drop)])
  await repairBuckets(drop, ROUND)
  const lapsed = (await readBuckets(drop.dropId, drop.buckets)).flatMap(({ lapsed = [] }) => lapsed)
  expect(lapsed).toHaveLength(12)
  expect(await auditDrop(drop)).toMatchObject({ wrong: [], added: 52, free: 40, byState: { expired: 12 } })
})

test('vouchers of a drop that closed on its first day are found to be over all the same, and keep their units', async () => {
  const drop = await limited({ closesAt: later(NOW, HOUR_MS) })
  await won(drop, someMember())
  await repairDrops(drop.closesAt)
  await repairDrops(later(drop.closesAt, MINUTE_MS))
  expect(await counted(drop, END)).toMatchObject({ expired: { recycled: 0, standing: 0 } })
  await repairDrops(ROUND)
  expect(await counted(drop)).toMatchObject({ claimed: 1, expired: { recycled: 0, standing: 1 } })
})
