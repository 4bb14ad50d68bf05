import type * as contracts from '@gonghui/shared/benefits/outlets'
import { dayOf } from '@gonghui/shared/lib/instant'
import type { StaffCaller } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import { log } from '../../lib/log.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { earlierResult } from '../../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { within } from '../drop/scope.ts'
import { isWanted, saysTheSame } from './outlet.rule.ts'
import * as store from './outlet.store.ts'
import { countSlips } from './redemption.store.ts'

export const createOutlet: Handler<typeof contracts.createOutlet> = async ({ body, caller, key, now }) => {
  const repeat = { personId: caller.personId, key, body }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier)
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['operator'], org.path)) return refuse('org-out-of-scope')
  const outlet = { ...body, outletId: newId('outlet', now), revision: 1, writtenBy: caller.personId }
  if (await store.putOutlet(outlet, repeat, now)) return reply(201, outlet)
  const raced = await earlierResult(repeat)
  return raced && raced !== 'reused' ? again(raced) : refuse('idempotency-key-reused')
}

async function again(outletId: string) {
  const outlet = await store.readOutlet(outletId, { strong: true })
  if (!outlet) throw new Error(`outlet ${outletId} was made and is gone`)
  return reply(200, outlet)
}

/** The outlet that somebody looks after. */
async function outletWithin(caller: StaffCaller, outletId: string) {
  const outlet = await store.readOutlet(outletId, { strong: true })
  if (!outlet) return refuse('outlet-unknown')
  const org = await readOrg(outlet.orgId)
  return org && within(caller, ['operator'], org.path) ? outlet : refuse('org-out-of-scope')
}

export const editOutlet: Handler<typeof contracts.editOutlet> = async ({ params, body, caller }) => {
  const outlet = await outletWithin(caller, params.outletId)
  if (isRefusal(outlet)) return outlet
  const { revision, ...place } = body
  // Asked again after a lost reply, or by two at once to the same: it is so already.
  if (saysTheSame(outlet, place)) return reply(200, outlet)
  const corrected = await store.correctOutlet({ ...outlet, revision }, place, caller.personId)
  if (corrected) return reply(200, corrected)
  const raced = await store.readOutlet(outlet.outletId, { strong: true })
  return raced && saysTheSame(raced, place) ? reply(200, raced) : refuse('outlet-changed')
}

export const closeOutlet: Handler<typeof contracts.closeOutlet> = async ({ params, caller, now }) => {
  const outlet = await outletWithin(caller, params.outletId)
  if (isRefusal(outlet)) return outlet
  const closed = await store.shutOutlet(outlet, outlet.closedAt ?? now, caller.personId)
  log.info('outlet closed', { outletId: outlet.outletId, by: caller.personId })
  return reply(200, closed)
}

export const reopenOutlet: Handler<typeof contracts.reopenOutlet> = async ({ params, caller }) => {
  const outlet = await outletWithin(caller, params.outletId)
  if (isRefusal(outlet)) return outlet
  const opened = await store.shutOutlet(outlet, undefined, caller.personId)
  log.info('outlet reopened', { outletId: outlet.outletId, by: caller.personId })
  return reply(200, opened)
}

const PAGE = 50
/** So many are looked at for one page; where fewer fit, the page is short and the cursor goes on. */
const LOOKED_AT = 500

/** In the order in which they were registered: as many as fit on a page, from where the last one ended. */
export const listOutlets: Handler<typeof contracts.listOutlets> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['operator', 'staff', 'cadre'], org.path)) return refuse('org-out-of-scope')
  const range = store.outletsOf(org.orgId)
  const items: store.OutletRow[] = []
  let after = afterOf(range, query.cursor)
  for (let looked = 0; looked < LOOKED_AT && items.length < PAGE; looked += PAGE) {
    const page = await store.readOutletsOf(range, PAGE - items.length, after)
    items.push(...page.items.filter((outlet) => isWanted(outlet, query)))
    after = page.after
    if (after === undefined) break
  }
  return reply(200, { items, ...cursorOf(range, after), serverTime: now })
}

export const listMyOutlets: Handler<typeof contracts.listMyOutlets> = async ({ caller, now }) => {
  const mine = caller.grants.flatMap(({ role, outletId }) => (role === 'clerk' && outletId ? [outletId] : []))
  const outlets = await store.readOutlets([...new Set(mine)])
  const items = await Promise.all(
    outlets.map(async (outlet) => ({
      ...outlet,
      redeemedToday: await countSlips(outlet.outletId, dayOf(now)),
    })),
  )
  return reply(200, { items, serverTime: now })
}
