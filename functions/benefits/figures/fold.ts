import type { Instant } from '@gonghui/shared/lib/instant'
import { type Bucket, claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { unitAt } from '../claim/grant.rule.ts'
import { keptRow } from '../claim/price.ts'
import type { Drop } from '../drop/drop.rule.ts'
import type { VoucherRow } from '../redemption/voucher.rule.ts'
import { readRows } from '../redemption/wallet.store.ts'
import { type Claim, stepsOf, type Unfolded } from './fold.rule.ts'
import * as store from './fold.store.ts'

/** So many buckets are read, counted and done with before the next: 256 places of full ones. */
const AT_ONCE = 8

export interface Folded {
  /** Wallet rows that were missing and are written now. */
  readonly rows: number
  /** Whether every place that was read is counted; otherwise the time was over. */
  readonly isWhole: boolean
}

/**
 * Counts the places of these buckets that are not counted yet, by org, day and hour. A place whose wallet row is
 * missing gets it first, so the fold mends rows as well. It may run twice at once and die anywhere: marks and counts
 * move together, and who finds a mark moved looks again.
 * @param asOf when the buckets were read.
 */
export async function fold(
  { dropId }: Drop,
  buckets: readonly Bucket[],
  asOf: Instant,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<Folded> {
  const granted = buckets.filter(({ places }) => places.length > 0)
  const marks = await store.readMarks(
    dropId,
    granted.map(({ bucket }) => bucket),
  )
  const behind = granted.filter(({ bucket, places }) => places.length > (marks.get(bucket) ?? 0))
  let rows = 0
  for (let i = 0; i < behind.length; i += AT_ONCE) {
    if (performance.now() > untilMs) return { rows, isWhole: false }
    rows += await foldSome(dropId, behind.slice(i, i + AT_ONCE), marks, asOf)
  }
  await store.tellCounted(dropId, asOf)
  return { rows, isWhole: true }
}

/** @returns how many rows were missing. */
async function foldSome(
  dropId: string,
  buckets: readonly Bucket[],
  read: ReadonlyMap<number, number>,
  now: Instant,
): Promise<number> {
  let [rows, marks] = [0, read]
  // Each time a mark has been moved by another the marks are higher, so this ends.
  for (;;) {
    const looked = await unfoldedOf(dropId, buckets, marks, now)
    rows += looked.missing
    if (await inSteps(dropId, looked.unfolded)) return rows
    marks = await store.readMarks(
      dropId,
      buckets.map(({ bucket }) => bucket),
    )
  }
}

async function inSteps(dropId: string, unfolded: readonly Unfolded[]): Promise<boolean> {
  for (const step of stepsOf(unfolded)) if (!(await store.foldIn(dropId, step))) return false
  return true
}

const nameOf = ({ memberId, j }: { readonly memberId: string; readonly j: number }) => `${memberId} ${j}`

/** What lies above the marks, each claim by its wallet row. */
async function unfoldedOf(
  dropId: string,
  buckets: readonly Bucket[],
  marks: ReadonlyMap<number, number>,
  now: Instant,
): Promise<{ readonly unfolded: Unfolded[]; readonly missing: number }> {
  const above = buckets.map((bucket) => ({ bucket, from: marks.get(bucket.bucket) ?? 0 }))
  const claimants = above
    .flatMap(({ bucket, from }) => bucket.places.slice(from))
    .filter((element) => !isReserve(element))
    .map((element) => ({ dropId, ...claimantAt(element) }))
  const rows = new Map((await readRows(claimants)).map((row) => [nameOf(row), row]))
  const missing = claimants.length - rows.size
  const claimAt = async (bucket: Bucket, place: number): Promise<Claim | 'nobody'> => {
    const element = bucket.places[place]
    if (!element || isReserve(element)) return 'nobody'
    const claimant = { dropId, ...claimantAt(element) }
    const row: VoucherRow =
      rows.get(nameOf(claimant)) ?? (await keptRow(claimant, unitAt(bucket, place), now))
    return row
  }
  const unfolded = above.map(async ({ bucket, from }) => ({
    bucket: bucket.bucket,
    from,
    claims: await Promise.all(bucket.places.slice(from).map((_, i) => claimAt(bucket, from + i))),
  }))
  return { unfolded: await Promise.all(unfolded), missing }
}
