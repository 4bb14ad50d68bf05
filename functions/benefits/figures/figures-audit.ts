import { dayOf, hourOf } from '@gonghui/shared/lib/instant'
import { claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import {
  readDayCounts,
  readDayCountsByOrg,
  readRedemptions,
  readSpent,
} from '../redemption/redemption.store.ts'
import type { VoucherRow } from '../redemption/voucher.rule.ts'
import { readRows } from '../redemption/wallet.store.ts'
import { stepsOf, type Tally, type Unfolded } from './fold.rule.ts'
import { type Counted, readCounted, readCountedOrg, readMarks } from './fold.store.ts'

export interface FiguresAudit {
  /** Claims that are counted, and places that wait to be. */
  readonly counted: number
  readonly waiting: number
  /** Every figure that is not what the vouchers say, in words; empty where all agree. */
  readonly wrong: readonly string[]
}

/**
 * Recounts a drop's figures from its vouchers: claims by org, day and hour from those below the buckets' marks, and
 * redemptions by outlet, and by outlet and org on each day and hour. At rest; while people claim or redeem, the readings are of different moments.
 */
export async function auditFigures({ dropId, buckets: count }: Drop): Promise<FiguresAudit> {
  const buckets = await readBuckets(dropId, count)
  const marks = await readMarks(
    dropId,
    buckets.map(({ bucket }) => bucket),
  )
  const rows = await readRows(
    buckets.flatMap(({ places }) =>
      places.filter((element) => !isReserve(element)).map((element) => ({ dropId, ...claimantAt(element) })),
    ),
  )
  const rowAt = new Map(rows.map((row) => [`${row.bucket} ${row.place}`, row]))
  const missing: string[] = []
  const claimAt = (bucket: number, element: Uint8Array, place: number) => {
    const row = isReserve(element) ? undefined : rowAt.get(`${bucket} ${place}`)
    if (!row && !isReserve(element))
      missing.push(`place ${place} of bucket ${bucket} is counted without a voucher`)
    return row ?? ('nobody' as const)
  }
  const below = buckets.map(
    ({ bucket, places }): Unfolded => ({
      bucket,
      from: 0,
      claims: places
        .slice(0, marks.get(bucket) ?? 0)
        .map((element, place) => claimAt(bucket, element, place)),
    }),
  )
  const [whole] = stepsOf(below, Number.POSITIVE_INFINITY)
  const granted = buckets.reduce((sum, { places }) => sum + places.length, 0)
  const counted = await readCounted(dropId)
  const wrong = [
    ...missing,
    ...(whole ? differing('the drop', whole.all, counted) : []),
    ...(await Promise.all(
      [...(whole?.byOrg ?? [])].map(async ([path, tally]) =>
        differing(path, tally, await readCountedOrg(dropId, path)),
      ),
    ).then((lines) => lines.flat())),
    ...(await differingOutlets(dropId, rows)),
    ...(await differingDays(dropId, rows)),
  ]
  return {
    counted: counted.claims,
    waiting: granted - [...marks.values()].reduce((sum, places) => sum + places, 0),
    wrong,
  }
}

function differing(name: string, { claims, own, hours }: Tally, stored: Counted): string[] {
  const wrong: string[] = []
  if (stored.claims !== claims)
    wrong.push(`claims of ${name}: ${stored.claims} counted, ${claims} by vouchers`)
  if (stored.own !== own) wrong.push(`own claims of ${name}: ${stored.own} counted, ${own} by vouchers`)
  const storedHours = new Map(
    stored.byHour.map(({ day, hour, claims }) => [`${day}T${String(hour).padStart(2, '0')}`, claims]),
  )
  for (const hour of new Set([...storedHours.keys(), ...Object.keys(hours)]))
    if (storedHours.get(hour) !== hours[hour])
      wrong.push(
        `claims of ${name} at ${hour}: ${storedHours.get(hour) ?? 0} counted, ${hours[hour] ?? 0} by vouchers`,
      )
  return wrong
}

async function differingOutlets(dropId: string, rows: readonly VoucherRow[]): Promise<string[]> {
  const byVouchers = new Map<string, number>()
  for (const { state, spent } of rows)
    if (state === 'redeemed' && spent)
      byVouchers.set(spent.outletId, (byVouchers.get(spent.outletId) ?? 0) + 1)
  const stored = new Map((await readSpent(dropId)).map(({ outletId, redeemed }) => [outletId, redeemed]))
  return [...new Set([...byVouchers.keys(), ...stored.keys()])]
    .filter((outletId) => (byVouchers.get(outletId) ?? 0) !== (stored.get(outletId) ?? 0))
    .map(
      (outletId) =>
        `redemptions at ${outletId}: ${stored.get(outletId) ?? 0} counted, ${byVouchers.get(outletId) ?? 0} by vouchers`,
    )
}

/** By outlet and org, on each day on which something was spent, hour by hour; the org is that of the slip. */
async function differingDays(dropId: string, rows: readonly VoucherRow[]): Promise<string[]> {
  const spent = rows.filter(({ state, spent: at }) => state === 'redeemed' && at !== undefined)
  const slips = await readRedemptions(spent.map(({ spent: at }) => at?.redemptionId ?? ''))
  const byVouchers = new Map<string, number>()
  const count = (name: string) => byVouchers.set(name, (byVouchers.get(name) ?? 0) + 1)
  for (const { at, outletId, orgId } of slips)
    for (const seat of [`OUTLET#${outletId}`, `ORG#${orgId}`]) {
      count(`${seat} on ${dayOf(at)}`)
      count(`${seat} on ${dayOf(at)} at ${hourOf(at)}`)
    }
  const days = [...new Set(slips.map(({ at }) => dayOf(at)))]
  const stored = new Map(
    (await Promise.all(days.map((day) => countedOn(dropId, day))))
      .flat()
      .filter(([, counted]) => counted !== 0),
  )
  const missing = spent.length - slips.length
  return [
    ...(missing > 0 ? [`${missing} vouchers are redeemed without a slip`] : []),
    ...[...new Set([...byVouchers.keys(), ...stored.keys()])]
      .filter((name) => byVouchers.get(name) !== stored.get(name))
      .map(
        (name) =>
          `redemptions of ${name}: ${stored.get(name) ?? 0} counted, ${byVouchers.get(name) ?? 0} by vouchers`,
      ),
  ]
}

async function countedOn(dropId: string, day: string): Promise<(readonly [string, number])[]> {
  const found = await Promise.all([readDayCounts(dropId, day), readDayCountsByOrg(dropId, day)])
  return found.flat().flatMap((row) => {
    const hours = Object.entries(row).filter(([name]) => /^h\d\d$/.test(name))
    return [
      [`${row.sk} on ${day}`, row.redeemed] as const,
      ...hours.map(
        ([name, counted]) => [`${row.sk} on ${day} at ${Number(name.slice(1))}`, Number(counted)] as const,
      ),
    ]
  })
}
