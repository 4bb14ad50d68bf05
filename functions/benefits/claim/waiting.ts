import type * as contracts from '@gonghui/shared/benefits/returns'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import { isLaid } from '../drop/drop.rule.ts'
import { knownDrop } from '../drop/drop.store.ts'
import { waitingRefusal } from '../redemption/returns.rule.ts'
import { rowsOfDrop } from '../redemption/wallet.store.ts'
import { homeOf } from './bucket.rule.ts'
import { sourceFor } from './pool.rule.ts'
import * as store from './waiting.store.ts'

/** 候补: a place in the line for units that come back, or the one I have. */
export const joinWaiting: Handler<typeof contracts.joinWaiting> = async ({ params, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop || !isLaid(drop)) return refuse('drop-unknown')
  const { member } = caller
  const { memberId } = member
  const { dropId } = drop
  const earlier = await store.readWait(dropId, memberId)
  if (earlier) return reply(200, { waiting: { since: earlier.since }, serverTime: now })
  const refusal = waitingRefusal(drop, member, await rowsOfDrop(memberId, dropId), now)
  if (refusal) return refuse(refusal, { opensAt: drop.opensAt })
  const { homes } = sourceFor(drop, member, now)
  const home = homeOf(memberId, dropId, homes)
  const pool = drop.pools.length > 1 ? { pool: homes.first } : {}
  const isNew = await store.joinLine({ dropId, memberId, since: now, home, ...pool }, drop.validUntil)
  const since = isNew ? now : ((await store.readWait(dropId, memberId))?.since ?? now)
  return reply(isNew ? 201 : 200, { waiting: { since }, serverTime: now })
}

/** 不再候补. */
export const leaveWaiting: Handler<typeof contracts.leaveWaiting> = async ({ params, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop) return refuse('drop-unknown')
  const waiter = await store.readWait(drop.dropId, caller.member.memberId)
  if (waiter) await store.leaveLine(waiter)
  return reply(200, { serverTime: now })
}
