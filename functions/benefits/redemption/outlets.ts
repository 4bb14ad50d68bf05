import type * as contracts from '@gonghui/shared/benefits/outlets'
import { dayOf } from '@gonghui/shared/lib/instant'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { earlierResult } from '../../lib/repeat.store.ts'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import { within } from '../drop/scope.ts'
import { outletsOf, putOutlet, readOutlet, readOutlets, readOutletsOf } from './outlet.store.ts'
import { countSlips } from './redemption.store.ts'

const PAGE = 50

export const createOutlet: Handler<typeof contracts.createOutlet> = async ({ body, caller, key, now }) => {
  const repeat = { personId: caller.personId, key, body }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier)
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['operator'], org.path)) return refuse('org-out-of-scope')
  const outlet = { ...body, outletId: newId('outlet', now) }
  if (await putOutlet(outlet, repeat, now)) return reply(201, outlet)
  const raced = await earlierResult(repeat)
  return raced && raced !== 'reused' ? again(raced) : refuse('idempotency-key-reused')
}

async function again(outletId: string) {
  const outlet = await readOutlet(outletId)
  if (!outlet) throw new Error(`outlet ${outletId} was made and is gone`)
  return reply(200, outlet)
}

export const listOutlets: Handler<typeof contracts.listOutlets> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['operator', 'staff', 'cadre'], org.path)) return refuse('org-out-of-scope')
  const range = outletsOf(org.orgId)
  const page = await readOutletsOf(range, PAGE, afterOf(range, query.cursor))
  return reply(200, { items: page.items, ...cursorOf(range, page.after), serverTime: now })
}

export const listMyOutlets: Handler<typeof contracts.listMyOutlets> = async ({ caller, now }) => {
  const mine = caller.grants.flatMap(({ role, outletId }) => (role === 'clerk' && outletId ? [outletId] : []))
  const outlets = await readOutlets([...new Set(mine)])
  const items = await Promise.all(
    outlets.map(async (outlet) => ({
      ...outlet,
      redeemedToday: await countSlips(outlet.outletId, dayOf(now)),
    })),
  )
  return reply(200, { items, serverTime: now })
}
