import type { changeStock as contract } from '@gonghui/shared/benefits/stock'
import type { Instant } from '@gonghui/shared/lib/instant'
import { newId } from '../../lib/ids.ts'
import { earlierResult } from '../../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { deedOf } from '../day/deeds.store.ts'
import { type Drop, stockChangeRefusal } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { managedFaceOf } from '../drop/faces.ts'
import { dropWithin } from '../drop/scope.ts'
import { roomIn, runsOver, type Span } from './bucket.rule.ts'
import * as buckets from './bucket.store.ts'
import { beginChange, endChange, readChange, type StockChange } from './stock-change.store.ts'
import * as moves from './stock-moves.store.ts'

/** 增减库存. */
export const changeStock: Handler<typeof contract> = async ({ params, body, caller, key, now }) => {
  const repeat = { personId: caller.personId, key, body: { ...params, ...body } }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return told(params.dropId, earlier, now)
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  // A change that stopped half-way is finished before the next is looked at.
  const drop = found.drop.stockChange ? await settled(found.drop) : found.drop
  const refusal = stockChangeRefusal(drop, body, now)
  // What refuses may be this very change, made by a repeat of the request that was quicker.
  const repeated = refusal && (await earlierResult(repeat))
  if (repeated && repeated !== 'reused') return told(drop.dropId, repeated, now)
  if (refusal) return refuse(refusal.code, refusal.facts)
  const unitsLaid = drop.unitsLaid ?? drop.stock
  const change: StockChange = {
    ...body,
    changeId: newId('change', now),
    dropId: drop.dropId,
    firstOrdinal: unitsLaid,
    by: caller.personId,
    at: now,
  }
  const laid = unitsLaid + Math.max(0, body.wanted - body.seen)
  const changes = [{ what: 'stock', from: String(body.seen), to: String(body.wanted) } as const]
  const deed = await deedOf(drop, caller, { deed: 'change-stock', reason: body.reason, changes }, now)
  if (await beginChange(drop, change, laid, repeat, deed)) return told(drop.dropId, change.changeId, now)
  const raced = await earlierResult(repeat)
  if (raced && raced !== 'reused') return told(drop.dropId, raced, now)
  return refuse('stock-changed', { seen: body.seen, stock: (await readDrop(drop.dropId))?.stock })
}

async function told(dropId: string, changeId: string, now: Instant) {
  const change = await readChange(dropId, changeId)
  if (!change) throw new Error(`change ${changeId} of drop ${dropId} is gone`)
  const changed = change.changed ?? (await carryOut(change))
  const drop = await readDrop(dropId)
  if (!drop) throw new Error(`drop ${dropId} is gone`)
  return reply(200, { changed, drop: await managedFaceOf(drop, now), serverTime: now })
}

async function settled(drop: Drop): Promise<Drop> {
  await finishStockChange(drop)
  return (await readDrop(drop.dropId)) ?? drop
}

/** Finishes a change of stock that was begun; anyone may, and the repair does. */
export async function finishStockChange({ dropId, stockChange }: Drop): Promise<void> {
  const change = stockChange ? await readChange(dropId, stockChange) : undefined
  if (change) await carryOut(change)
}

/** Does what is wanted in every bucket, once in each. @returns the units that were added, or below zero taken out. */
async function carryOut(change: StockChange): Promise<number> {
  const drop = await readDrop(change.dropId)
  const [general] = drop?.pools ?? []
  if (!general) throw new Error(`drop ${change.dropId} is not laid`)
  const units = change.wanted - change.seen
  const changed = units > 0 ? await add(change, units, general) : -(await takeOut(change, -units, general))
  await endChange(change, changed)
  return changed
}

async function add(
  { dropId, changeId, firstOrdinal }: StockChange,
  units: number,
  pool: Span,
): Promise<number> {
  let added = 0
  for (const [at, run] of runsOver(units, pool.count, firstOrdinal).entries()) {
    const { bucket } = await moves.restock(dropId, pool.first + at, changeId, run)
    added += bucket.in[changeId] ?? 0
  }
  return added
}

/** Others claim meanwhile; a bucket that moves so often has nothing to spare. */
const TRIES = 10

async function takeOut({ dropId, changeId }: StockChange, units: number, pool: Span): Promise<number> {
  let taken = 0
  for (const { bucket } of await buckets.readSpan(dropId, pool)) {
    for (let tries = 0; tries < TRIES; tries++) {
      const read = await buckets.readBucket(dropId, bucket)
      const spare = Math.min(roomIn(read), units - taken)
      const { bucket: after } = await moves.withdraw(dropId, read, changeId, spare)
      if (after.in[changeId] === undefined && !after.shut) continue
      taken += after.in[changeId] ?? 0
      break
    }
  }
  return taken
}
