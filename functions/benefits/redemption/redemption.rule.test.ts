import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { describe, expect, test } from 'vitest'
import type { Drop } from '../drop/drop.rule.ts'
import { type RedemptionRow, redemptionRefusal, undoRefusal } from './redemption.rule.ts'
import type { VoucherRow } from './voucher.rule.ts'

const NOW = '2026-06-12T10:42:00.000Z'

const drop = {
  outletIds: ['out_1'],
  redeemedAt: 'here',
  opensAt: later(NOW, -DAY_MS),
  validFrom: NOW,
  validUntil: later(NOW, DAY_MS),
} as unknown as Drop

const row = { state: 'issued' } as unknown as VoucherRow

describe('a voucher shown at an outlet is refused for the first rule that fails', () => {
  const ended = later(NOW, 2 * DAY_MS)
  test.each([
    [
      'another outlet comes first',
      { outletId: 'out_2', row: { ...row, state: 'redeemed' } },
      ended,
      'outlet-not-of-drop',
    ],
    [
      'a merchant’s code is not ours to spend',
      { drop: { ...drop, redeemedAt: 'merchant' } },
      NOW,
      'voucher-no-pass',
    ],
    ['spent before expired', { row: { ...row, state: 'redeemed' } }, ended, 'voucher-redeemed'],
    ['returned', { row: { ...row, state: 'returned' } }, NOW, 'voucher-ended'],
    ['a moment too early', {}, later(NOW, -1), 'voucher-not-yet'],
    ['at the first instant', {}, NOW, undefined],
    ['at the last instant', {}, drop.validUntil, undefined],
    ['a moment too late', {}, later(drop.validUntil, 1), 'voucher-expired'],
    ['a pass at its last instant', { goodUntil: NOW }, NOW, undefined],
    ['a pass a moment old', { goodUntil: NOW }, later(NOW, 1), 'pass-expired'],
  ] as const)('%s', (_, given, now, refusal) => {
    const shown = { row, drop, outletId: 'out_1', goodUntil: undefined, ...given } as Parameters<
      typeof redemptionRefusal
    >[0]
    expect(redemptionRefusal(shown, now)).toBe(refusal)
  })
})

describe('a slip is taken back only by who made it, within ten minutes', () => {
  const slip = { clerkId: 'per_1', at: NOW } as unknown as RedemptionRow
  test.each([
    ['at the tenth minute', 'per_1', 600_000, undefined],
    ['a moment later', 'per_1', 600_001, 'redemption-undo-late'],
    ['by a colleague', 'per_2', 0, 'redemption-not-yours'],
  ] as const)('%s', (_, clerkId, afterMs, refusal) => {
    expect(undoRefusal(slip, clerkId, later(NOW, afterMs))).toBe(refusal)
  })
})
