import type { Instant } from '@gonghui/shared/lib/instant'
import { tellMember } from '../../lib/messages.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { nextOffer, offerUntil } from '../redemption/returns.rule.ts'
import type { VoucherRow } from '../redemption/voucher.rule.ts'
import { ensureRow } from '../redemption/wallet.store.ts'
import { type Bucket, elementOf, gift, placeOf } from './bucket.rule.ts'
import * as buckets from './bucket.store.ts'
import { unitAt } from './grant.rule.ts'
import { finish } from './grant.ts'
import { lineOf } from './pool.rule.ts'
import * as moves from './stock-moves.store.ts'
import { markKept } from './underway.store.ts'
import { firstInLine, leaveLine, readWait, type Waiter } from './waiting.store.ts'

/** Others move in the same bucket; after so many losses the repair goes on with it. */
const TRIES = 8

/** Whether a unit that comes back into a bucket now is kept for somebody. */
export const isKept = async (drop: Drop, bucket: number, now: Instant): Promise<boolean> =>
  drop.waitingList === true &&
  offerUntil(drop, now) !== undefined &&
  (await firstFor(drop, bucket, now)) !== undefined

/**
 * Who has waited longest of those who may have a bucket's unit. One that was set aside for a union is not offered to
 * another's: neither pool could then be proved sold out any more.
 */
const firstFor = (drop: Drop, bucket: number, now: Instant): Promise<Waiter | undefined> =>
  firstInLine(drop.dropId, lineOf(drop, bucket, now))

/**
 * Offers every unit that a bucket keeps to who has waited longest for one, or frees it where nobody has. Safe to repeat after
 * any crash: who was seated has it, who was sent one is seated by whoever finishes, and only then leaves the line.
 */
export async function offerKept(drop: Drop, bucket: number, now: Instant): Promise<number> {
  let offered = 0
  for (let tries = 0; tries < TRIES; ) {
    const holder = await buckets.readBucket(drop.dropId, bucket)
    const [ordinal] = holder.kept ?? []
    if (ordinal === undefined || holder.shut) break
    if (holder.out) {
      await finish(drop.dropId, bucket, holder.out)
      tries++
      continue
    }
    const until = offerUntil(drop, now)
    const waiter = until === undefined ? undefined : await firstFor(drop, bucket, now)
    const isDone =
      waiter && until !== undefined
        ? await offerTo(drop, waiter, { holder, ordinal, until }, now)
        : (await moves.free(drop.dropId, holder, ordinal)).done
    if (isDone) offered++
    else tries++
  }
  return offered
}

/** True once the unit is theirs, or they are out of the line because they have as many as they may. */
async function offerTo(
  drop: Drop,
  waiter: Waiter,
  { holder, ordinal, until }: { readonly holder: Bucket; readonly ordinal: number; readonly until: Instant },
  now: Instant,
): Promise<boolean> {
  const { dropId } = drop
  const home = await buckets.readBucket(dropId, waiter.home)
  const j = nextOffer(drop, home, waiter.memberId)
  if (j === undefined) {
    await seated(drop, waiter, home, now)
    return true
  }
  await markKept({ dropId, memberId: waiter.memberId, j }, now)
  const whom = { element: elementOf(waiter.memberId, j), until }
  if (waiter.home === holder.bucket) {
    const { done, bucket } = await moves.seat(dropId, holder, ordinal, whom)
    if (done) await seated(drop, waiter, bucket, now)
    return done
  }
  const sent = gift(holder, ordinal, waiter.home, whom)
  if (!(await moves.send(dropId, holder, sent)).done) return false
  await finish(dropId, holder.bucket, sent.out)
  await seated(drop, waiter, await buckets.readBucket(dropId, waiter.home), now)
  return true
}

/** Whatever is in the home of who waits gets its row, they are told, and then they leave the line. */
async function seated(drop: Drop, waiter: Waiter, home: Bucket, now: Instant): Promise<void> {
  const { dropId } = drop
  for (const { element } of home.offers ?? []) {
    const place = placeOf(home, element)
    const j = element[16] ?? 0
    const isTheirs = Buffer.compare(elementOf(waiter.memberId, j), element) === 0
    if (!isTheirs || place < 0) continue
    const row = await ensureRow({ dropId, memberId: waiter.memberId, j }, unitAt(home, place), now)
    await tellOffer(drop, row)
  }
  await leaveLine(waiter)
}

/** By the row, which says when it was offered and until when it is kept: told again, it is the same message. */
async function tellOffer({ title }: Drop, row: VoucherRow): Promise<void> {
  const { memberId, voucherId, state, heldUntil, issuedAt } = row
  if (state === 'offered' && heldUntil !== undefined)
    await tellMember(memberId, { kind: 'offer', voucherId, title, until: heldUntil }, issuedAt)
}

/** Who was given a unit and stands in the line all the same, for a crash came between: they are told, and leave it. */
export async function endWait(drop: Drop, { memberId }: VoucherRow, now: Instant): Promise<void> {
  const waiter = await readWait(drop.dropId, memberId)
  if (waiter) await seated(drop, waiter, await buckets.readBucket(drop.dropId, waiter.home), now)
}
