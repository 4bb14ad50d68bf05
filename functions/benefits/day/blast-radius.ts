import type { readBlastRadius as contract } from '@gonghui/shared/benefits/blast-radius'
import type { Instant } from '@gonghui/shared/lib/instant'
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
import { voidWords } from '../redemption/void.rule.ts'
import { voucherNumbered } from '../redemption/voucher-numbered.ts'
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

/** One voucher of one member. */
async function ofVoiding(voucherId: string, reissue: boolean, drop: Drop, now: Instant) {
  const found = voucherId === '' ? undefined : await voucherNumbered(voucherId)
  if (found?.drop.dropId !== drop.dropId) return refuse('voucher-unknown')
  const words = `${voidWords(found.row, drop, reissue)}。`
  const fen = drop.listPriceFen - drop.memberPriceFen
  return reply(200, { radius: { people: 1, vouchers: 1, fen, words }, serverTime: now })
}

/** Before a deed: whom it would concern, as things stand now. It only reads. */
export const readBlastRadius: Handler<typeof contract> = async ({ params, query, caller, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const { deed } = query
  if (deed === 'void-voucher') return ofVoiding(query.voucherId ?? '', query.reissue === 'yes', drop, now)
  const org = query.orgId === undefined ? undefined : await readOrg(query.orgId)
  if (query.orgId !== undefined && !org) return refuse('org-unknown')
  const [standing, ofOrg] = await Promise.all([
    standingOf(drop, now),
    org &&
      Promise.all([countBelow(org.path), readCountedOrg(drop.dropId, org.path)]).then(
        ([members, { claims }]) => ({ name: org.name, members, claims }),
      ),
  ])
  return reply(200, { radius: blastRadius(drop, { ...query, deed }, standing, ofOrg), serverTime: now })
}
