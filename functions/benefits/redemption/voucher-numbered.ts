import { claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { readBucket } from '../claim/bucket.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { type VoucherRow, voucherParts } from './voucher.rule.ts'
import { readRow, readVoided } from './wallet.store.ts'

/** A voucher by its number, as the desk finds it: its drop, and how it stands. It only reads: a row that is missing is the repair's. */
export async function voucherNumbered(
  voucherId: string,
): Promise<{ readonly drop: Drop; readonly row: VoucherRow } | undefined> {
  const { dropId, bucket, place } = voucherParts(voucherId)
  const drop = await readDrop(dropId)
  if (!drop || !isLaid(drop) || bucket >= drop.buckets) return undefined
  const element = (await readBucket(dropId, bucket)).places[place]
  const stands =
    element && !isReserve(element) ? await readRow({ dropId, ...claimantAt(element) }) : undefined
  // One that was replaced is told as it was; the one in its stead has a number of its own.
  const row = stands && stands.voucherId !== voucherId ? await readVoided(voucherId) : stands
  return row && { drop, row }
}
