import '../../../infra/local/test-table.ts'
import { DAY_MS, epochMsOf, HOUR_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { forgetBoards } from '../claim/board.ts'
import { claimDrop } from '../claim/claim.ts'
import { firstInLine, readWait } from '../claim/waiting.store.ts'
import { joinWaiting, leaveWaiting } from '../claim/waiting.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { getDrop } from '../drop/drops.ts'
import { ask, NOW, publishedDrop, someMember, storedMember, toldTo } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { acceptOffer, declineOffer, returnVoucher } from './returns.ts'

/** Two buckets, so that who waits often lives elsewhere than the unit that comes back. */
const waited = (given: Partial<Drop> = {}) =>
  publishedDrop({ stock: 2, ceiling: 64, waitingList: true, offerMinutes: 30, ...given })

const claim = async (drop: Drop, caller: MemberCaller, body = {}) => {
  forgetBoards(drop.dropId)
  return ask(claimDrop, { params: { dropId: drop.dropId }, caller, body })
}
type Answer = Awaited<ReturnType<typeof claim>>
const code = (answer: { refused: string } | { status: number }) =>
  'refused' in answer ? answer.refused : answer.status
const wonBy = (answer: Answer) => {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`)
  return answer.body.voucher
}

const giveBack = (caller: MemberCaller, voucherId: string, now: Instant = NOW) =>
  ask(returnVoucher, { params: { voucherId }, caller, now })
const accept = (caller: MemberCaller, voucherId: string, now: Instant = NOW) =>
  ask(acceptOffer, { params: { voucherId }, caller, now })
const decline = (caller: MemberCaller, voucherId: string, now: Instant = NOW) =>
  ask(declineOffer, { params: { voucherId }, caller, now })

const wait = (drop: Drop, caller: MemberCaller, now = NOW) =>
  ask(joinWaiting, { params: { dropId: drop.dropId }, caller, now })

/** What a member sees of their own on the drop's page. */
async function mine(drop: Drop, caller: MemberCaller, now = NOW) {
  const answer = await ask(getDrop, { params: { dropId: drop.dropId }, caller, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}

async function soldOut(given: Partial<Drop> = {}) {
  const drop = await waited(given)
  const [a, b] = [someMember(), someMember()]
  const [first, second] = [wonBy(await claim(drop, a)), wonBy(await claim(drop, b))]
  return { drop, a, b, first, second }
}

const balanced = async (drop: Drop) => {
  await repairBuckets(drop, NOW)
  const balance = await auditDrop(drop)
  expect(balance).toMatchObject({ wrong: [], withoutRow: 0, inTransit: 0 })
  return balance
}

test('what is given back is anybody’s where nobody waits, and the giver may take another', async () => {
  const { drop, a, first } = await soldOut()
  expect(code(await claim(drop, someMember()))).toBe('drop-sold-out')
  expect(code(await giveBack(a, first.voucherId))).toBe(200)
  expect(code(await giveBack(a, first.voucherId)), 'asked again').toBe(200)
  const other = someMember()
  expect(code(await claim(drop, other))).toBe(201)
  expect(code(await claim(drop, a)), 'the first one is what it is').toBe(200)
  expect(code(await claim(drop, a, { j: 2 }))).toBe('drop-sold-out')
  expect(await balanced(drop)).toMatchObject({ added: 3, free: 0, byState: { issued: 2, returned: 1 } })
})

test('a second unit is refused to who gave none back', async () => {
  const { drop, a } = await soldOut({ stock: 5 })
  expect(code(await claim(drop, a, { j: 2 }))).toBe('limit-reached')
})

test('what is given back is offered to who has waited longest, and fresh taps cannot take it', async () => {
  const { drop, a, first } = await soldOut()
  const [early, late] = [someMember(), someMember()]
  expect(code(await wait(drop, early))).toBe(201)
  expect(code(await wait(drop, late, later(NOW, 1_000)))).toBe(201)
  expect(code(await wait(drop, early, later(NOW, 2_000))), 'the place in line is kept').toBe(200)
  await giveBack(a, first.voucherId)
  expect(code(await claim(drop, someMember()))).toBe('drop-sold-out')

  const [offer] = (await mine(drop, early)).mine
  expect(offer).toMatchObject({ state: 'offered', heldUntil: later(NOW, 30 * MINUTE_MS) })
  expect((await mine(drop, early)).waiting).toBeUndefined()
  expect((await mine(drop, late)).waiting).toEqual({ since: later(NOW, 1_000) })
  expect(code(await accept(late, offer?.voucherId ?? ''))).toBe('voucher-unknown')
  expect(code(await accept(early, offer?.voucherId ?? ''))).toBe(200)
  expect(code(await accept(early, offer?.voucherId ?? '')), 'asked again').toBe(200)
  expect(code(await decline(early, offer?.voucherId ?? ''))).toBe('offer-over')
  expect(await balanced(drop)).toMatchObject({ added: 3, kept: 0, byState: { issued: 2, returned: 1 } })
})

test('a place in the line ends with the vouchers', async () => {
  const { drop } = await soldOut()
  const caller = someMember()
  await wait(drop, caller)
  const expiresAt = epochMsOf(drop.validUntil) / 1_000
  expect(await readWait(drop.dropId, caller.member.memberId)).toMatchObject({ expiresAt })
  expect(await firstInLine(drop.dropId)).toMatchObject({ expiresAt })
})

test('an offer that is declined or lapses goes to the next, and to everybody once nobody waits', async () => {
  const { drop, a, first } = await soldOut()
  const [early, late] = [someMember(), someMember()]
  await wait(drop, early)
  await wait(drop, late, later(NOW, 1_000))
  await giveBack(a, first.voucherId)
  const [offered] = (await mine(drop, early)).mine
  expect(code(await decline(early, offered?.voucherId ?? ''))).toBe(200)
  expect((await mine(drop, early)).mine).toMatchObject([{ state: 'returned', returnedBy: 'decline' }])
  const [next] = (await mine(drop, late)).mine
  expect(next).toMatchObject({ state: 'offered' })

  const lapsed = later(NOW, 30 * MINUTE_MS)
  expect((await mine(drop, late, lapsed)).mine).toMatchObject([{ state: 'returned' }])
  expect(code(await accept(late, next?.voucherId ?? '', lapsed))).toBe('offer-over')
  await repairBuckets(drop, lapsed)
  expect((await mine(drop, late, lapsed)).mine).toMatchObject([{ state: 'returned', returnedBy: 'lapse' }])
  expect(code(await claim(drop, someMember()))).toBe(201)
  expect(await balanced(drop)).toMatchObject({ added: 5, free: 0, byState: { issued: 2, returned: 3 } })
})

test('nothing is offered once the vouchers have ended, and no offer outlasts them', async () => {
  const { drop, a, first, b, second } = await soldOut({ validUntil: later(NOW, HOUR_MS) })
  await wait(drop, someMember())
  const late = someMember()
  await wait(drop, late, later(NOW, 1))
  await giveBack(a, first.voucherId, later(NOW, 50 * MINUTE_MS))
  await giveBack(b, second.voucherId, later(NOW, 50 * MINUTE_MS))
  expect((await mine(drop, late)).mine).toMatchObject([{ heldUntil: later(NOW, HOUR_MS) }])
  await repairBuckets(drop, later(NOW, HOUR_MS))
  const { kept, byState } = await auditDrop(drop)
  expect({ kept, byState }).toEqual({ kept: 0, byState: { returned: 4 } })
  expect(code(await wait(drop, someMember(), later(NOW, HOUR_MS)))).toBe('drop-closed')
})

test('a redeemed, expired or uncovered voucher is not given back, and another’s is unknown', async () => {
  const { drop, a, b, first } = await soldOut()
  expect(code(await giveBack(b, first.voucherId))).toBe('voucher-unknown')
  expect(code(await giveBack(a, first.voucherId, later(drop.validUntil, DAY_MS)))).toBe('voucher-expired')
})

test('who leaves the line is not offered anything, and a drop without a line has none', async () => {
  const { drop, a, first } = await soldOut()
  const other = someMember()
  await wait(drop, other)
  expect(code(await ask(leaveWaiting, { params: { dropId: drop.dropId }, caller: other }))).toBe(200)
  await giveBack(a, first.voucherId)
  expect((await mine(drop, other)).mine).toEqual([])
  expect(code(await wait(await publishedDrop(), other))).toBe('drop-no-waiting')
})

test('an offer is accepted or lapses, never both, and a return happens once however often it is asked', async () => {
  const { drop, a, first } = await soldOut()
  const other = someMember()
  await wait(drop, other)
  await Promise.all(Array.from({ length: 5 }, () => giveBack(a, first.voucherId)))
  const [offer] = (await mine(drop, other)).mine
  const answers = await Promise.all([
    accept(other, offer?.voucherId ?? ''),
    decline(other, offer?.voucherId ?? ''),
    accept(other, offer?.voucherId ?? ''),
    decline(other, offer?.voucherId ?? ''),
  ])
  const [taken] = (await mine(drop, other)).mine
  expect(answers.map(code)).toContain(200)
  expect(['issued', 'returned']).toContain(taken?.state)
  expect((await balanced(drop)).byState).toEqual(
    taken?.state === 'issued' ? { issued: 2, returned: 1 } : { issued: 1, returned: 2 },
  )
})

test.each(['before', 'after'] as const)(
  'a crash %s any call of a return and its offer loses no unit, and the repair finishes it',
  async (when) => {
    // Every call where there is time, every third else.
    for (let nth = 1; ; nth += full ? 1 : 7) {
      const { drop, a, first } = await soldOut()
      const waiting = someMember()
      await wait(drop, waiting)
      const injection = crashAt(client, nth, when)
      await giveBack(a, first.voucherId).catch(() => 'the function died')
      injection.stop()
      expect((await auditDrop(drop)).wrong).toEqual([])
      expect(code(await giveBack(a, first.voucherId))).toBe(200)
      expect(await balanced(drop)).toMatchObject({ kept: 0, byState: { issued: 1, offered: 1, returned: 1 } })
      expect((await mine(drop, waiting)).mine).toMatchObject([{ state: 'offered' }])
      if (injection.calls() < nth) break
    }
  },
)

test('who is offered a unit is told, once, until when it is kept', async () => {
  const { drop, a, first } = await soldOut()
  const waiting = await storedMember()
  await wait(drop, waiting)
  await giveBack(a, first.voucherId)
  await repairBuckets(drop, NOW)
  const [offer] = (await mine(drop, waiting)).mine
  expect(await toldTo(waiting)).toMatchObject([
    {
      kind: 'offer',
      voucherId: offer?.voucherId,
      title: drop.title,
      until: later(NOW, 30 * MINUTE_MS),
      at: NOW,
    },
  ])
})

test.each(['before', 'after'] as const)(
  'a crash %s any call of an offer tells nobody twice; the repair tells them, and takes them out of the line',
  async (when) => {
    for (let nth = 1; ; nth += full ? 1 : 9) {
      const { drop, a, first } = await soldOut()
      const waiting = await storedMember()
      await wait(drop, waiting)
      const injection = crashAt(client, nth, when)
      await giveBack(a, first.voucherId).catch(() => 'the function died')
      injection.stop()
      await giveBack(a, first.voucherId)
      await repairBuckets(drop, NOW)
      expect(await toldTo(waiting), `call ${nth}`).toHaveLength(1)
      expect((await mine(drop, waiting)).waiting, `call ${nth}`).toBeUndefined()
      if (injection.calls() < nth) break
    }
  },
)
