import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import type { Instant } from '@gonghui/shared/lib/instant'
import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import type { StaffCaller } from '../../lib/caller.ts'
import { newId } from '../../lib/ids.ts'
import { readOrgs } from '../../lib/orgs.store.ts'
import { earlierResult, type Repeatable } from '../../lib/repeat.store.ts'
import { isRefusal, type Refusal, refuse, reply } from '../../lib/server.ts'
import type { Quota } from '../claim/pool.rule.ts'
import { isClosed } from '../redemption/outlet.rule.ts'
import { readOutlets } from '../redemption/outlet.store.ts'
import { isKept } from './cover.store.ts'
import type { Drop } from './drop.rule.ts'
import * as store from './drop.store.ts'
import { managedFaceOf } from './faces.ts'
import { within } from './scope.ts'

/** What a plan says of orgs and outlets, looked up; or why it cannot be. */
export async function placed(plan: DropPlan, caller: StaffCaller) {
  const { quotas = [] } = plan
  const named = [plan.orgId, ...plan.audience.orgIds, ...quotas.map(({ orgId }) => orgId)]
  const orgs = new Map((await readOrgs(named)).map((org) => [org.orgId, org]))
  const giver = orgs.get(plan.orgId)
  const audience = plan.audience.orgIds.flatMap((orgId) => orgs.get(orgId) ?? [])
  const setAside = quotas.flatMap(({ orgId, units }): Quota[] => {
    const org = orgs.get(orgId)
    return org ? [{ orgId, units, path: org.path, name: org.name }] : []
  })
  const isAllKnown = audience.length === plan.audience.orgIds.length && setAside.length === quotas.length
  if (!giver || !isAllKnown) return refuse('org-unknown')
  // An operator gives to people of the own subtree only: a street's budget does not go city-wide by a slip.
  const inScope = [giver, ...audience].every((org) => within(caller, ['operator'], org.path))
  if (!inScope) return refuse('org-out-of-scope')
  // Units set aside for people who may not take them would lie there to the end.
  const isForAudience = setAside.every(({ path }) => audience.some((org) => isAtOrBelow(path, org.path)))
  if (!isForAudience) return refuse('quota-outside-audience')
  const outlets = await readOutlets(plan.outletIds)
  if (outlets.length < new Set(plan.outletIds).size) return refuse('outlet-unknown')
  if (plan.pictureId !== undefined && !(await isKept(plan.pictureId))) return refuse('cover-missing')
  return {
    ...plan,
    orgPath: giver.path,
    orgName: giver.name,
    audiencePaths: audience.map((org) => org.path),
    audienceNames: audience.map((org) => org.name),
    quotas: setAside,
  }
}

/** Whether one of its outlets has closed: such a plan is no new drop's. */
export const hasClosedOutlet = async ({ outletIds }: Pick<DropPlan, 'outletIds'>): Promise<boolean> =>
  (await readOutlets(outletIds)).some(isClosed)

/**
 * As `placed`, of a plan whose outlets are chosen now. One that comes with another drop's plan may name an outlet that has
 * closed since: its copy is made all the same, to be corrected before it is scheduled.
 */
export async function chosen(plan: DropPlan, caller: StaffCaller) {
  const found = await placed(plan, caller)
  if (isRefusal(found)) return found
  return (await hasClosedOutlet(plan)) ? refuse('outlet-closed') : found
}

type Placed = Exclude<Awaited<ReturnType<typeof placed>>, Refusal<string>>

/** A new draft of a plan, once per request, however it came about: from a form, another drop, a template. */
export async function makeDraft<Code extends string>(
  repeat: Repeatable,
  lookUp: () => Promise<Placed | Refusal<Code>>,
  caller: StaffCaller,
  now: Instant,
) {
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier, now)
  const plan = await lookUp()
  if (isRefusal(plan)) return plan
  const drop: Drop = {
    ...plan,
    dropId: newId('drop', now),
    phase: 'draft',
    revision: 1,
    rulesVersion: 1,
    buckets: 0,
    pools: [],
    codesCount: 0,
    writtenBy: caller.personId,
    createdAt: now,
  }
  if (await store.putDraft(drop, repeat)) return reply(201, await managedFaceOf(drop, now))
  const raced = await earlierResult(repeat)
  return raced && raced !== 'reused' ? again(raced, now) : refuse('idempotency-key-reused')
}

async function again(dropId: string, now: Instant) {
  const drop = await store.readDrop(dropId)
  if (!drop) throw new Error(`drop ${dropId} was made and is gone`)
  return reply(200, await managedFaceOf(drop, now))
}
