import type * as contracts from '@gonghui/shared/benefits/returns'
import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { readRange } from '../../table/reads.ts'
import { endWait, isKept, offerKept } from '../claim/offers.ts'
import { isPriced, type Priced, settled } from '../claim/price.ts'
import { giveBack } from '../claim/stock-moves.store.ts'
import { endAsRead, endKept, markBack, readUnderway } from '../claim/underway.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrops } from '../drop/drop.store.ts'
import { returnRefusal } from './returns.rule.ts'
import { type VoucherRow, voucherFace, voucherState } from './voucher.rule.ts'
import { confirm, endBack, startBack } from './voucher-steps.store.ts'
import { mine } from './vouchers.ts'
import { readRow, walletOf } from './wallet.store.ts'

/** 退券: the unit goes to who waits, or back to everybody. */
export const returnVoucher: Handler<typeof contracts.returnVoucher> = async ({ params, caller, now }) => {
  const found = await mine(caller.member.memberId, params.voucherId, now)
  if (isRefusal(found)) return found
  const { row, drop } = found
  // Asked again, it is back already, or on its way.
  if (row.returnedBy === 'member') return told(drop, await backFrom(drop, row, now), now)
  const refusal = returnRefusal(row, drop, now)
  if (refusal) return refuse(refusal)
  await markBack(row, now)
  const started = await startBack(row, 'member')
  if (started) return told(drop, await backFrom(drop, started, now), now)
  const raced = await readRow(row)
  return refuse((raced && returnRefusal(raced, drop, now)) ?? 'voucher-ended')
}

/** Who goes leaves what they have not used to others, where it may be given back; what may not runs out by itself. */
export async function giveBackAll(memberId: string, now: Instant): Promise<void> {
  const rows = await readRange<VoucherRow>(walletOf(memberId), { strong: true })
  const live = rows.filter(({ state }) => ['issued', 'offered', 'returning'].includes(state))
  const drops = new Map(
    (await readDrops(live.map(({ dropId }) => dropId))).map((drop) => [drop.dropId, drop]),
  )
  for (const row of live) {
    const drop = drops.get(row.dropId)
    if (!drop || (row.state === 'issued' && returnRefusal(row, drop, now))) continue
    await markBack(row, now)
    const started =
      row.state === 'returning' ? row : await startBack(row, row.state === 'offered' ? 'decline' : 'member')
    if (started) await backFrom(drop, started, now)
  }
}

/** 领取候补名额. */
export const acceptOffer: Handler<typeof contracts.acceptOffer> = async ({ params, caller, now }) => {
  const found = await mine(caller.member.memberId, params.voucherId, now)
  if (isRefusal(found)) return found
  const { row, drop } = found
  if (isPriced(drop)) return payFor(drop, row, now)
  const confirmed = await confirm(row, now)
  if (confirmed) await endKept(confirmed)
  const raced = confirmed ?? (await readRow(row))
  // Whoever did not hear that it was taken asks again.
  return raced?.state === 'issued' ? told(drop, raced, now) : refuse('offer-over')
}

/** What is short of points stays kept until its time is over. */
async function payFor(drop: Priced, row: VoucherRow, now: Instant) {
  const paid = await settled(drop, row, { pays: true }, now)
  if (isRefusal(paid)) return paid
  if (paid.state === 'issued') await endKept(paid)
  else await backFrom(drop, paid, now)
  return paid.state === 'issued' ? told(drop, paid, now) : refuse('offer-over')
}

/** 放弃候补名额. */
export const declineOffer: Handler<typeof contracts.declineOffer> = async ({ params, caller, now }) => {
  const found = await mine(caller.member.memberId, params.voucherId, now)
  if (isRefusal(found)) return found
  const { row, drop } = found
  if (row.returnedBy === 'decline') return told(drop, await backFrom(drop, row, now), now)
  const state = voucherState(row, drop, now)
  if (state !== 'offered' && state !== 'held') return refuse('offer-over')
  const started = await startBack(row, 'decline')
  return started ? told(drop, await backFrom(drop, started, now), now) : refuse('offer-over')
}

const told = (drop: Drop, row: VoucherRow, now: Instant) =>
  reply(200, { voucher: voucherFace(row, drop, now), serverTime: now })

/** Brings a voucher that is on its way back to its end: into its bucket, and from there to who waits. */
export async function backFrom(drop: Drop, row: VoucherRow, now: Instant): Promise<VoucherRow> {
  if (row.state !== 'returning') return row
  // Points first: the unit may be gone for good, and is looked after until it is.
  const { refused } = await pointsBack(drop, row, now)
  if (refused) return row
  const kept = await isKept(drop, row.bucket, now)
  // Refused where it is back already, or where the drop is closed for good: then nobody has it any more.
  const { place, ordinal } = row
  await giveBack(drop.dropId, row.bucket, { place, ordinal, kept, lapsed: row.returnedBy === 'expiry' })
  const ended = await endBack(row)
  if (kept) await offerKept(drop, row.bucket, now)
  return ended
}

/** What was paid for a voucher that goes back; refused where the member's ledger is too busy: then the repair goes on. */
const pointsBack = async (drop: Drop, row: VoucherRow, now: Instant): Promise<{ refused?: string }> => {
  if (!isPriced(drop)) return {}
  const done = await settled(drop, row, { pays: false }, now)
  return isRefusal(done) ? done : {}
}

/** Whoever put a mark has died by now. */
const DEAD_MS = 2 * MINUTE_MS

/** What the clock, or a payment that stopped half-way, makes of a voucher that is not at rest. */
async function moved(drop: Drop, row: VoucherRow, now: Instant): Promise<VoucherRow | undefined> {
  if (isPriced(drop)) {
    const done = await settled(drop, row, { pays: false }, now)
    return isRefusal(done) ? undefined : done
  }
  const isKept = row.state === 'offered' || row.state === 'held'
  return isKept && now >= (row.heldUntil ?? now) ? startBack(row, 'lapse') : row
}

/** Offers and holds whose time is over come back, and whatever stopped half-way goes on. */
export async function repairUnderway(drop: Drop, now: Instant): Promise<void> {
  for (const underway of await readUnderway(drop.dropId)) {
    const row = await readRow(underway)
    const isDead = now >= later(underway.since, DEAD_MS)
    if (!row && !isDead) continue
    const left = row && (await moved(drop, row, now))
    // Somebody moved it in this moment: it is looked at again in a minute.
    if (row && !left) continue
    if (left?.state === 'returning') await backFrom(drop, left, now)
    else if (left?.state === 'offered') await endWait(drop, left, now)
    else if (left?.state === 'held') continue
    // Whoever noted that it goes back may be about to begin.
    else if (underway.why === 'kept' || isDead) await endAsRead(underway)
  }
}
