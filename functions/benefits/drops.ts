import type * as contracts from '@gonghui/shared/benefits/drops'
import type { Instant } from '@gonghui/shared/lib/instant'
import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import type { Membership, StaffCaller } from '../lib/caller.ts'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { newId } from '../lib/ids.ts'
import { readOrgs } from '../lib/orgs.store.ts'
import { earlierResult } from '../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { codesStayGood } from './codes.rule.ts'
import { type Drop, isOnShow, mayI, stateAt } from './drop.rule.ts'
import * as store from './drop.store.ts'
import { isLottery, mayIEnter } from './entry.rule.ts'
import { faceOf, managedFaceOf } from './faces.ts'
import { unitsOf } from './grant.ts'
import { myEntryIn } from './my-entry.ts'
import { readOutlets } from './outlet.store.ts'
import { type Quota, sourceFor } from './pool.rule.ts'
import { balanceOf, isPriced, keptRow } from './price.ts'
import { liveAmong } from './returns.rule.ts'
import { dropWithin, within } from './scope.ts'
import { stockOf } from './stock.store.ts'
import { voucherFace } from './voucher.rule.ts'
import { readWait } from './waiting.store.ts'
import { rowsOfDrop } from './wallet.store.ts'

const PAGE = 20

/** Open first, then what opens soonest, then what is over. */
const SHOWN = { pk: '', begins: '' }
const RANK = { open: 0, paused: 1, scheduled: 2, closed: 3, settled: 4, draft: 5 } as const

export const listDrops: Handler<typeof contracts.listDrops> = async ({ query, now }) => {
  const shown = (await store.knownOnShow())
    .filter((drop) => isOnShow(drop, now) && (query.kind === undefined || drop.kind === query.kind))
    .map((drop) => ({ drop, rank: `${RANK[stateAt(drop, now)]} ${drop.opensAt} ${drop.dropId}` }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  const after = afterOf(SHOWN, query.cursor)
  const from = after === undefined ? 0 : shown.findIndex(({ rank }) => rank > after)
  const page = from < 0 ? [] : shown.slice(from, from + PAGE)
  const last = from >= 0 && from + PAGE < shown.length ? page.at(-1)?.rank : undefined
  return reply(200, {
    items: await Promise.all(page.map(({ drop }) => faceOf(drop, now))),
    ...cursorOf(SHOWN, last),
    serverTime: now,
  })
}

export const getDrop: Handler<typeof contracts.getDrop> = async ({ params, caller, now }) => {
  const drop = await store.knownDrop(params.dropId)
  if (!drop || !isOnShow(drop, now)) return refuse('drop-unknown')
  const member = caller?.member
  const [face, outlets, stock, mine, entry, wait, balance] = await Promise.all([
    faceOf(drop, now),
    readOutlets(drop.outletIds),
    stockOf(drop, now),
    member ? takenBy(member, drop, now) : [],
    member && isLottery(drop) ? myEntryIn(drop, member.memberId) : undefined,
    member && drop.waitingList ? readWait(drop.dropId, member.memberId) : undefined,
    member && isPriced(drop) ? balanceOf(member.memberId) : undefined,
  ])
  const taken = liveAmong(mine).length
  const asking = { member, signedIn: caller !== undefined, taken, left: stock.left, balance }
  return reply(200, {
    drop: {
      ...face,
      rules: drop.rules,
      rulesVersion: drop.rulesVersion,
      outlets,
      ...(drop.banner ? { banner: drop.banner } : {}),
    },
    mayI: isLottery(drop) ? mayIEnter(drop, { ...asking, entry }, now) : mayI(drop, asking, now),
    mine: mine.map((row) => voucherFace(row, drop, now)),
    ...(entry ? { entry } : {}),
    ...(balance === undefined ? {} : { points: { balance } }),
    ...(wait ? { waiting: { since: wait.since } } : {}),
    serverTime: now,
  })
}

/** What a member has of a drop. The home bucket is asked too: a winner whose row is not written yet must see it here. */
async function takenBy(member: Membership, drop: Drop, now: Instant) {
  const { memberId } = member
  const rows = await rowsOfDrop(memberId, drop.dropId)
  if (liveAmong(rows).length >= drop.perMember) return rows
  const missing = [...(await unitsOf(sourceFor(drop, member, now), memberId))].filter(
    ([j]) => !rows.some((row) => row.j === j),
  )
  const found = await Promise.all(
    missing.map(([j, unit]) => keptRow({ dropId: drop.dropId, memberId, j }, unit, now)),
  )
  return [...rows, ...found].sort((a, b) => a.j - b.j)
}

type Plan = Parameters<Handler<typeof contracts.createDrop>>[0]['body']

/** What a plan says of orgs and outlets, looked up; or why it cannot be. */
async function placed(plan: Plan, caller: StaffCaller) {
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
  return {
    ...plan,
    orgPath: giver.path,
    orgName: giver.name,
    audiencePaths: audience.map((org) => org.path),
    audienceNames: audience.map((org) => org.name),
    quotas: setAside,
  }
}

export const createDrop: Handler<typeof contracts.createDrop> = async ({ body, caller, key, now }) => {
  const repeat = { personId: caller.personId, key, body }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier, now)
  const plan = await placed(body, caller)
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

export const editDrop: Handler<typeof contracts.editDrop> = async ({ params, body, caller, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (drop.phase !== 'draft') return refuse('drop-not-draft')
  if (drop.revision !== body.revision) return refuse('drop-changed', { revision: drop.revision })
  const plan = await placed(body.plan, caller)
  if (isRefusal(plan)) return plan
  const { dropId, phase, rulesVersion, buckets, codesBatch, codesCount, createdAt } = drop
  const next: Drop = {
    ...plan,
    dropId,
    phase,
    revision: drop.revision + 1,
    rulesVersion: plan.rules === drop.rules ? rulesVersion : rulesVersion + 1,
    buckets,
    pools: [],
    // What was said of the plan before is not said of this one.
    writtenBy: caller.personId,
    // Codes that were judged for another kind or a shorter validity are to be imported anew.
    ...(codesBatch && codesStayGood(drop, plan) ? { codesBatch, codesCount } : { codesCount: 0 }),
    createdAt,
  }
  if (!(await store.replaceDrop(drop, next))) return refuse('drop-changed')
  return reply(200, await managedFaceOf(next, now))
}

export const listManagedDrops: Handler<typeof contracts.listManagedDrops> = async ({
  query,
  caller,
  now,
}) => {
  const [org] = await readOrgs([query.orgId])
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['operator', 'staff', 'auditor'], org.path)) return refuse('org-out-of-scope')
  const range = store.dropsOf(org.orgId)
  const page = await store.readDropsOf(range, PAGE, afterOf(range, query.cursor))
  const items = await Promise.all(page.items.map((drop) => managedFaceOf(drop, now)))
  return reply(200, { items, ...cursorOf(range, page.after), serverTime: now })
}

export const getManagedDrop: Handler<typeof contracts.getManagedDrop> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  return reply(200, { drop: await managedFaceOf(found.drop, now), serverTime: now })
}
