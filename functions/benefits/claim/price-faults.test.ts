import '../../../infra/local/test-table.ts'
import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { client } from '../../table/database.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { repairDrops } from '../drop/repair.ts'
import { ask, NOW } from '../drop/test-drop.ts'
import { acceptOffer, declineOffer, returnVoucher } from '../redemption/returns.ts'
import { rowsOfDrop } from '../redemption/wallet.store.ts'
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

test.each(['before', 'after'] as const)(
  'a crash %s any call of a return after the drop has closed loses no points: the repair looks after it yet',
  async (when) => {
    for (let nth = 1; ; nth += EVERY) {
      const drop = await priced({ stock: 1 })
      const me = await memberWith(200)
      await claim(drop, me)
      const params = await voucherOf(drop, me)
      const at = (minutes: number) => later(drop.closesAt, minutes * MINUTE_MS)
      for (const minute of [0, 1, 2]) await repairDrops(at(minute))
      const injection = crashAt(client, nth, when)
      await ask(returnVoucher, { params, caller: me, now: at(180) }).catch(() => 'the function died')
      injection.stop()
      await repairDrops(at(183))
      const state = (await rowOf(drop, me))?.state
      expect(await balance(me), `call ${nth}: ${state}`).toBe(state === 'returned' ? 200 : 0)
      expect(state).toBeOneOf(['issued', 'returned'])
      expect(await readUnderway(drop.dropId)).toEqual([])
      await repairDrops(later(drop.validUntil, 60 * MINUTE_MS))
      if (injection.calls() < nth) break
    }
  },
)
