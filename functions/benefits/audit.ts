import { type Balance, balanceOf } from './balance.rule.ts'
import { claimantAt, isReserve } from './bucket.rule.ts'
import { readBuckets } from './bucket.store.ts'
import type { Drop } from './drop.rule.ts'
import { readRows } from './wallet.store.ts'

/** Recounts a drop from its stored items alone, strongly read: the proof that nothing was lost or given twice. */
export async function auditDrop({ dropId, buckets, pools }: Drop): Promise<Balance> {
  const read = await readBuckets(dropId, buckets)
  const claimants = read.flatMap(({ places }) =>
    places.filter((element) => !isReserve(element)).map((element) => ({ dropId, ...claimantAt(element) })),
  )
  return balanceOf(pools, read, await readRows(claimants))
}
