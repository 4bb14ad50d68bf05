import type { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { claimRefusal, type Drop } from './drop.rule.ts'
import { knownDrop } from './drop.store.ts'
import type { Unit } from './grant.rule.ts'
import { takeUnit, unitsOf } from './grant.ts'
import { voucherFace } from './voucher.rule.ts'
import { rowForAnswer } from './wallet.store.ts'

/** 抢: one unit for me, the same voucher again, or why not. */
export const claimDrop: Handler<typeof contract> = async ({ params, body, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop) return refuse('drop-unknown')
  const { memberId } = caller.member
  const j = body.j ?? 1

  // Who did not hear the answer may have won: my place comes before any reason to refuse me.
  if (body.retry && drop.buckets > 0 && j <= drop.perMember) {
    const unit = (await unitsOf(drop, memberId)).get(j)
    if (unit) return reply(200, await voucherOf(drop, { memberId, j }, unit, now))
  }
  const refusal = claimRefusal(drop, caller.member, j, now)
  if (refusal) return refuse(refusal, { opensAt: drop.opensAt, closesAt: drop.closesAt, arrivedAt: now })

  const taken = await takeUnit(drop, memberId, j)
  if (taken.kind === 'granted') {
    return reply(taken.fresh ? 201 : 200, await voucherOf(drop, { memberId, j }, taken.unit, now))
  }
  if (taken.kind === 'again') return refuse('busy')
  return refuse(taken.kind === 'shut' ? 'drop-closed' : 'drop-sold-out', {
    opensAt: drop.opensAt,
    arrivedAt: now,
  })
}

async function voucherOf(drop: Drop, of: { memberId: string; j: number }, unit: Unit, now: Instant) {
  const row = await rowForAnswer({ dropId: drop.dropId, ...of }, unit, now)
  return { voucher: voucherFace(row, drop, now), serverTime: now }
}
