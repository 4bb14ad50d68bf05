import type { OutletSettlement } from '@gonghui/shared/benefits/settlements'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'

export type Sums = OutletSettlement['now']

/** A signed sheet as the table keeps it, under its number. */
export interface SheetRow extends Sums {
  readonly outletId: string
  readonly n: number
  readonly kind: 'sheet' | 'reversal'
  readonly by: string
  readonly at: Instant
  readonly reason?: string
}

/** Prices are fixed with the plan, so that a number of vouchers is a sum of money. */
export const sumsOf = (redeemed: number, { listPriceFen, memberPriceFen }: Drop): Sums => ({
  redeemed,
  listFen: redeemed * listPriceFen,
  collectedFen: redeemed * memberPriceFen,
  dueFen: redeemed * (listPriceFen - memberPriceFen),
})

const NONE: Sums = { redeemed: 0, listFen: 0, collectedFen: 0, dueFen: 0 }

const added = (a: Sums, b: Sums): Sums => ({
  redeemed: a.redeemed + b.redeemed,
  listFen: a.listFen + b.listFen,
  collectedFen: a.collectedFen + b.collectedFen,
  dueFen: a.dueFen + b.dueFen,
})

export const standing = (sheets: readonly SheetRow[]): Sums => sheets.reduce<Sums>(added, NONE)

/** The sheet that stands: the last one, unless it takes another back. */
export function standingSheet(sheets: readonly SheetRow[]): SheetRow | undefined {
  const last = sheets.at(-1)
  return last?.kind === 'sheet' ? last : undefined
}

/** Why somebody cannot sign for so many vouchers now. */
export function signRefusal(
  { sheets, now, open }: { readonly sheets: readonly SheetRow[]; readonly now: Sums; readonly open: number },
  seen: number,
): 'settlement-signed' | 'settlement-anomalies-open' | 'settlement-changed' | undefined {
  if (standingSheet(sheets)) return 'settlement-signed'
  if (open > 0) return 'settlement-anomalies-open'
  return seen === now.redeemed ? undefined : 'settlement-changed'
}

/** `0 - x` and not `-x`: nothing is taken back as nothing, not as minus zero. */
export const reversed = ({ redeemed, listFen, collectedFen, dueFen }: Sums): Sums => ({
  redeemed: 0 - redeemed,
  listFen: 0 - listFen,
  collectedFen: 0 - collectedFen,
  dueFen: 0 - dueFen,
})
