import type * as contracts from '@gonghui/shared/benefits/rehearsals'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { StaffCaller } from '../../lib/caller.ts'
import { newId } from '../../lib/ids.ts'
import { log } from '../../lib/log.ts'
import { earlierResult } from '../../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { issueToken } from '../../lib/tokens.ts'
import { balanceOf } from '../claim/balance.rule.ts'
import { claimantAt } from '../claim/bucket.rule.ts'
import { readBuckets, shut } from '../claim/bucket.store.ts'
import { unitAt } from '../claim/grant.rule.ts'
import { finish } from '../claim/grant.ts'
import { apart } from '../claim/pool.rule.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { moveDrop, readShadow } from '../drop/drop.store.ts'
import { publish } from '../drop/publication.ts'
import { dropWithin } from '../drop/scope.ts'
import { ensureRow, readRows } from '../redemption/wallet.store.ts'
import { booksOf, outcomeOf, rehearsalRefusal, shadowOf } from './rehearsal.rule.ts'
import * as store from './rehearsal.store.ts'
import { syntheticMember } from './synthetic.rule.ts'

export const startRehearsal: Handler<typeof contracts.startRehearsal> = async ({
  params,
  body,
  caller,
  key,
  now,
}) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const repeat = { personId: caller.personId, key, body: { ...params, ...body } }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier, now)
  const refusal = rehearsalRefusal(drop, now)
  if (refusal) return refuse(refusal)

  const shadow = shadowOf(drop, newId('drop', now), body.overMs, now)
  const running = {
    shadowId: shadow.dropId,
    by: caller.personId,
    startedAt: now,
    closesAt: shadow.closesAt,
    members: body.members,
    overMs: body.overMs,
  }
  const begun = await store.beginRehearsal(drop.dropId, shadow, running, repeat)
  if (begun === 'another') return refuse('rehearsal-running')
  if (begun === 'repeated') return again(String(await earlierResult(repeat)), now)
  log.info('rehearsal started', { dropId: drop.dropId, ...running })
  await publish(shadow)
  return reply(201, { rehearsal: { shadowId: shadow.dropId, closesAt: shadow.closesAt }, serverTime: now })
}

/** The one that the same request began before; what a crash left of its publication is done now. */
async function again(shadowId: string, now: Instant) {
  const shadow = await readShadow(shadowId)
  if (!shadow) return refuse('rehearsal-unknown')
  if (shadow.phase === 'publishing') await publish(shadow)
  return reply(200, { rehearsal: { shadowId, closesAt: shadow.closesAt }, serverTime: now })
}

/** The rehearsal that is going on, if it is this one, on a drop that the caller works on. */
async function running(caller: StaffCaller, { dropId, shadowId }: { dropId: string; shadowId: string }) {
  const found = await dropWithin(caller, ['operator'], dropId)
  if (isRefusal(found)) return found
  const rehearsals = await store.readRehearsals(dropId)
  return rehearsals.running?.shadowId === shadowId
    ? { running: rehearsals.running }
    : refuse('rehearsal-unknown')
}

export const giveRehearsalMembers: Handler<typeof contracts.giveRehearsalMembers> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const found = await running(caller, params)
  if (isRefusal(found)) return found
  const shadow = await readShadow(params.shadowId)
  if (!shadow) return refuse('rehearsal-unknown')
  const count = Math.max(0, Math.min(body.count, found.running.members - body.from))
  const nowMs = Date.parse(now)
  const tokens = Array.from({ length: count }, (_, i) =>
    issueToken(syntheticMember(shadow, body.from + i), nowMs),
  )
  return reply(200, { tokens, serverTime: now })
}

const PARALLEL = 20

/** Nothing is granted from here on, and no unit is on its way. Nothing ever comes back in a shadow: that is all. */
async function shutShadow({ dropId, buckets }: Drop): Promise<void> {
  for (let from = 0; from < buckets; from += PARALLEL) {
    const some = Array.from({ length: Math.min(PARALLEL, buckets - from) }, (_, i) => from + i)
    await Promise.all(some.map((bucket) => shut(dropId, bucket)))
  }
  for (const { bucket, out } of await readBuckets(dropId, buckets)) if (out) await finish(dropId, bucket, out)
}

/** Nothing is granted any more; then the books, from the stored items alone. */
export const closeRehearsal: Handler<typeof contracts.closeRehearsal> = async ({ params, caller, now }) => {
  const found = await running(caller, params)
  if (isRefusal(found)) return found
  const shadow = await readShadow(params.shadowId)
  if (!shadow) return refuse('rehearsal-unknown')
  if (shadow.phase !== 'closed') await moveDrop(shadow.dropId, shadow.phase, 'closed')
  await shutShadow(shadow)
  const { dropId } = shadow
  const buckets = await readBuckets(dropId, shadow.buckets)
  const granted = buckets.flatMap((bucket) =>
    bucket.places.map((one, place) => ({
      claimant: { dropId, ...claimantAt(one) },
      unit: unitAt(bucket, place),
    })),
  )
  const rows = await readRows(granted.map(({ claimant }) => claimant))
  // What a function that died did not write; the fold does it for a real drop.
  const written = new Set(rows.map(({ bucket, place }) => `${bucket} ${place}`))
  for (const { claimant, unit } of granted)
    if (!written.has(`${unit.bucket} ${unit.place}`)) rows.push(await ensureRow(claimant, unit, now))
  const balance = balanceOf({ ...shadow, apart: apart(shadow, now) }, buckets, rows)
  await store.noteBooks(params.dropId, dropId, balance.wrong.length === 0)
  return reply(200, { books: booksOf(shadow, buckets, balance), serverTime: now })
}

export const endRehearsal: Handler<typeof contracts.endRehearsal> = async ({ params, body, caller, now }) => {
  const found = await running(caller, params)
  if (isRefusal(found)) return found.refused === 'rehearsal-unknown' ? ended(params, now) : found
  const shadow = await readShadow(params.shadowId)
  if (shadow) {
    if (shadow.phase !== 'closed') await moveDrop(shadow.dropId, shadow.phase, 'closed')
    await store.removeShadow(shadow, now)
  }
  const outcome = body.seen && outcomeOf(found.running, body.seen, now)
  await store.endRunning(params.dropId, params.shadowId, outcome)
  log.info('rehearsal ended', { dropId: params.dropId, shadowId: params.shadowId, ...outcome })
  return reply(200, { ...(outcome ? { outcome } : {}), serverTime: now })
}

/** Who did not hear the answer asks again. */
async function ended({ dropId, shadowId }: { dropId: string; shadowId: string }, now: Instant) {
  const { last } = await store.readRehearsals(dropId)
  return last?.shadowId === shadowId
    ? reply(200, { outcome: last, serverTime: now })
    : refuse('rehearsal-unknown')
}
