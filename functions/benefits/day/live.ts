import type { getLive as contract } from '@gonghui/shared/benefits/counts'
import { type Instant, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { setOff } from '../../lib/jobs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { isLaid, stateAt } from '../drop/drop.rule.ts'
import { dropWithin, within } from '../drop/scope.ts'
import { showBoard } from '../figures/figures.ts'
import { isOver, type LiveRow, liveRow, paceOf } from './live.rule.ts'
import * as store from './live.store.ts'

const roles = ['operator', 'staff', 'auditor'] as const

/** Who asks looks on for so long, and is noted again well before. */
const WATCHED_MS = 30 * SECOND_MS
const NOTED_AGAIN_MS = 20 * SECOND_MS

/**
 * The live board: two small items are read, whatever the drop's size, and that somebody looks is noted every ten
 * seconds, so that the figures go on being gathered. Opening and closing are told by the clock, the rest as of `asOf`.
 */
export const getLive: Handler<typeof contract> = async ({ params, caller, now }) => {
  const { dropId } = params
  const { row, watchedUntil } = await store.readBoardOf(dropId)
  if (!row) {
    const first = await firstLook(dropId, caller, now)
    return isRefusal(first) ? first : reply(200, faceOf(first, now))
  }
  if (!within(caller, roles, row.orgPath)) return refuse('org-out-of-scope')
  await noteWatching(row, watchedUntil, now)
  return reply(200, faceOf(row, now))
}

/** Nothing is gathered yet: a draft shows its plan, and a drop that was just published is looked at here, once. */
async function firstLook(dropId: string, caller: Parameters<typeof dropWithin>[0], now: Instant) {
  const found = await dropWithin(caller, roles, dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (!isLaid(drop)) {
    const plan = liveRow({ drop, buckets: [], refusals: {}, spent: [], asOf: now }, undefined)
    return { ...plan, pools: [{ total: drop.stock, left: drop.stock }] }
  }
  await noteWatching(drop, undefined, now)
  return showBoard(drop, await readBuckets(dropId, drop.buckets, { strong: false }), now)
}

async function noteWatching(
  shown: Parameters<typeof isOver>[0] & Pick<LiveRow, 'dropId'>,
  until: Instant | undefined,
  now: Instant,
): Promise<void> {
  const { dropId } = shown
  if (isOver(shown, now)) return
  if (until !== undefined && until > later(now, NOTED_AGAIN_MS)) return
  await store.watch(dropId, later(now, WATCHED_MS))
  // Nobody looked until now, so nobody gathers: the first board does not wait for the minute.
  if (until === undefined || until <= now) await setOff({ job: 'figures' })
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

function faceOf(row: LiveRow, now: Instant) {
  const outletIds = [...new Set([...Object.keys(row.redeemed), ...Object.keys(row.undone)])]
  const byOutlet = outletIds.map((outletId) => ({
    outletId,
    redeemed: row.redeemed[outletId] ?? 0,
    undone: row.undone[outletId] ?? 0,
  }))
  const [total, left] = [sum(row.pools.map((pool) => pool.total)), sum(row.pools.map((pool) => pool.left))]
  return {
    serverTime: now,
    asOf: row.asOf,
    state: stateAt(row, now),
    stock: { total, left },
    pools: [...row.pools],
    claims: { total: total - left, perSecond: paceOf(row) },
    refusals: Object.entries(row.refusals)
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count),
    redeemed: sum(byOutlet.map((one) => one.redeemed)),
    undone: sum(byOutlet.map((one) => one.undone)),
    byOutlet: byOutlet.sort((a, b) => b.redeemed - a.redeemed),
  }
}
