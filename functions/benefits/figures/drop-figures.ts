import type * as contracts from '@gonghui/shared/benefits/figures'
import { orgLevels } from '@gonghui/shared/lib/org'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { readOrg, readOrgs } from '../../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { spentByOrg } from '../claim/spent-by-org.ts'
import { exactStock } from '../claim/stock.store.ts'
import { hoursOf, hoursTogether } from '../day/hours.rule.ts'
import { readRefusals } from '../day/refusal-figures.store.ts'
import { type Drop, stateAt } from '../drop/drop.rule.ts'
import { dropWithin } from '../drop/scope.ts'
import { readOpenings } from '../lottery/opening-figures.store.ts'
import { readOutlets } from '../redemption/outlet.store.ts'
import { readDayCounts, readSpent } from '../redemption/redemption.store.ts'
import { spendingDays } from './days.rule.ts'
import * as fold from './fold.store.ts'
import { readReport } from './reconciliation.store.ts'

const readers = ['operator', 'staff', 'auditor'] as const
const PAGE = 50
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
const asOfFor = ({ publishedAt, createdAt }: Drop, asOf: string | undefined) =>
  asOf ?? publishedAt ?? createdAt

/** One row for each day of the drop's use; a drop is used for weeks, so that is some dozens of small queries at most. */
const spentByDay = (drop: Drop, now: string) =>
  Promise.all(
    spendingDays(drop, now).map(async (day) => ({ day, rows: await readDayCounts(drop.dropId, day) })),
  )

export const getFigures: Handler<typeof contracts.getFigures> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, readers, params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const [stock, counted, spent, byDay, refusals, seenAbout, report, outlets] = await Promise.all([
    exactStock(drop, now),
    fold.readCounted(drop.dropId),
    readSpent(drop.dropId),
    spentByDay(drop, now),
    readRefusals(drop.dropId),
    readOpenings(drop.dropId),
    readReport(drop.dropId),
    readOutlets(drop.outletIds),
  ])
  const isMerchants = drop.redeemedAt === 'merchant'
  const here = new Map(spent.map(({ outletId, redeemed }) => [outletId, redeemed]))
  const told = new Map(report?.byOutlet.map(({ outletId, reported }) => [outletId, reported]))
  const claimed = stock.total - stock.left
  const names = new Map(outlets.map(({ outletId, name }) => [outletId, name]))
  const at = isMerchants ? told : here
  return reply(200, {
    dropId: drop.dropId,
    title: drop.title,
    state: stateAt(drop, now),
    redeemedAt: drop.redeemedAt,
    stock: stock.total,
    funnel: {
      seenAbout,
      // Who was granted tapped; who was refused tapped, once for each refusal.
      tappedAbout: claimed + sum(Object.values(refusals)),
      claimed,
      redeemed: isMerchants ? (report?.reported ?? 0) : sum([...here.values()]),
    },
    undone: sum(spent.map(({ undone }) => undone)),
    byHour: hoursTogether(counted.byHour, hoursOf(byDay)),
    claimsAsOf: asOfFor(drop, counted.asOf),
    byOutlet: [...new Set([...drop.outletIds, ...at.keys()])]
      .map((outletId) => ({
        outletId,
        outletName: names.get(outletId) ?? outletId,
        redeemed: at.get(outletId) ?? 0,
      }))
      .sort((a, b) => b.redeemed - a.redeemed),
    ...(isMerchants && report ? { reportedUntil: report.until } : {}),
    serverTime: now,
  })
}

/** One org of a drop, opened: what it has claimed and redeemed, and the orgs right below it. */
export const getOrgFigures: Handler<typeof contracts.getOrgFigures> = async ({
  params,
  query,
  caller,
  now,
}) => {
  const found = await dropWithin(caller, readers, params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const above = await readOrg(query.under ?? drop.orgId)
  if (!above) return refuse('org-unknown')
  const range = fold.countedBelow(drop.dropId, above.orgId)
  const [counted, own, below, spent] = await Promise.all([
    fold.readCounted(drop.dropId),
    fold.readCountedOrg(drop.dropId, above.path),
    fold.readCountedBelow(range, PAGE, afterOf(range, query.cursor)),
    spentByOrg(drop, now),
  ])
  const orgs = new Map(
    (await readOrgs(below.items.map(({ orgPath }) => leafOf(orgPath)))).map((org) => [org.orgId, org]),
  )
  const items = below.items.map(({ orgId, orgPath, claims, own: direct }) => ({
    orgId,
    orgName: orgs.get(orgId)?.name ?? orgId,
    level: orgs.get(orgId)?.level ?? orgLevels[pathsAbove(orgPath).length - 1] ?? ('workplace' as const),
    claims,
    redeemed: spent.get(orgId) ?? 0,
    hasBelow: claims > direct,
  }))
  return reply(200, {
    asOf: asOfFor(drop, counted.asOf),
    under: {
      ...{ orgId: above.orgId, orgName: above.name, level: above.level },
      ...{ claims: own.claims, redeemed: spent.get(above.orgId) ?? 0, hasBelow: items.length > 0 },
    },
    items,
    ...cursorOf(range, below.after),
    serverTime: now,
  })
}
