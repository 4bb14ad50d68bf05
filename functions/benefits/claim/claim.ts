import type { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import { gathersUntil } from '@gonghui/shared/benefits/opening-times'
import { type Instant, instantOf } from '@gonghui/shared/lib/instant'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { mayMeet } from '../day/synthetic.rule.ts'
import { claimRefusal, type Drop, isGathered, isLaid } from '../drop/drop.rule.ts'
import { knownDropOrShadow } from '../drop/drop.store.ts'
import { isLottery } from '../lottery/entry.rule.ts'
import { type VoucherRow, voucherFace } from '../redemption/voucher.rule.ts'
import { readRow, readRowAndHome, rowForAnswer, type Taker } from '../redemption/wallet.store.ts'
import { board, soldOutSince } from './board.ts'
import { elementOf, homeOf, placeOf } from './bucket.rule.ts'
import { type Unit, unitAt } from './grant.rule.ts'
import { returnedTo, takeUnit } from './grant.ts'
import { type Source, sourceFor } from './pool.rule.ts'
import { isPriced, keptRow, paidFor, pointsRefusal } from './price.ts'
import { type ReceiptReason, receiptFor } from './receipt.rule.ts'
import { recentGrant, rememberGrant } from './recent-grants.ts'

/** 抢: one unit for me, the same voucher again, or why not. */
export const claimDrop: Handler<typeof contract> = async ({ params, body, caller, now }) => {
  const drop = await knownDropOrShadow(params.dropId)
  if (!drop || !isLaid(drop) || !mayMeet(caller, drop)) return refuse('drop-unknown')
  if (isLottery(drop)) return refuse('drop-by-lottery')
  const j = body.j ?? 1
  const { memberId, orgPath } = caller.member
  const me: Taker = { dropId: drop.dropId, memberId, j, orgPath }
  const source = sourceFor(drop, caller.member, now)
  // What I gave back does not count: who returned one may take another, under the next number.
  const spare = j > drop.perMember ? await returnedTo(source, me.memberId) : 0
  const refusal = claimRefusal(drop, caller.member, j - spare, now)

  // Who did not hear the answer may have won: my place comes before any reason to refuse me. “Again” is never false,
  // and the looks of a whole crowd that comes back would starve the count that could tell them anything.
  const recent = recentGrant(me, performance.now())
  if (!recent && !refusal && body.retry) {
    const known = board.knownTo(source, elementOf(me.memberId, j), Date.now())
    if (known === 'again') return refuse('busy')
    if (known === 'sold-out') return soldOut(drop, me, source, now)
  }
  const held = recent || body.retry ? await heldBy(drop, source, me, recent, now) : undefined
  if (held) return answered(drop, held, 200, now)
  if (refusal) return turnedAway(drop, me, refusal, now)
  if (isGathered(drop)) return refuse(now < gathersUntil(drop) ? 'drop-gathering' : 'busy')

  if (isPriced(drop)) {
    const short = await pointsRefusal(drop, me.memberId)
    const mine = short && (await heldBy(drop, source, me, undefined, now))
    if (short) return mine ? answered(drop, mine, 200, now) : short
  }
  const taken = await takeUnit(source, me.memberId, j, board)
  if (taken.kind === 'granted') {
    rememberGrant(me, taken.unit, performance.now())
    return answered(drop, await rowFor(drop, me, taken.unit, now), taken.fresh ? 201 : 200, now)
  }
  if (taken.kind === 'again') return refuse('busy')
  return taken.kind === 'shut' ? turnedAway(drop, me, 'drop-closed', now) : soldOut(drop, me, source, now)
}

function soldOut(drop: Drop, me: Taker, source: Source, now: Instant) {
  const sinceMs = soldOutSince(source)
  return turnedAway(
    drop,
    me,
    'drop-sold-out',
    now,
    sinceMs === undefined ? {} : { soldOutAt: instantOf(sinceMs) },
  )
}

/** When it opened, when all was known to be gone, when I came: the refusal's own timeline, and a receipt of it to keep. */
function turnedAway<Reason extends ReceiptReason>(
  { dropId, opensAt, closesAt }: Drop,
  { memberId }: Taker,
  reason: Reason,
  now: Instant,
  gone: { readonly soldOutAt?: Instant } = {},
) {
  const line = { opensAt, ...gone, arrivedAt: now }
  return refuse(reason, { ...line, closesAt, receipt: receiptFor({ dropId, memberId, reason, ...line }) })
}

/** What I have already, whatever the clock says now: by my wallet, or by the bucket where the row is not written yet. */
async function heldBy(drop: Drop, source: Source, me: Taker, recent: Unit | undefined, now: Instant) {
  if (recent) return (await readRow(me)) ?? rowFor(drop, me, recent, now)
  const { row, home } = await readRowAndHome(me, homeOf(me.memberId, me.dropId, source.homes))
  const place = placeOf(home, elementOf(me.memberId, me.j))
  return row ?? (place < 0 ? undefined : rowFor(drop, me, unitAt(home, place), now))
}

/** What is to be paid for must stand in the table before; other answers do not wait for it. */
const rowFor = (drop: Drop, me: Taker, unit: Unit, now: Instant) =>
  isPriced(drop) ? keptRow(me, unit, now) : rowForAnswer(me, unit, now)

/** What a claim gives; where it has a price, once that is paid. */
async function answered(drop: Drop, row: VoucherRow, status: 200 | 201, now: Instant) {
  const mine = isPriced(drop) ? await paidFor(drop, row, now) : row
  if (isRefusal(mine)) return mine
  return reply(status, { voucher: voucherFace(mine, drop, now), serverTime: now })
}
