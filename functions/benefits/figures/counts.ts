import type { getCounts as contract } from '@gonghui/shared/benefits/counts'
import { type Handler, isRefusal, reply } from '../../lib/server.ts'
import { claimCounts } from '../claim/claim-counts.ts'
import { exactStock } from '../claim/stock.store.ts'
import { readRefusals } from '../day/refusal-figures.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { dropWithin } from '../drop/scope.ts'
import { readRound } from '../redemption/expiry.store.ts'
import { readOutlets } from '../redemption/outlet.store.ts'
import { readDayCounts } from '../redemption/redemption.store.ts'
import { readVoids } from '../redemption/voids.store.ts'
import { spendingDays } from './days.rule.ts'
import { readReport } from './reconciliation.store.ts'

/**
 * Exact at once: stock and claims from the buckets (a read unit each), redemptions from the rows that change with each
 * slip. Claims by hour and org are exact as of the last fold, refusals approximate.
 */
export const getCounts: Handler<typeof contract> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const [stock, claims, byOutletAndDay, refusals, round, voids, reported] = await Promise.all([
    exactStock(drop, now),
    claimCounts(drop),
    spentByOutletAndDay(drop, now),
    readRefusals(drop.dropId),
    drop.useWithinDays === undefined ? undefined : readRound(drop.dropId),
    readVoids(drop.dropId),
    reportedOf(drop),
  ])
  const sum = (of: 'redeemed' | 'undone') => byOutletAndDay.reduce((total, row) => total + row[of], 0)
  const [claimed, redeemed] = [stock.total - stock.left, sum('redeemed')]
  // One that was replaced is its member's all the same.
  const voided = voids.filter((row) => row.voided?.replacedBy === undefined).length
  // Past the end whatever was not used is over; at the merchant's till only the merchant knows.
  const isOver = now > drop.validUntil && drop.redeemedAt === 'here'
  const standing = isOver ? Math.max(0, claimed - redeemed - voided) : (round?.standing ?? 0)
  return reply(200, {
    stock: { total: stock.total, left: stock.left },
    claimed,
    redeemed,
    undone: sum('undone'),
    voided,
    expired: { recycled: stock.recycled, standing },
    byOutletAndDay,
    ...(reported ? { reported } : {}),
    claims,
    refusals: Object.entries(refusals)
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count),
    serverTime: now,
  })
}

/** Nobody redeems here what is used at the merchant's till: only its file tells. */
async function reportedOf({ dropId, outletIds, redeemedAt }: Drop) {
  const report = redeemedAt === 'merchant' ? await readReport(dropId) : undefined
  if (!report) return undefined
  const names = await namesOf(outletIds)
  const byOutlet = report.byOutlet
    .map(({ outletId, reported }) => ({
      outletId,
      outletName: names.get(outletId) ?? outletId,
      redeemed: reported,
    }))
    .sort((a, b) => b.redeemed - a.redeemed)
  return { until: report.until, redeemed: report.reported, byOutlet }
}

const namesOf = async (outletIds: readonly string[]) =>
  new Map((await readOutlets(outletIds)).map(({ outletId, name }) => [outletId, name]))

async function spentByOutletAndDay(drop: Drop, now: string) {
  const names = await namesOf(drop.outletIds)
  const perDay = await Promise.all(
    spendingDays(drop, now).map(async (day) =>
      (await readDayCounts(drop.dropId, day)).map(({ sk, redeemed, undone }) => {
        const outletId = sk.slice('OUTLET#'.length)
        return { outletId, outletName: names.get(outletId) ?? outletId, day, redeemed, undone }
      }),
    ),
  )
  return perDay.flat()
}
