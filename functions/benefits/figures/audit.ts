import type { Instant } from '@gonghui/shared/lib/instant'
import { type Balance, balanceOf } from '../claim/balance.rule.ts'
import { claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { apart } from '../claim/pool.rule.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readVoids } from '../redemption/voids.store.ts'
import { type VoucherRow, validUntilOf } from '../redemption/voucher.rule.ts'
import { readRows } from '../redemption/wallet.store.ts'

/**
 * Recounts a drop from its stored items alone, strongly read: the proof that nothing was lost or given twice.
 * @param now tells vouchers that were not used in time from those that may be, and whether the reflow has been; without it
 * vouchers are told as stored, and a reflow counts as over.
 */
export async function auditDrop(drop: Drop, now?: Instant): Promise<Balance> {
  const { dropId, buckets, pools, perMember } = drop
  const read = await readBuckets(dropId, buckets)
  const claimants = read.flatMap(({ places }) =>
    places.filter((element) => !isReserve(element)).map((element) => ({ dropId, ...claimantAt(element) })),
  )
  const isOver = (row: VoucherRow) =>
    now !== undefined && row.state === 'issued' && now > validUntilOf(row, drop)
  const [rows, voids] = await Promise.all([readRows(claimants), readVoids(dropId)])
  const laid = { pools, apart: apart(drop, now ?? drop.reflowAt ?? drop.createdAt), perMember }
  const balance = balanceOf(laid, read, rows, (row) => (isOver(row) ? 'expired' : row.state))
  const replaced = voids.filter(({ voided }) => voided?.replacedBy !== undefined).length
  const known = { voided: voids.length - replaced, reissued: replaced }
  const counted = { voided: balance.byState.voided ?? 0, reissued: balance.reissued }
  const differing = (['voided', 'reissued'] as const)
    .filter((what) => known[what] !== counted[what])
    .map((what) => `${counted[what]} vouchers are ${what}, ${known[what]} such deeds are kept`)
  return { ...balance, wrong: [...balance.wrong, ...differing] }
}
