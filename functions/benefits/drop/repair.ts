import { DAY_MS, epochMsOf, type Instant, later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { log, told } from '../../lib/log.ts'
import { finishStockChange } from '../claim/stock-change.ts'
import { readUnderway } from '../claim/underway.store.ts'
import { foldDrop } from '../figures/figures.ts'
import { advanceDraw } from '../lottery/drawing.ts'
import { isLottery } from '../lottery/entry.rule.ts'
import { advanceOpening } from '../lottery/opening-draw.ts'
import { advanceExpiry } from '../redemption/expiry.ts'
import { repairUnderway } from '../redemption/returns.ts'
import { closeBuckets, repairBuckets } from './closing.ts'
import { mendCopies } from './copies.store.ts'
import { type Drop, isGathered, stateAt } from './drop.rule.ts'
import * as store from './drop.store.ts'
import { publish } from './publication.ts'

/** A drop that is over stays where members look for a week; a lottery is over when it is drawn. */
const SHOWN_AFTER_MS = 7 * DAY_MS

/** One draw's share of a run: a long one goes on in the next, and the other drops are looked after meanwhile. */
const DRAWING_MS = 20 * SECOND_MS
/** The same of looking for vouchers that were not used in time. */
const EXPIRY_MS = 10 * SECOND_MS

/** A request that came before the vouchers' end has been answered, and its mark stands, long before this. */
const SETTLING_MS = 10 * MINUTE_MS

/**
 * Every minute, over the drops whose buckets need looking after: a publication that stopped half-way is finished, a
 * drop whose time is over is closed for good, and what a crash left behind in an open one is put right. Of a
 * closed one its vouchers are looked after as long as they can move. One drop's fault does not keep the others waiting.
 */
export async function repairDrops(now: Instant): Promise<void> {
  // Those that were shut before: what is closed in this very run is looked at in the next.
  const shut = await store.readShut()
  await each(await store.readLive(), (drop) => repairDrop(drop, now))
  await each(shut, (drop) => repairVouchers(drop, now))
  for (const drop of await store.knownOnShow()) {
    const over = stateAt(drop, now) === 'closed' || stateAt(drop, now) === 'settled'
    const endsAt = isLottery(drop) ? drop.draw.drawsAt : drop.closesAt
    if (over && epochMsOf(now) - epochMsOf(endsAt) > SHOWN_AFTER_MS) await store.takeOffShow(drop.dropId)
  }
}

async function each(drops: readonly Drop[], repair: (drop: Drop) => Promise<void>): Promise<void> {
  for (const drop of drops) {
    try {
      await repair(drop)
    } catch (error) {
      log.error('a drop could not be repaired', { dropId: drop.dropId, error: told(error) })
    }
  }
}

async function repairDrop(drop: Drop, now: Instant): Promise<void> {
  const state = stateAt(drop, now)
  if (drop.phase === 'publishing') return publish(drop)
  await mendCopies(drop)
  if (drop.stockChange) await finishStockChange(drop)
  // A lottery's buckets are needed until its last winner has a unit.
  const untilMs = performance.now() + DRAWING_MS
  if (isLottery(drop) && !(await advanceDraw(drop, now, { untilMs, most: Number.POSITIVE_INFINITY }))) return
  // Who came for an opening has drawn it already; this is for one that nobody came back to.
  const isOpeningLeft = isGathered(drop) && drop.phase === 'scheduled' && state !== 'scheduled'
  if (isOpeningLeft && !(await advanceOpening(drop, now, untilMs)) && state === 'closed') return
  // Units come back, and are offered, until the vouchers end.
  const isOpenToReturns = drop.waitingList && drop.phase !== 'closed' && now < drop.validUntil
  if (state === 'closed' && !isOpenToReturns) {
    await closeBuckets(drop, now)
    // The last word of its board: from here on it is gathered only while somebody looks.
    await foldDrop({ ...drop, phase: 'closed' }, now)
    if (drop.phase === 'closed' || (await store.moveDrop(drop.dropId, drop.phase, 'closed'))) {
      await store.lookAfterVouchers(drop.dropId)
    }
    return
  }
  if (state !== 'scheduled') {
    const mended = await repairBuckets(drop, now)
    if (mended.rows + mended.donations > 0) log.info('repaired', { dropId: drop.dropId, ...mended })
    await advanceExpiry(drop, now, performance.now() + EXPIRY_MS)
  }
}

/**
 * Of a drop whose buckets are shut: vouchers are given back, voided and run out until the last of them has ended, and
 * points go back with them. What stopped half-way is brought to its end until there is nothing left that could.
 */
async function repairVouchers(drop: Drop, now: Instant): Promise<void> {
  await repairUnderway(drop, now)
  await advanceExpiry(drop, now, performance.now() + EXPIRY_MS)
  const isOver = now > later(drop.validUntil, SETTLING_MS)
  if (isOver && (await readUnderway(drop.dropId)).length === 0) await store.stopLookingAfter(drop.dropId)
}
