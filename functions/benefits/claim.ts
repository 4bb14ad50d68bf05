import type { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { claimRefusal, type Drop } from './drop.rule.ts'
import { knownDrop } from './drop.store.ts'
import type { Unit } from './grant.rule.ts'
import { takeUnit, unitsOf } from './grant.ts'
import { recentGrant, rememberGrant } from './recent-grants.ts'
import { type VoucherRow, voucherFace } from './voucher.rule.ts'
import { type Claimant, readRow, rowForAnswer } from './wallet.store.ts'

/** 抢: one unit for me, the same voucher again, or why not. */
export const claimDrop: Handler<typeof contract> = async ({ params, body, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop) return refuse('drop-unknown')
  const j = body.j ?? 1
  const me = { dropId: drop.dropId, memberId: caller.member.memberId, j }

  // Who did not hear the answer may have won: my place comes before any reason to refuse me.
  const held = recentGrant(me, performance.now()) ?? (body.retry ? await heldBy(drop, me, now) : undefined)
  if (held) return reply(200, told(drop, held, now))

  const refusal = claimRefusal(drop, caller.member, j, now)
  if (refusal) return refuse(refusal, { opensAt: drop.opensAt, closesAt: drop.closesAt, arrivedAt: now })

  const taken = await takeUnit(drop, me.memberId, j)
  if (taken.kind === 'granted') {
    return reply(taken.fresh ? 201 : 200, told(drop, await rowOf(me, taken.unit, now), now))
  }
  if (taken.kind === 'again') return refuse('busy')
  return refuse(taken.kind === 'shut' ? 'drop-closed' : 'drop-sold-out', {
    opensAt: drop.opensAt,
    arrivedAt: now,
  })
}

/** What I have already, whatever the clock says now: by my wallet, or by the home bucket where the row is not written yet. */
async function heldBy(drop: Drop, me: Claimant, now: Instant): Promise<VoucherRow | undefined> {
  if (drop.buckets === 0) return undefined
  const row = await readRow(me)
  if (row) return row
  const unit = (await unitsOf(drop, me.memberId)).get(me.j)
  return unit && rowOf(me, unit, now)
}

async function rowOf(me: Claimant, unit: Unit, now: Instant): Promise<VoucherRow> {
  const row = await rowForAnswer(me, unit, now)
  rememberGrant(row, performance.now())
  return row
}

const told = (drop: Drop, row: VoucherRow, now: Instant) => ({
  voucher: voucherFace(row, drop, now),
  serverTime: now,
})
