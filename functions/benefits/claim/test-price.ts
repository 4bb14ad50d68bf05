/** For tests: drops that cost points, and members who have some. */
import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect } from 'vitest'
import type { MemberCaller } from '../../lib/caller.ts'
import { readBalance, readEntries } from '../../lib/ledger.store.ts'
import { earn } from '../../lib/ledger.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, NOW, publishedDrop, someMember } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { readRow } from '../redemption/wallet.store.ts'
import { forgetBoards } from './board.ts'
import { claimDrop } from './claim.ts'

export const PRICE = 200
export const LAPSED = later(NOW, 10 * MINUTE_MS)

export const priced = (given: Partial<Drop> = {}) => publishedDrop({ stock: 2, pointsPrice: PRICE, ...given })
export async function memberWith(points: number): Promise<MemberCaller> {
  const member = someMember()
  if (points > 0)
    await earn({ memberId: member.member.memberId, cause: 'TEST', amount: points, reason: '测试' }, NOW)
  return member
}
export const claim = (
  drop: Drop,
  caller: MemberCaller,
  body: { j?: number; retry?: boolean } = {},
  now = NOW,
) => {
  forgetBoards(drop.dropId)
  return ask(claimDrop, { params: { dropId: drop.dropId }, caller, body, now })
}
export const code = (answer: { refused: string } | { status: number }) =>
  'refused' in answer ? answer.refused : answer.status
export const balance = async ({ member }: MemberCaller) => (await readBalance(member.memberId))?.balance ?? 0
export const rowOf = (drop: Drop, { member }: MemberCaller, j = 1) =>
  readRow({ dropId: drop.dropId, memberId: member.memberId, j })
export async function voucherOf(drop: Drop, caller: MemberCaller, j = 1) {
  const row = await rowOf(drop, caller, j)
  if (!row) throw new Error('no voucher')
  return { voucherId: row.voucherId }
}
export async function sound(drop: Drop, members: readonly MemberCaller[], now = NOW) {
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
