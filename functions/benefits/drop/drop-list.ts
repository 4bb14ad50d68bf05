import type { listManagedDrops as contract } from '@gonghui/shared/benefits/drops'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { StaffCaller } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { type Handler, type Request, refuse, reply } from '../../lib/server.ts'
import type { Drop } from './drop.rule.ts'
import { dropsAtOrBelow, dropsOf, readDrops, readDropsOf } from './drop.store.ts'
import { isWanted, rankByOpening } from './drop-list.rule.ts'
import { readDropSet } from './drop-sets.store.ts'
import { managedFaceOf } from './faces.ts'
import { within } from './scope.ts'

const readers = ['operator', 'staff', 'auditor'] as const
const PAGE = 20
const READ_AT_ONCE = 50
/** So many are looked at for one page; where fewer fit, the page is short and the cursor goes on. */
const LOOKED_AT = 300

type Query = Request<typeof contract>['query']
type Range = ReturnType<typeof dropsOf>

interface Found {
  readonly drops: readonly Drop[]
  /** The id of the drop after which the next page begins. */
  readonly last: string | undefined
}

/** Newest first: as many as fit on a page, from where the last one ended. */
async function newestWanted(
  range: Range,
  after: string | undefined,
  query: Query,
  now: Instant,
): Promise<Found> {
  const drops: Drop[] = []
  let from = after
  for (let looked = 0; looked < LOOKED_AT; ) {
    const page = await readDropsOf(range, READ_AT_ONCE, from)
    for (const [at, drop] of page.items.entries()) {
      if (!isWanted(drop, query, now)) continue
      drops.push(drop)
      const isLast = at === page.items.length - 1 && page.after === undefined
      if (drops.length === PAGE) return { drops, last: isLast ? undefined : range.begins + drop.dropId }
    }
    if (page.after === undefined) return { drops, last: undefined }
    from = page.after
    looked += READ_AT_ONCE
  }
  return { drops, last: from }
}

/** A place in a list that is sorted here has a rank, and no key. */
const RANKED = { pk: '', begins: '' }

/** By when they open, among the newest few hundred. */
async function byOpening(
  range: Range,
  after: string | undefined,
  query: Query,
  now: Instant,
): Promise<Found> {
  const { items } = await readDropsOf(range, LOOKED_AT, undefined)
  const ranked = items
    .filter((drop) => isWanted(drop, query, now))
    .sort((a, b) => (rankByOpening(a) < rankByOpening(b) ? 1 : -1))
  const rest = after === undefined ? ranked : ranked.filter((drop) => rankByOpening(drop) < after)
  const drops = rest.slice(0, PAGE)
  const end = rest.length > PAGE ? drops.at(-1) : undefined
  return { drops, last: end && rankByOpening(end) }
}

/** A set holds twenty drops at most, perhaps of unions below: one page. */
async function ofSet(setId: string, query: Query, caller: StaffCaller, now: Instant) {
  const set = await readDropSet(query.orgId, setId)
  if (!set) return refuse('drop-set-unknown')
  const drops = (await readDrops(set.dropIds))
    .filter((drop) => within(caller, readers, drop.orgPath) && isWanted(drop, query, now))
    .sort((a, b) => (rankByOpening(a) < rankByOpening(b) ? 1 : -1))
  const items = await Promise.all(drops.map((drop) => managedFaceOf(drop, now)))
  return reply(200, { items, serverTime: now })
}

/** 福利场次: a union's drops, or those of all below it too; filtered, sorted, page by page. */
export const listManagedDrops: Handler<typeof contract> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, readers, org.path)) return refuse('org-out-of-scope')
  if (query.setId !== undefined) return ofSet(query.setId, query, caller, now)
  const range = query.below ? dropsAtOrBelow(org.orgId) : dropsOf(org.orgId)
  const isByOpening = query.sort === 'opens'
  const place = isByOpening ? RANKED : range
  const after = afterOf(place, query.cursor)
  const { drops, last } = await (isByOpening ? byOpening : newestWanted)(range, after, query, now)
  const items = await Promise.all(drops.map((drop) => managedFaceOf(drop, now)))
  return reply(200, { items, ...cursorOf(place, last), serverTime: now })
}
