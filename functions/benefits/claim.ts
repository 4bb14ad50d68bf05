import type { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { claimRefusal, type Drop, isLaid } from './drop.rule.ts'
import { knownDrop } from './drop.store.ts'
import { isLottery } from './entry.rule.ts'
import type { Unit } from './grant.rule.ts'
import { takeUnit, unitsOf } from './grant.ts'
import { recentGrant, rememberGrant } from './recent-grants.ts'
import { type VoucherRow, voucherFace } from './voucher.rule.ts'
import { type Claimant, readRow, rowForAnswer } from './wallet.store.ts'

/** 抢: one unit for me, the same voucher again, or why not. */
export const claimDrop: Handler<typeof contract> = async ({ params, body, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop) return refuse('drop-unknown')
  if (isLottery(drop)) return refuse('drop-by-lottery')
  const j = body.j ?? 1
  const me = { dropId: drop.dropId, memberId: caller.member.memberId, j }

  // Who did not hear the answer may have won: my place comes before any reason to refuse me.
  const recent = recentGrant(me, performance.now())
  const held = recent || body.retry ? await heldBy(drop, me, recent, now) : undefined
  if (held) return reply(200, told(drop, held, now))

  const refusal = claimRefusal(drop, caller.member, j, now)
  if (refusal) return refuse(refusal, { opensAt: drop.opensAt, closesAt: drop.closesAt, arrivedAt: now })

  const taken = await takeUnit(drop, me.memberId, j)
  if (taken.kind === 'granted') {
    rememberGrant(me, taken.unit, performance.now())
    return reply(taken.fresh ? 201 : 200, told(drop, await rowForAnswer(me, taken.unit, now), now))
  }
  if (taken.kind === 'again') return refuse('busy')
  return refuse(taken.kind === 'shut' ? 'drop-closed' : 'drop-sold-out', {
    opensAt: drop.opensAt,
    arrivedAt: now,
  })
}

/** What I have already, whatever the clock says now: by my wallet, or by the bucket where the row is not written yet. */
async function heldBy(drop: Drop, me: Claimant, recent: Unit | undefined, now: Instant) {
  if (!isLaid(drop)) return undefined
  const row = await readRow(me)
  if (row) return row
  const unit = recent ?? (await unitsOf(drop, me.memberId)).get(me.j)
  return unit && rowForAnswer(me, unit, now)
}

const told = (drop: Drop, row: VoucherRow, now: Instant) => ({
  voucher: voucherFace(row, drop, now),
  serverTime: now,
})
