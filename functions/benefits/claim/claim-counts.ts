import type { getOrgCounts as contract } from '@gonghui/shared/benefits/counts'
import { orgLevels } from '@gonghui/shared/lib/org'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { readOrg, readOrgs } from '../../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { dropWithin } from '../drop/scope.ts'
import * as store from '../figures/fold.store.ts'

const PAGE = 50

/** Before its first fold, of a drop's claims those are counted that were made before it was published: none. */
const asOfFor = ({ publishedAt, createdAt }: Drop, asOf: string | undefined) =>
  asOf ?? publishedAt ?? createdAt

/** A drop's claims as the fold has counted them: by hour, and by the first orgs right below the drop's own. */
export async function claimCounts(drop: Drop) {
  const [counted, below] = await Promise.all([
    store.readCounted(drop.dropId),
    store.readCountedBelow(store.countedBelow(drop.dropId, drop.orgId), PAGE, undefined),
  ])
  return {
    asOf: asOfFor(drop, counted.asOf),
    total: counted.claims,
    byHour: [...counted.byHour],
    byOrg: await named(below.items),
  }
}

/** One org of a drop's claims, opened: what it has, and the orgs right below it. */
export const getOrgCounts: Handler<typeof contract> = async ({ params, query, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const above = await readOrg(query.under ?? drop.orgId)
  if (!above) return refuse('org-unknown')
  const range = store.countedBelow(drop.dropId, above.orgId)
  const [counted, own, below] = await Promise.all([
    store.readCounted(drop.dropId),
    store.readCountedOrg(drop.dropId, above.path),
    store.readCountedBelow(range, PAGE, afterOf(range, query.cursor)),
  ])
  return reply(200, {
    asOf: asOfFor(drop, counted.asOf),
    under: {
      ...{ orgId: above.orgId, orgName: above.name, level: above.level },
      ...{ claims: own.claims, own: own.own, byHour: [...own.byHour] },
    },
    items: await named(below.items),
    ...cursorOf(range, below.after),
    serverTime: now,
  })
}

/** With the orgs' names of today; one that is not there any more goes by its id. */
async function named(rows: readonly store.CountedOrg[]) {
  const orgs = new Map(
    (await readOrgs(rows.map(({ orgPath }) => leafOf(orgPath)))).map((org) => [org.orgId, org]),
  )
  return rows.map(({ orgId, orgPath, claims, own }) => ({
    orgId,
    orgName: orgs.get(orgId)?.name ?? orgId,
    level: orgs.get(orgId)?.level ?? orgLevels[pathsAbove(orgPath).length - 1] ?? 'workplace',
    claims,
    own,
  }))
}
