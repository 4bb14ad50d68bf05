import type { VoucherRow } from './voucher.rule.ts'
import type { Claimant } from './wallet.store.ts'

/**
 * What a warm function granted or looked up just now. A nervous thumb taps again within seconds, and often lands on
 * the same function: it is answered with the same voucher, and the table is not asked.
 */
const KNOWN_MS = 5_000
const KEPT = 2_000

const recent = new Map<string, { readonly row: VoucherRow; readonly untilMs: number }>()

const named = ({ dropId, memberId, j }: Claimant): string => `${dropId} ${memberId} ${j}`

export function rememberGrant(row: VoucherRow, nowMs: number): void {
  if (recent.size >= KEPT) recent.clear()
  recent.set(named(row), { row, untilMs: nowMs + KNOWN_MS })
}

export function recentGrant(claimant: Claimant, nowMs: number): VoucherRow | undefined {
  const known = recent.get(named(claimant))
  if (known && nowMs < known.untilMs) return known.row
  recent.delete(named(claimant))
  return undefined
}
