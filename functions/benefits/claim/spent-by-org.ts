import type { Instant } from '@gonghui/shared/lib/instant'
import { leafOf, type OrgPath, pathsAbove } from '@gonghui/shared/lib/roles'
import { readOrgs } from '../../lib/orgs.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { spendingDays } from '../figures/days.rule.ts'
import { readDayCountsByOrg } from '../redemption/redemption.store.ts'

const PARALLEL = 8

/**
 * Redemptions of a drop by org, each counted for the org of who spent it and for every org above, as the tree stands
 * now. Summed from the rows that change with each slip, so exact at once; a day of a whole city is one query.
 */
export async function spentByOrg(drop: Drop, now: Instant): Promise<Map<string, number>> {
  const own = new Map<string, number>()
  const days = spendingDays(drop, now)
  for (let i = 0; i < days.length; i += PARALLEL) {
    const some = days.slice(i, i + PARALLEL).map((day) => readDayCountsByOrg(drop.dropId, day))
    for (const { sk, redeemed } of (await Promise.all(some)).flat()) {
      const orgId = sk.slice('ORG#'.length)
      own.set(orgId, (own.get(orgId) ?? 0) + redeemed)
    }
  }
  const paths = new Map((await readOrgs([...own.keys()])).map(({ orgId, path }) => [orgId, path]))
  return rolledUp(own, (orgId) => paths.get(orgId) ?? orgId)
}

/** Counts by org, of the org and all orgs below it. */
export function rolledUp(
  own: ReadonlyMap<string, number>,
  pathOf: (orgId: string) => OrgPath,
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [orgId, count] of own)
    for (const above of pathsAbove(pathOf(orgId)).map(leafOf)) sums.set(above, (sums.get(above) ?? 0) + count)
  return sums
}
