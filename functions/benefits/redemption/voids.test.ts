import '../../../infra/local/test-table.ts'
import { randomUUID } from 'node:crypto'
import { later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { readBalance } from '../../lib/ledger.store.ts'
import { earn } from '../../lib/ledger.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { claimDrop } from '../claim/claim.ts'
import { changeStock } from '../claim/stock-change.ts'
import { codeOf } from '../codes/codes.store.ts'
import { issuedCodes } from '../codes/issued-codes.ts'
import { imported, lines } from '../codes/test-codes.ts'
import { readBlastRadius } from '../day/blast-radius.ts'
import { deedsOn, readDeeds } from '../day/deeds.store.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { beginPublication, readDrop } from '../drop/drop.store.ts'
import { fixedPlan, publish } from '../drop/publication.ts'
import {
  ask,
  clerkOf,
  draftDrop,
  NOW,
  operatorOf,
  publishedDrop,
  someOutlet,
  storedMember,
} from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { getCounts } from '../figures/counts.ts'
import { auditFigures } from '../figures/figures-audit.ts'
import { lookUp } from './look-ups.ts'
import { redeemVoucher } from './redemptions.ts'
import { returnVoucher } from './returns.ts'
import { storeOrgs } from './test-spending.ts'
import { voidVoucher } from './voids.ts'
import { getPass, getVoucher, uncoverVoucher } from './vouchers.ts'

const caller = operatorOf()
await storeOrgs()
const outletId = await someOutlet()
const clerk = clerkOf(outletId)
const here = (given: Partial<Drop> = {}) => publishedDrop({ outletIds: [outletId], stock: 5, ...given })

/** A drop of the merchant's own codes, more of them than units where that is wanted. */
async function atMerchant(stock: number, codes: number): Promise<Drop> {
  const draft = await draftDrop({ stock, ceiling: stock + 5, codes: 'imported', redeemedAt: 'merchant' })
  await imported(draft, lines(codes, draft.dropId.slice(-6)))
  const coded = await readDrop(draft.dropId)
  if (!coded) throw new Error('no draft')
  const fixed = fixedPlan(coded, NOW)
  await beginPublication(coded, fixed)
  await publish(fixed)
  return asItStands(draft)
}
async function asItStands({ dropId }: Drop): Promise<Drop> {
  const drop = await readDrop(dropId)
  if (!drop) throw new Error('no drop')
  return drop
}

async function claimed(drop: Drop) {
  const member = await storedMember()
  const answer = await ask(claimDrop, { params: { dropId: drop.dropId }, caller: member, body: {} })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return { member, voucherId: answer.body.voucher.voucherId }
}
const code = (answer: { refused: string } | { status: number }) =>
  'refused' in answer ? answer.refused : answer.status
const strike = (voucherId: string, reissue: boolean, by = caller) =>
  ask(voidVoucher, { params: { voucherId }, caller: by, body: { reason: '短码被别人看到', reissue } })
async function struck(voucherId: string): Promise<string> {
  const answer = await strike(voucherId, true)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.reissued?.voucherId ?? 'none'
}
async function shown(member: MemberCaller, voucherId: string) {
  const answer = await ask(getVoucher, { params: { voucherId }, caller: member })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.voucher
}
async function passOf(member: MemberCaller, voucherId: string) {
  const answer = await ask(getPass, { params: { voucherId }, caller: member })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
const spend = (what: { pass: string } | { shortCode: string }) =>
  ask(redeemVoucher, { caller: clerk, body: { ...what, outletId }, key: randomUUID() })
const uncover = async (member: MemberCaller, voucherId: string) => {
  const answer = await ask(uncoverVoucher, { params: { voucherId }, caller: member })
  return isRefusal(answer) ? answer.refused : answer.body.code
}
const deedsOf = async ({ dropId }: Drop) =>
  (await readDeeds(deedsOn(dropId), 50, undefined)).items.filter(({ deed }) => /voucher/.test(deed))
async function balanced(drop: Drop) {
  await repairBuckets(drop, NOW)
  expect((await auditFigures(drop)).wrong).toEqual([])
  const balance = await auditDrop(drop)
  expect(balance).toMatchObject({ wrong: [], withoutRow: 0, inTransit: 0 })
  return balance
}

test('a voided voucher is nobody’s to use, says why, and its unit stays where it was', async () => {
  const drop = await here()
  const { member, voucherId } = await claimed(drop)
  const { pass, shortCode } = await passOf(member, voucherId)
  expect(code(await strike(voucherId, false))).toBe(200)
  expect(await shown(member, voucherId)).toMatchObject({
    state: 'voided',
    voided: { reason: '短码被别人看到' },
  })
  for (const what of [{ pass }, { shortCode }]) expect(code(await spend(what))).toBe('voucher-ended')
  expect(code(await ask(getPass, { params: { voucherId }, caller: member }))).toBe('voucher-ended')
  expect(code(await strike(voucherId, false)), 'asked again').toBe(200)
  expect(code(await strike(voucherId, true)), 'over for good').toBe('voucher-ended')
  expect(await deedsOf(drop)).toMatchObject([
    { deed: 'void-voucher', by: caller.personId, reason: '短码被别人看到', changes: [{ from: voucherId }] },
  ])
  expect(await balanced(drop)).toMatchObject({ added: 5, free: 4, byState: { voided: 1 }, reissued: 0 })
  const counts = await ask(getCounts, { params: { dropId: drop.dropId }, caller })
  expect(counts).toMatchObject({ body: { claimed: 1, redeemed: 0, voided: 1 } })
})

test('a voucher in its stead has a code of its own, and only it can be used', async () => {
  const drop = await here()
  const { member, voucherId } = await claimed(drop)
  const before = await passOf(member, voucherId)
  const anew = await struck(voucherId)
  expect(await struck(voucherId), 'asked again').toBe(anew)
  expect(await shown(member, voucherId)).toMatchObject({ state: 'voided', voided: { replacedBy: anew } })
  expect(await shown(member, anew)).toMatchObject({
    state: 'issued',
    insteadOf: { reason: '短码被别人看到' },
  })
  const after = await passOf(member, anew)
  expect(after.shortCode).not.toBe(before.shortCode)
  for (const what of [{ pass: before.pass }, { shortCode: before.shortCode }])
    expect(code(await spend(what))).toBe('voucher-ended')
  expect(code(await spend({ pass: after.pass }))).toBe(201)
  expect(code(await strike(anew, true))).toBe('voucher-redeemed')
  expect(await balanced(drop)).toMatchObject({ added: 5, free: 4, byState: { redeemed: 1 }, reissued: 1 })
  const body = { orgId: 'org_DISTRICT', reason: '会员来电', code: before.shortCode }
  expect(await ask(lookUp, { caller, body })).toMatchObject({
    body: {
      items: [
        {
          state: 'voided',
          replacedBy: anew,
          timeline: [{ words: '抢到' }, { words: expect.stringContaining('另补') }],
        },
      ],
    },
  })
})

test('a code that was uncovered is never anybody’s again: only one beyond the stock is given in its stead', async () => {
  const drop = await atMerchant(3, 5)
  const all = await Promise.all([claimed(drop), claimed(drop), claimed(drop)])
  const [{ member, voucherId }, covered, other] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]]
  const first = await uncover(member, voucherId)
  const kept = await struck(covered.voucherId)
  const anew = await struck(voucherId)
  const second = await uncover(member, anew)
  const codes = [
    first,
    second,
    await uncover(covered.member, kept),
    await uncover(other.member, other.voucherId),
  ]
  expect(new Set(codes).size).toBe(4)
  expect(await Promise.all([0, 1, 2, 4].map((ordinal) => codeOf(drop, ordinal)))).toEqual(
    expect.arrayContaining(codes),
  )
  expect(await uncover(member, voucherId)).toBe('voucher-ended')
  // One spare is left: a restock of two would give a code twice.
  const params = { dropId: drop.dropId }
  const restock = (wanted: number) =>
    ask(changeStock, { params, caller, key: randomUUID(), body: { seen: 3, wanted, reason: '加票' } })
  expect(code(await restock(5))).toBe('codes-too-few')
  await struck(anew)
  expect(code(await strike(other.voucherId, true))).toBe('reissue-no-code')
  expect(code(await restock(4))).toBe('codes-too-few')
  expect(code(await strike(other.voucherId, false))).toBe(200)
  expect(await balanced(drop)).toMatchObject({ added: 3, byState: { issued: 2, voided: 1 }, reissued: 3 })
  const { issuedAs } = await issuedCodes(await asItStands(drop), [], NOW)
  expect([first, second].map((one) => issuedAs(one))).toMatchObject([{ isVoided: true }, { isVoided: true }])
})

test('who has one in the stead of an uncovered code cannot give it back: its place carries that code', async () => {
  const drop = await atMerchant(1, 2)
  const { member, voucherId } = await claimed(drop)
  await uncover(member, voucherId)
  const anew = await struck(voucherId)
  expect(code(await ask(returnVoucher, { params: { voucherId: anew }, caller: member }))).toBe(
    'voucher-uncovered',
  )
  expect(code(await ask(returnVoucher, { params: { voucherId }, caller: member }))).toBe('voucher-ended')
})

test('points go back with a voucher that is nobody’s any more, and stay paid for one in its stead', async () => {
  const drop = await here({ pointsPrice: 200 })
  const paid = async () => {
    const member = await storedMember()
    const { memberId } = member.member
    await earn({ memberId, cause: 'TEST', amount: 320, reason: '测试' }, NOW)
    const answer = await ask(claimDrop, { params: { dropId: drop.dropId }, caller: member, body: {} })
    if (isRefusal(answer)) throw new Error(answer.refused)
    const points = async () => (await readBalance(memberId))?.balance
    return { member, voucherId: answer.body.voucher.voucherId, points }
  }
  const [gone, kept] = [await paid(), await paid()]
  for (let times = 0; times < 2; times++) expect(code(await strike(gone.voucherId, false))).toBe(200)
  const anew = await struck(kept.voucherId)
  await repairBuckets(drop, later(NOW, 600 * SECOND_MS))
  expect([await gone.points(), await kept.points()]).toEqual([320, 120])
  expect(code(await ask(returnVoucher, { params: { voucherId: anew }, caller: kept.member }))).toBe(200)
  expect(await kept.points()).toBe(320)
  await balanced(drop)
})

test('another union’s operator voids nothing, and what it would do is told before', async () => {
  const drop = await here()
  const { voucherId } = await claimed(drop)
  const other = operatorOf('org_CITY/org_DISTRICT/org_WORK')
  expect(code(await strike(voucherId, true, other))).toBe('org-out-of-scope')
  expect(code(await strike(`vch_${'0'.repeat(32)}`, true))).toBe('voucher-unknown')
  const query = { deed: 'void-voucher', voucherId, reissue: 'yes' } as const
  expect(await ask(readBlastRadius, { params: { dropId: drop.dropId }, caller, query })).toMatchObject({
    body: { radius: { people: 1, vouchers: 1, fen: 4_400 } },
  })
})

test('a clerk, the member and two desks at once: one of them is first, and the others are told', async () => {
  const drop = await here({ stock: 12 })
  const rounds = Array.from({ length: 12 }, async () => {
    const { member, voucherId } = await claimed(drop)
    const { pass } = await passOf(member, voucherId)
    const [slip, ...desks] = await Promise.all([
      spend({ pass }),
      strike(voucherId, true),
      strike(voucherId, false, operatorOf()),
      ask(returnVoucher, { params: { voucherId }, caller: member }),
    ])
    const won = [slip, ...desks].filter((answer) => !isRefusal(answer))
    expect(won).toHaveLength(1)
    return isRefusal(slip) ? undefined : slip
  })
  const slips = (await Promise.all(rounds)).filter((slip) => slip !== undefined)
  const { byState } = await balanced(drop)
  expect(byState.redeemed ?? 0).toBe(slips.length)
})

test.each(['before', 'after'] as const)(
  'a crash %s any call leaves it done or not begun, and asked again it is done once',
  async (when) => {
    for (let nth = 1; ; nth++) {
      const drop = await here()
      const { member, voucherId } = await claimed(drop)
      const injection = crashAt(client, nth, when)
      await strike(voucherId, true).catch(() => 'the function died')
      injection.stop()
      expect((await auditDrop(drop)).wrong).toEqual([])
      const anew = await struck(voucherId)
      expect(code(await spend(await passOf(member, anew).then(({ pass }) => ({ pass }))))).toBe(201)
      expect(await deedsOf(drop)).toHaveLength(1)
      expect(await balanced(drop)).toMatchObject({ byState: { redeemed: 1 }, reissued: 1 })
      if (injection.calls() < nth) break
    }
  },
)
