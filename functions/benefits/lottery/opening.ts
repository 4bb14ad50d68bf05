import type { joinOpening as contract } from '@gonghui/shared/benefits/opening'
import { gathersUntil, openingDrawsAt } from '@gonghui/shared/benefits/opening-times'
import { epochMsOf, type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import type { Membership } from '../../lib/caller.ts'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import { everyBucket, type Guide, takeUnit, unitsOf } from '../claim/grant.ts'
import { sourceFor } from '../claim/pool.rule.ts'
import { hasOpening, isLaid, memberRefusal, type OpeningDrop, windowRefusal } from '../drop/drop.rule.ts'
import { knownDrop } from '../drop/drop.store.ts'
import { voucherFace } from '../redemption/voucher.rule.ts'
import { rowForAnswer } from '../redemption/wallet.store.ts'
import { type Draw, isAtLeast } from './draw.rule.ts'
import { type Entry, pseudonymIn, putEntry, readEntry } from './entries.store.ts'
import { fareIn, lotsOf } from './my-opening.ts'
import { CONFIRMED_WITHIN_MS, isDue, outcomeOf, willBeListed } from './opening.rule.ts'
import { endOpeningLease, knownOpening, takeOpeningLease } from './opening.store.ts'
import { advanceOpening } from './opening-draw.ts'

/** 统一摇号: a tap of the first seconds is an entry; afterwards the same question is answered with how it went. */
export const joinOpening: Handler<typeof contract> = async ({ params, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop || !isLaid(drop)) return refuse('drop-unknown')
  if (!hasOpening(drop)) return refuse('drop-no-opening')
  if (now >= gathersUntil(drop)) return afterwards(drop, caller.member, now)
  const refusal = windowRefusal(drop, now) ?? memberRefusal(drop, caller.member)
  if (refusal) return refuse(refusal, { opensAt: drop.opensAt, closesAt: drop.closesAt, arrivedAt: now })
  const startedMs = performance.now()
  const { memberId, orgPath } = caller.member
  const pseudonym = pseudonymIn(drop.dropId, memberId)
  const { entry, fresh } = await putEntry(drop, { pseudonym, memberId, orgPath, enteredAt: now })
  // It may have come too late for the list: nobody knows yet, and who asks again is told by what the list holds.
  if (performance.now() - startedMs > CONFIRMED_WITHIN_MS) return refuse('busy')
  return reply(fresh ? 201 : 200, entered(drop, entry, now))
}

const entered = (drop: OpeningDrop, { pseudonym, enteredAt }: Entry, now: Instant) => ({
  step: 'entered' as const,
  pseudonym,
  enteredAt,
  drawsAt: openingDrawsAt(drop),
  serverTime: now,
})

/** The window is over: whoever asks does a share of the work that is due, and is told what is known then. */
async function afterwards(drop: OpeningDrop, member: Membership, now: Instant) {
  const nowMs = epochMsOf(now)
  const refusal = windowRefusal(drop, now)
  let draw = await knownOpening(drop.dropId, nowMs)
  if (!refusal && draw.step !== 'granted' && isDue(drop, now)) {
    await share(drop, now)
    draw = await knownOpening(drop.dropId, nowMs)
  }
  if (isAtLeast(draw, 'drawn')) return told(drop, draw, member, now)
  if (refusal) return refuse(refusal, { opensAt: drop.opensAt, closesAt: drop.closesAt, arrivedAt: now })
  const entry = await readEntry(drop.dropId, member.memberId)
  if (!entry) return refuse('opening-over')
  return willBeListed(drop, now) ? reply(200, entered(drop, entry, now)) : refuse('busy')
}

/** As long as one who waits for an answer can bear. */
const SHARE_MS = 2 * SECOND_MS
/** A crowd does not try the lease all the time. */
const TRY_AGAIN_MS = SECOND_MS / 4
const tried = new Map<string, number>()

/** One function at a time goes on with the draw. */
async function share(drop: OpeningDrop, now: Instant): Promise<void> {
  const nowMs = epochMsOf(now)
  if (nowMs < (tried.get(drop.dropId) ?? 0)) return
  if (tried.size >= 200) tried.clear()
  tried.set(drop.dropId, nowMs + TRY_AGAIN_MS)
  const token = await takeOpeningLease(drop.dropId, now)
  if (token === undefined) return
  try {
    const isOver = await advanceOpening(drop, now, performance.now() + SHARE_MS)
    if (!isOver) tried.delete(drop.dropId)
  } finally {
    await endOpeningLease(drop.dropId, token)
  }
}

/**
 * A winner who asks takes the unit at home, which nine in ten find there. For the others stock must be moved: that is left to
 * whoever goes on with the granting, so that a crowd does not read every bucket.
 */
const ownHome: Guide = { ...everyBucket, look: async () => 'again' }

/** How it went with one member. Who won takes the unit here and now, by the claim's own engine. */
async function told(drop: OpeningDrop, draw: Draw, member: Membership, now: Instant) {
  const { memberId, orgPath } = member
  const fare = await fareIn(draw, memberId)
  if (!fare) return refuse('opening-over')
  if (!fare.won)
    return reply(200, {
      step: 'not-drawn' as const,
      outcome: outcomeOf(draw, lotsOf(draw), fare.pseudonym),
      serverTime: now,
    })
  const source = sourceFor(drop, member, now)
  const refusal = windowRefusal(drop, now)
  // While it is paused, and once it is closed, nothing is granted; who was granted before is told so.
  const held = refusal ? (await unitsOf(source, memberId)).get(1) : undefined
  if (refusal && !held)
    return refuse(refusal, { opensAt: drop.opensAt, closesAt: drop.closesAt, arrivedAt: now })
  const taken = held
    ? ({ kind: 'granted', unit: held } as const)
    : await takeUnit(source, memberId, 1, ownHome)
  if (taken.kind === 'again') return refuse('busy')
  if (taken.kind === 'shut') return refuse('drop-closed', { opensAt: drop.opensAt, arrivedAt: now })
  if (taken.kind === 'sold-out') throw new Error(`a winner of ${drop.dropId} was told ${taken.kind}`)
  const row = await rowForAnswer({ dropId: drop.dropId, memberId, j: 1, orgPath }, taken.unit, now)
  return reply(200, { step: 'won' as const, voucher: voucherFace(row, drop, now), serverTime: now })
}
