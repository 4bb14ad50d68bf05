import type { readBlastRadius as contract } from '@gonghui/shared/benefits/blast-radius'
import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import { readOrg } from '../../lib/orgs.store.ts'
import { countBelow } from '../../lib/rolls.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { exactStock } from '../claim/stock.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { dropWithin } from '../drop/scope.ts'
import { readCountedOrg } from '../figures/fold.store.ts'
import { readSpent } from '../redemption/redemption.store.ts'
import { blastRadius, holdersIn, type Standing } from './blast-radius.rule.ts'

/** An org inside another of the audience is counted with it. */
const outermost = ({ audiencePaths }: Drop): readonly string[] =>
  audiencePaths.filter((path) => !audiencePaths.some((other) => other !== path && isAtOrBelow(path, other)))

async function standingOf(drop: Drop, now: string): Promise<Standing> {
  const [buckets, { left }, spent, counts] = await Promise.all([
    readBuckets(drop.dropId, drop.buckets, { strong: false }),
    exactStock(drop, now, { strong: false }),
    readSpent(drop.dropId),
    Promise.all(outermost(drop).map(countBelow)),
  ])
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return {
    ...holdersIn(buckets),
    left,
    spent: sum(spent.map(({ redeemed }) => redeemed)),
    members: sum(counts),
  }
}

/** Before a deed: whom it would concern, as things stand now. It only reads. */
export const readBlastRadius: Handler<typeof contract> = async ({ params, query, caller, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const org = query.orgId === undefined ? undefined : await readOrg(query.orgId)
  if (query.orgId !== undefined && !org) return refuse('org-unknown')
  const [standing, ofOrg] = await Promise.all([
    standingOf(drop, now),
    org &&
      Promise.all([countBelow(org.path), readCountedOrg(drop.dropId, org.path)]).then(
        ([members, { claims }]) => ({ name: org.name, members, claims }),
      ),
  ])
  return reply(200, { radius: blastRadius(drop, query, standing, ofOrg), serverTime: now })
}
