import type { Instant } from '@gonghui/shared/lib/instant'
import { type Bucket, claimantAt, isReserve } from './bucket.rule.ts'
import { readSpan } from './bucket.store.ts'
import type { Drop } from './drop.rule.ts'
import { unitAt } from './grant.rule.ts'
import { keptRow } from './price.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { readRows } from './wallet.store.ts'

/** So many buckets are held at a time, whatever the drop's size: 256 places of full ones. */
const AT_ONCE = 8

const nameOf = ({ memberId, j }: { readonly memberId: string; readonly j: number }) => `${memberId} ${j}`

/** Every voucher of a drop, some hundreds at a time, in the order of its buckets. A row that is missing is written. */
export async function* walkVouchers(drop: Drop, now: Instant): AsyncGenerator<readonly VoucherRow[]> {
  for (let first = 0; first < drop.buckets; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, drop.buckets - first)
    const rows = await rowsIn(drop.dropId, await readSpan(drop.dropId, { first, count }), now)
    if (rows.length > 0) yield rows
  }
}

async function rowsIn(dropId: string, buckets: readonly Bucket[], now: Instant): Promise<VoucherRow[]> {
  const units = buckets.flatMap((bucket) =>
    bucket.places.flatMap((element, place) =>
      isReserve(element) ? [] : [{ bucket, place, claimant: { dropId, ...claimantAt(element) } }],
    ),
  )
  const rows = new Map(
    (await readRows(units.map(({ claimant }) => claimant))).map((row) => [nameOf(row), row]),
  )
  return Promise.all(
    units.map(
      ({ bucket, place, claimant }) =>
        rows.get(nameOf(claimant)) ?? keptRow(claimant, unitAt(bucket, place), now),
    ),
  )
}
