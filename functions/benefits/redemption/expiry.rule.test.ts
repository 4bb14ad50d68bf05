import { DAY_MS, HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import type { Drop } from '../drop/drop.rule.ts'
import { dueRound, fateOf, type Round } from './expiry.rule.ts'
import { type VoucherRow, validUntilOf, voucherState } from './voucher.rule.ts'

/** Ten in the morning of the 12th of June, Asia/Shanghai. */
const CLAIMED = '2026-06-12T02:00:00.000Z'
const drop = (given: Partial<Drop> = {}) =>
  ({
    opensAt: CLAIMED,
    validUntil: later(CLAIMED, 30 * DAY_MS),
    useWithinDays: 3,
    recycles: true,
    ...given,
  }) as Drop
const row = (given: Partial<VoucherRow> = {}) =>
  ({ state: 'issued', issuedAt: CLAIMED, ...given }) as VoucherRow

/** The end of the 15th in Shanghai. */
const END = '2026-06-15T15:59:59.999Z'

test('a voucher’s days end with the day, Asia/Shanghai, whatever the hour of the claim', () => {
  expect(validUntilOf(row(), drop())).toBe(END)
  expect(validUntilOf(row({ issuedAt: '2026-06-12T15:59:59.999Z' }), drop())).toBe(END)
  expect(validUntilOf(row({ issuedAt: '2026-06-12T16:00:00.000Z' }), drop())).toBe(later(END, DAY_MS))
})

test('no voucher outlasts its drop, and one without days of its own lasts as long', () => {
  const short = drop({ validUntil: later(CLAIMED, DAY_MS) })
  expect(validUntilOf(row(), short)).toBe(short.validUntil)
  const { useWithinDays: _none, ...plain } = drop()
  expect(validUntilOf(row(), plain)).toBe(plain.validUntil)
})

test('days before it may be used at all do not count', () => {
  const coming = drop({ validFrom: later(CLAIMED, 5 * DAY_MS) })
  expect(validUntilOf(row(), coming)).toBe(later(END, 5 * DAY_MS))
})

test('it may be used in its last millisecond and is over in the next', () => {
  expect(voucherState(row(), drop(), END)).toBe('issued')
  expect(voucherState(row(), drop(), later(END, 1))).toBe('expired')
  expect(voucherState(row({ state: 'returning', returnedBy: 'expiry' }), drop(), CLAIMED)).toBe('expired')
  expect(voucherState(row({ state: 'returning', returnedBy: 'member' }), drop(), CLAIMED)).toBe('returned')
})

const round: Round = { day: '2026-06-16', next: 0, standing: 0 }

test.each<[string, Partial<VoucherRow>, Partial<Drop>, ReturnType<typeof fateOf>]>([
  ['one whose last day was yesterday', {}, {}, 'recycled'],
  ['one whose last day is today', { issuedAt: later(CLAIMED, DAY_MS) }, {}, 'none'],
  ['one whose code was uncovered', { uncoveredAt: CLAIMED }, {}, 'stands'],
  ['one of a drop that recycles nothing', {}, { recycles: false }, 'stands'],
  ['one of a drop that has closed', {}, { phase: 'closed' }, 'stands'],
  ['one that was used', { state: 'redeemed' }, {}, 'none'],
  ['one that was given back', { state: 'returned' }, {}, 'none'],
  ['one on its way back', { state: 'returning' }, {}, 'none'],
  ['one that is offered', { state: 'offered' }, {}, 'none'],
])('what becomes of %s', (_, given, plan, fate) => {
  expect(fateOf(row(given), drop(plan), round)).toBe(fate)
})

const at = (clock: string) => `2026-06-${clock}:00.000Z`

test('a round begins when nobody can undo the evening’s last slip, once a day, and goes on where it was left', () => {
  expect(dueRound(drop(), undefined, at('15T16:10'))).toBeUndefined()
  expect(dueRound(drop(), undefined, at('15T16:11'))).toEqual(round)
  const half = { ...round, next: 16, standing: 2 }
  expect(dueRound(drop(), half, at('15T18:00'))).toBe(half)
  expect(dueRound(drop(), { ...half, isDone: true }, at('15T18:00'))).toBeUndefined()
  expect(dueRound(drop(), half, at('16T16:11'))).toEqual({ ...round, day: '2026-06-17' })
})

test('there is no round before the first voucher can be over, after the drop’s end, or without days', () => {
  expect(dueRound(drop(), undefined, at('14T18:00'))).toBeUndefined()
  expect(dueRound(drop(), undefined, later(drop().validUntil, MINUTE_MS))).toBeUndefined()
  const { useWithinDays: _none, ...plain } = drop()
  expect(dueRound(plain, undefined, later(CLAIMED, 20 * DAY_MS + HOUR_MS))).toBeUndefined()
})
