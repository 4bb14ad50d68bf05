import type * as contracts from '@gonghui/shared/benefits/launch'
import type { Instant } from '@gonghui/shared/lib/instant'
import { OWN_LIST_RULE } from '../../lib/draw.rule.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { deedOf, noted } from '../day/deeds.store.ts'
import { commitToSeed } from '../lottery/draw.store.ts'
import { isLottery } from '../lottery/entry.rule.ts'
import { isApproved, needsApproval, weightOf } from './approval.rule.ts'
import { thresholdFor } from './approval.store.ts'
import { shutBuckets } from './closing.ts'
import { hasClosedOutlet } from './draft.ts'
import { type Drop, hasOpening, stateAt, stepped } from './drop.rule.ts'
import { beginPublication, readDrop, replaceDropNoting } from './drop.store.ts'
import { managedFaceOf } from './faces.ts'
import { fixedPlan, publish } from './publication.ts'
import { published as rulesPublished } from './rules.store.ts'
import { dropWithin } from './scope.ts'

/** Fixes the plan and lays the buckets. From here on stock only moves by the claim's own writes. */
export const scheduleDrop: Handler<typeof contracts.scheduleDrop> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (isBegun(drop)) return published(drop, now)
  if (drop.phase !== 'draft') return refuse('drop-step-impossible')
  if (drop.closesAt <= now) return refuse('drop-in-the-past')
  // Its window would be over, or nearly: nobody could be in the draw that its rules promise.
  if (hasOpening(drop) && drop.opensAt <= now) return refuse('drop-in-the-past')
  // One that closes from here on closes after this drop chose it: what is claimed is still redeemed there.
  if (await hasClosedOutlet(drop)) return refuse('outlet-closed')
  // Whoever may ever be granted a unit must find a code behind it, up to the ceiling.
  if (drop.codes === 'imported' && drop.codesCount < (drop.ceiling ?? drop.stock)) {
    return refuse('codes-too-few', { codes: drop.codesCount, stock: drop.ceiling ?? drop.stock })
  }
  if (!isApproved(drop) && needsApproval(drop, await thresholdFor(drop.orgPath)))
    return refuse('approval-missing', weightOf(drop))
  const fixed = fixedPlan(drop, now)
  // Before anybody can enter, or even see it: what the draw is bound to.
  if (isLottery(drop)) await commitToSeed(drop, now)
  if (hasOpening(drop)) await commitToSeed(drop, now, OWN_LIST_RULE)
  const changes = [{ what: 'state', from: 'draft', to: 'scheduled' } as const]
  const deed = await deedOf(drop, caller, { deed: 'schedule', changes }, now)
  if (await beginPublication(drop, fixed, [noted(deed), rulesPublished(fixed, now, caller.personId)]))
    return published(fixed, now)
  // Somebody was quicker: with the same step, which is then done, or with another.
  const raced = await readDrop(drop.dropId)
  return raced && isBegun(raced) ? published(raced, now) : refuse('drop-step-impossible')
}

const isBegun = ({ phase }: Drop): boolean => phase === 'publishing' || phase === 'scheduled'

async function published(drop: Drop, now: Instant) {
  if (drop.phase === 'publishing') await publish(drop)
  return shown(drop, now)
}

async function shown({ dropId }: Drop, now: Instant) {
  const drop = await readDrop(dropId)
  if (!drop) throw new Error(`drop ${dropId} is gone`)
  return reply(200, { drop: await managedFaceOf(drop, now), serverTime: now })
}

type Step = Handler<typeof contracts.pauseDrop>

/** One of the steps that only move the header. A repeated step finds itself done. */
const step =
  (
    name: 'pause' | 'resume' | 'close',
    done: Drop['phase'],
    after?: (drop: Drop, now: Instant) => Promise<void>,
  ): Step =>
  async ({ params, body, caller, now }) => {
    const found = await dropWithin(caller, ['operator'], params.dropId)
    if (isRefusal(found)) return found
    const { drop } = found
    if (drop.phase !== done) {
      const to = stepped(drop, name, now)
      const next = to && { ...drop, ...cutShort(drop, to, now), phase: to, revision: drop.revision + 1 }
      if (!next) return refuse('drop-step-impossible')
      const changes = [{ what: 'state', from: stateAt(drop, now), to: stateAt(next, now) } as const]
      const deed = await deedOf(drop, caller, { deed: name, reason: body.reason, changes }, now)
      if (!(await replaceDropNoting(drop, next, [noted(deed)]))) return refuse('drop-step-impossible')
    }
    await after?.(drop, now)
    return shown(drop, now)
  }

/** A lottery that is closed early stops taking entries now; its draw stays when it was announced. */
const cutShort = (drop: Drop, to: Drop['phase'], now: Instant) =>
  isLottery(drop) && to === 'closed' && now < drop.closesAt ? { closesAt: now } : {}

export const pauseDrop: Handler<typeof contracts.pauseDrop> = step('pause', 'paused')
export const resumeDrop: Handler<typeof contracts.resumeDrop> = step('resume', 'scheduled')
export const closeDrop: Handler<typeof contracts.closeDrop> = step(
  'close',
  'closed',
  // A lottery's units are given after its window: the repair closes its buckets when all winners have theirs. What is
  // left to write and to count of the others may be more than a request has time for, and is the repair's as well.
  async (drop, now) => (isLottery(drop) ? undefined : shutBuckets(drop, now)),
)
