import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { type Key, keyOf, rangeOf } from '../../table/access-patterns.ts'
import { readAll } from '../../table/reads.ts'
import { removeRange, removeRows } from '../../table/writes.ts'
import { keysOfBoard } from '../claim/board.store.ts'
import { type Bucket, claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { keyOfBucket } from '../claim/bucket.store.ts'
import { keyOfShown } from '../claim/stock.store.ts'
import { removeUnderway } from '../claim/underway.store.ts'
import { removeLine } from '../claim/waiting.store.ts'
import { dropCodes } from '../codes/codes.store.ts'
import { shortCodeFor } from '../redemption/short-code.rule.ts'
import { readVoids } from '../redemption/voids.store.ts'
import { type Claimant, keyOfVoucher, readRows, readShortCodes } from '../redemption/wallet.store.ts'
import { keysOfCopies } from './copies.store.ts'
import type { Drop } from './drop.rule.ts'
import { forgetDrop } from './drop.store.ts'

/** So many buckets with their vouchers are removed at a time. */
const SOME = 64

/**
 * Removes a drop's buckets and boards, before each bucket the vouchers that it knows of, and before those what hangs on
 * them. Safe to repeat from any point: what is gone is passed over.
 */
export async function removeBuckets(
  { dropId, buckets, pools }: Drop,
  hangsOn: (claimants: readonly Claimant[]) => Promise<readonly Key[]> = async () => [],
): Promise<void> {
  for (let from = 0; from < buckets; from += SOME) {
    const keys = Array.from({ length: Math.min(SOME, buckets - from) }, (_, i) =>
      keyOfBucket(dropId, from + i),
    )
    const found = await readAll<Bucket>(keys, { strong: true })
    const claimants = found.flatMap(({ places }) =>
      places.filter((one) => !isReserve(one)).map((one) => ({ dropId, ...claimantAt(one) })),
    )
    await removeRows(await hangsOn(claimants))
    await removeRows(claimants.map(keyOfVoucher))
    await removeRows(keys)
  }
  const boards = [...pools, { first: 0, count: buckets }].map(({ first, count }) => `${first} ${count}`)
  const draws = [...new Set(boards)].map((span) => span.split(' ').map(Number))
  await removeRows(
    draws.flatMap(([first = 0, count = 0]) => keysOfBoard({ dropId, draws: { first, count } })),
  )
}

/**
 * Removes a drop with all that names anybody: vouchers, short codes, who waited, what was under way, what was voided, what operators did, imported
 * codes. Bare counts by org, outlet and day stay, for they are nobody's. The header goes last: by it the next run finds
 * what a crash has left.
 */
export async function removeDrop(drop: Drop): Promise<void> {
  const { dropId, orgId, orgPath, codesBatch, codesCount, codesBefore } = drop
  await removeBuckets(drop, async (claimants) => {
    const rows = await readRows(claimants)
    return shortCodesOf(rows.map(({ voucherId }) => voucherId))
  })
  await removeLine(dropId)
  await removeUnderway(dropId)
  const voided = await readVoids(dropId)
  await removeRows(await shortCodesOf(voided.map(({ voucherId }) => voucherId)))
  await removeRange(rangeOf('a voucher of a drop that was voided', { dropId }))
  await removeRange(rangeOf('an anomaly of a drop', { dropId }))
  await removeRange(rangeOf('a deed on a drop', { dropId }))
  if (codesBatch !== undefined) await dropCodes(dropId, codesBatch, codesCount)
  if (codesBefore) await dropCodes(dropId, codesBefore.batch, codesBefore.count)
  await removeRows([
    ...keysOfCopies(dropId),
    keyOfShown(dropId),
    keyOf('a drop on show', { dropId }),
    keyOf('a drop whose buckets need looking after', { dropId }),
    keyOf('a drop of an org', { orgId, dropId }),
    ...pathsAbove(orgPath).map((path) => keyOf('a drop at or below an org', { orgId: leafOf(path), dropId })),
  ])
  const header = keyOf('a drop', { dropId })
  await removeRange({ pk: header.pk, begins: '' }, ({ sk }) => sk === header.sk)
  await removeRows([header])
  forgetDrop(dropId)
}

/** The short codes of vouchers, as far as they were ever shown. */
async function shortCodesOf(voucherIds: readonly string[], salt = 0): Promise<Key[]> {
  if (voucherIds.length === 0) return []
  const codes = voucherIds.map((voucherId) => ({ voucherId, shortCode: shortCodeFor(voucherId, salt) }))
  const shown = await readShortCodes(codes.map(({ shortCode }) => shortCode))
  const own = codes.filter(({ voucherId, shortCode }) => shown.get(shortCode) === voucherId)
  // A code that is another voucher's sent this one on to the next.
  const taken = codes.filter(
    ({ voucherId, shortCode }) => shown.has(shortCode) && shown.get(shortCode) !== voucherId,
  )
  return [
    ...own.map(({ shortCode }) => keyOf('the voucher with a short code', { shortCode })),
    ...(await shortCodesOf(
      taken.map(({ voucherId }) => voucherId),
      salt + 1,
    )),
  ]
}
