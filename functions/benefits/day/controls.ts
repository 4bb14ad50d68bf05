import type * as contracts from '@gonghui/shared/benefits/controls'
import type { DropDeed } from '@gonghui/shared/benefits/deeds'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { StaffCaller } from '../../lib/caller.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrop, replaceDropNoting } from '../drop/drop.store.ts'
import { managedFaceOf } from '../drop/faces.ts'
import { dropWithin } from '../drop/scope.ts'
import { bannerSet, extended, orgResumed, orgStopped, type Steered } from './controls.rule.ts'
import { deedOf, noted } from './deeds.store.ts'

interface Wanted<Code extends string> {
  readonly deed: DropDeed
  readonly reason: string
  readonly steer: (drop: Drop) => Steered<Code>
  /** What else is written in the same transaction. */
  readonly beside?: (next: Drop) => Parameters<typeof replaceDropNoting>[2]
}

/** Others steer the same drop; what is wanted is looked at anew on what they made of it. */
const TRIES = 4

/** Steers a drop as it is wanted, and notes it, both or neither. What is so already is no deed. */
export async function steered<Code extends string>(
  dropId: string,
  caller: StaffCaller,
  { deed, reason, steer, beside }: Wanted<Code>,
  now: Instant,
) {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await dropWithin(caller, ['operator'], dropId)
    if (isRefusal(found)) return found
    const { drop } = found
    const outcome = steer(drop)
    if (outcome.kind === 'refused') return refuse(outcome.code)
    if (outcome.kind === 'same') return shown(drop, now)
    const changes = [...outcome.changes]
    const done = await deedOf(drop, caller, { deed, reason, changes }, now)
    const next = { ...outcome.next, revision: drop.revision + 1 }
    if (await replaceDropNoting(drop, next, [noted(done), ...(beside?.(next) ?? [])])) return shown(next, now)
  }
  return refuse('drop-changed', { revision: (await readDrop(dropId))?.revision })
}

const shown = async (drop: Drop, now: Instant) =>
  reply(200, { drop: await managedFaceOf(drop, now), serverTime: now })

/** 延长. */
export const extendDrop: Handler<typeof contracts.extendDrop> = ({ params, body, caller, now }) =>
  steered(
    params.dropId,
    caller,
    { deed: 'extend', reason: body.reason, steer: (drop) => extended(drop, body, now) },
    now,
  )

/** 停一家单位: within the second in every function, for it stands where all of them look anyway. */
export const stopOrg: Handler<typeof contracts.stopOrg> = async ({ params, body, caller, now }) => {
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  const { orgId, path, name } = org
  return steered(
    params.dropId,
    caller,
    { deed: 'stop-org', reason: body.reason, steer: (drop) => orgStopped(drop, { orgId, path, name }, now) },
    now,
  )
}

export const resumeOrg: Handler<typeof contracts.resumeOrg> = ({ params, body, caller, now }) =>
  steered(
    params.dropId,
    caller,
    { deed: 'resume-org', reason: body.reason, steer: (drop) => orgResumed(drop, params.orgId) },
    now,
  )

/** 公告. */
export const setBanner: Handler<typeof contracts.setBanner> = ({ params, body, caller, now }) =>
  steered(
    params.dropId,
    caller,
    { deed: 'set-banner', reason: body.reason, steer: (drop) => bannerSet(drop, body.text, now) },
    now,
  )
