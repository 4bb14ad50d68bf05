import '../../../infra/local/test-table.ts'
import { DAY_MS, HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { forgetBoards } from '../claim/board.ts'
import { claimDrop } from '../claim/claim.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, NOW, publishedDrop, storedMember, toldTo } from '../drop/test-drop.ts'
import { firstEnding, isEnding, isTellingHour, nextEnding } from './ending.rule.ts'
import { tellOfEnds } from './ending.ts'
import { returnVoucher } from './returns.ts'
import type { VoucherRow } from './voucher.rule.ts'

/** Published at ten on the 12th of June; its vouchers end on the 19th, so the 17th is the day. */
const made = (given: Partial<Drop> = {}) =>
  publishedDrop({ stock: 4, closesAt: later(NOW, 6 * DAY_MS), ...given })
const DAY = later(NOW, 5 * DAY_MS)

async function won(drop: Drop, caller: MemberCaller, now: Instant = NOW) {
  forgetBoards(drop.dropId)
  const answer = await ask(claimDrop, { params: { dropId: drop.dropId }, caller, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.voucher
}
const walk = (now: Instant = DAY, msLeft = 900_000) => tellOfEnds({ clock: () => now, msLeft: () => msLeft })

test('two days before the last, by day, whoever has not used a voucher is told, once', async () => {
  const drop = await made()
  const [keeper, giver] = [await storedMember(), await storedMember()]
  const voucher = await won(drop, keeper)
  await ask(returnVoucher, { params: { voucherId: (await won(drop, giver)).voucherId }, caller: giver })
  await walk(later(DAY, -DAY_MS))
  await walk(later(DAY, -HOUR_MS))
  expect(await toldTo(keeper)).toEqual([])
  await walk()
  await walk(later(DAY, HOUR_MS))
  expect(await toldTo(keeper)).toMatchObject([
    {
      kind: 'voucher-ending',
      voucherId: voucher.voucherId,
      title: drop.title,
      until: drop.validUntil,
      at: DAY,
    },
  ])
  expect(await toldTo(giver)).toEqual([])
})

test('vouchers with days of their own are told of each on its day; one that was just taken is not', async () => {
  const drop = await made({ useWithinDays: 3, validUntil: later(NOW, 20 * DAY_MS) })
  const [early, late] = [await storedMember(), await storedMember()]
  await won(drop, early)
  await won(drop, late, later(NOW, 2 * DAY_MS))
  const told = async () => [(await toldTo(early)).length, (await toldTo(late)).length]
  await walk(later(NOW, HOUR_MS))
  expect(await told()).toEqual([0, 0])
  await walk(later(NOW, DAY_MS))
  expect(await told()).toEqual([1, 0])
  await walk(later(NOW, 2 * DAY_MS))
  expect(await told()).toEqual([1, 0])
  await walk(later(NOW, 3 * DAY_MS))
  await walk(later(NOW, 4 * DAY_MS))
  expect(await told()).toEqual([1, 1])
})

test('a day on which nobody came is made up for as long as the voucher lasts', async () => {
  const drop = await made()
  const member = await storedMember()
  await won(drop, member)
  await walk(later(DAY, 2 * DAY_MS))
  expect(await toldTo(member)).toHaveLength(1)
})

test('a walk whose time is over goes on where it was', async () => {
  const drop = await made({ stock: 40, ceiling: 640 })
  const members = await Promise.all(Array.from({ length: 10 }, storedMember))
  for (const member of members) await won(drop, member)
  await walk(DAY, 1_000)
  expect(await toldTo(members[0] as MemberCaller)).toEqual([])
  await Promise.all([walk(), walk()])
  for (const member of members) expect(await toldTo(member)).toHaveLength(1)
})

test.each(['before', 'after'] as const)(
  'a crash %s any call tells nobody twice, and the next run tells all',
  async (when) => {
    for (let nth = 1; ; nth += full ? 1 : 3) {
      const drop = await made()
      const member = await storedMember()
      await won(drop, member)
      const crash = crashAt(client, nth, when)
      await walk().catch(() => undefined)
      crash.stop()
      await walk()
      expect(await toldTo(member), `call ${nth}`).toHaveLength(1)
      if (crash.calls() < nth) break
    }
  },
)

const plan = { opensAt: NOW, validUntil: later(NOW, 7 * DAY_MS) }
const row = (given: Partial<VoucherRow> = {}) => ({ state: 'issued', issuedAt: NOW, ...given }) as VoucherRow

test('the first day is two before the first end, but not the day of the opening itself', () => {
  expect(firstEnding(plan)).toBe('2026-06-17')
  expect(firstEnding({ ...plan, useWithinDays: 3 })).toBe('2026-06-13')
  expect(firstEnding({ ...plan, useWithinDays: 1 })).toBe('2026-06-13')
  expect(firstEnding({ ...plan, validUntil: later(NOW, HOUR_MS) })).toBeUndefined()
})

test.each<[string, Partial<VoucherRow>, string, boolean]>([
  ['three days before', {}, '2026-06-16', false],
  ['two days before', {}, '2026-06-17', true],
  ['on the last day', {}, '2026-06-19', true],
  ['after it', {}, '2026-06-20', false],
  ['used', { state: 'redeemed' }, '2026-06-17', false],
  ['offered', { state: 'offered' }, '2026-06-17', false],
  ['taken today', { issuedAt: '2026-06-17T00:00:00.000Z' }, '2026-06-17', false],
  ['offered before, taken today', { takenAt: '2026-06-17T00:00:00.000Z' }, '2026-06-17', false],
])('a voucher %s', (_, given, today, is) => {
  expect(isEnding(row(given), plan, { dropId: 'd', day: '2026-06-17', next: 0 }, today)).toBe(is)
})

test('the next round of a drop with days is tomorrow’s, of another there is none; an end that moved is waited for', () => {
  const ending = { dropId: 'd', day: '2026-06-13', next: 4 }
  const next = { dropId: 'd', next: 0, toldTo: '2026-06-15' }
  expect(nextEnding(ending, { ...plan, useWithinDays: 3 }, '2026-06-13')).toEqual({
    ...next,
    day: '2026-06-14',
  })
  expect(nextEnding(ending, plan, '2026-06-13')).toEqual({ ...next, day: '2026-06-17' })
  expect(nextEnding(ending, plan, '2026-06-17')).toBeUndefined()
})

test('phones ring between ten in the morning and nine in the evening', () => {
  expect(['01:59', '02:00', '12:59', '13:00'].map((at) => isTellingHour(`2026-06-17T${at}:00.000Z`))).toEqual(
    [false, true, true, false],
  )
})
