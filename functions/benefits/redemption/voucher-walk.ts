import type { Instant } from '@gonghui/shared/lib/instant'
import { type Bucket, claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { readSpan } from '../claim/bucket.store.ts'
import { unitAt } from '../claim/grant.rule.ts'
import { keptRow } from '../claim/price.ts'
import type { Drop } from '../drop/drop.rule.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { type Claimant, readRows } from './wallet.store.ts'

/** So many buckets are held at a time, whatever the drop's size: 256 places of full ones. */
const AT_ONCE = 8

const nameOf = ({ memberId, j }: { readonly memberId: string; readonly j: number }) => `${memberId} ${j}`

/** Every voucher of a drop, some hundreds at a time, in the order of its buckets. A row that is missing is written. */
export async function* walkVouchers(drop: Drop, now: Instant): AsyncGenerator<readonly VoucherRow[]> {
  for await (const units of walkUnits(drop)) {
    const rows = await rowsOf(units)
    yield await Promise.all(
      units.map(
        ({ bucket, place, claimant }) =>
          rows.get(nameOf(claimant)) ?? keptRow(claimant, unitAt(bucket, place), now),
      ),
    )
  }
}

/** As `walkVouchers`, for who only looks: a row that is missing is left out until the repair has written it. */
export async function* walkWritten(drop: Drop): AsyncGenerator<readonly VoucherRow[]> {
  for await (const units of walkUnits(drop)) yield [...(await rowsOf(units)).values()]
}

interface Granted {
  readonly bucket: Bucket
  readonly place: number
  readonly claimant: Claimant
}

async function* walkUnits({ dropId, buckets }: Drop): AsyncGenerator<readonly Granted[]> {
  for (let first = 0; first < buckets; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, buckets - first)
    const units = (await readSpan(dropId, { first, count })).flatMap((bucket) =>
      bucket.places.flatMap((element, place) =>
        isReserve(element) ? [] : [{ bucket, place, claimant: { dropId, ...claimantAt(element) } }],
      ),
    )
    if (units.length > 0) yield units
  }
}

const rowsOf = async (units: readonly Granted[]) =>
  new Map((await readRows(units.map(({ claimant }) => claimant))).map((row) => [nameOf(row), row]))
