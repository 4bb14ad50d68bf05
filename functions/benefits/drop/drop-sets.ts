import type * as contracts from '@gonghui/shared/benefits/figures'
import type { Role } from '@gonghui/shared/lib/roles'
import type { StaffCaller } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { earlierResult } from '../../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { readDrops } from './drop.store.ts'
import * as store from './drop-sets.store.ts'
import { within } from './scope.ts'

const PAGE = 30

async function orgWithin(caller: StaffCaller, roles: readonly Role[], orgId: string) {
  const org = await readOrg(orgId)
  if (!org) return refuse('org-unknown')
  return within(caller, roles, org.path) ? org : refuse('org-out-of-scope')
}

export const createDropSet: Handler<typeof contracts.createDropSet> = async ({ body, caller, key, now }) => {
  const org = await orgWithin(caller, ['operator', 'staff'], body.orgId)
  if (isRefusal(org)) return org
  const repeat = { personId: caller.personId, key, body }
  const again = async () => {
    const earlier = await earlierResult(repeat)
    if (earlier === undefined) return undefined
    if (earlier === 'reused') return refuse('idempotency-key-reused')
    const made = await store.readDropSet(org.orgId, earlier)
    if (!made) throw new Error(`${earlier} was made and is gone`)
    return reply(200, made)
  }
  const earlier = await again()
  if (earlier) return earlier
  const dropIds = [...new Set(body.dropIds)]
  const drops = (await readDrops(dropIds)).filter(({ shadowOf }) => shadowOf === undefined)
  if (drops.length < dropIds.length) return refuse('drop-unknown')
  if (!drops.every(({ orgPath }) => within(caller, ['operator', 'staff'], orgPath)))
    return refuse('org-out-of-scope')
  const set = { setId: newId('dropSet', now), orgId: org.orgId, name: body.name, dropIds, createdAt: now }
  if (await store.putDropSet(set, repeat)) return reply(201, set)
  const raced = await again()
  if (!raced) throw new Error('a set of drops was refused that nobody has made')
  return raced
}

export const listDropSets: Handler<typeof contracts.listDropSets> = async ({ query, caller, now }) => {
  const org = await orgWithin(caller, ['operator', 'staff', 'auditor'], query.orgId)
  if (isRefusal(org)) return org
  const range = store.dropSetsOf(org.orgId)
  const page = await store.readDropSets(range, PAGE, afterOf(range, query.cursor))
  return reply(200, { items: page.items, ...cursorOf(range, page.after), serverTime: now })
}
