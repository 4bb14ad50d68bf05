import type { Claimant } from '../redemption/wallet.store.ts'
import type { Unit } from './grant.rule.ts'

/**
 * Which units a warm function granted just now. A nervous thumb taps again within seconds, and often lands on the same
 * function: it need not try to append itself once more, which would cost a write to be refused. Only the unit is
 * kept, for that never changes hands; what became of the voucher is read anew.
 */
const KNOWN_MS = 5_000
const KEPT = 2_000

const recent = new Map<string, { readonly unit: Unit; readonly untilMs: number }>()

const named = ({ dropId, memberId, j }: Claimant): string => `${dropId} ${memberId} ${j}`

export function rememberGrant(claimant: Claimant, unit: Unit, nowMs: number): void {
  if (recent.size >= KEPT) recent.clear()
  recent.set(named(claimant), { unit, untilMs: nowMs + KNOWN_MS })
}

export function recentGrant(claimant: Claimant, nowMs: number): Unit | undefined {
  const known = recent.get(named(claimant))
  if (known && nowMs < known.untilMs) return known.unit
  recent.delete(named(claimant))
  return undefined
}
