/** For tests: vouchers claimed and spent in numbers, over the very rules and stores, without the wire. */
import { randomUUID } from 'node:crypto'
import { type Instant, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { newId } from '../../lib/ids.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { writeAll } from '../../table/writes.ts'
import { elementOf, homeOf } from '../claim/bucket.rule.ts'
import { everyBucket, takeUnit } from '../claim/grant.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { recordsExpire } from '../drop/retention.rule.ts'
import { NOW, sourceOf, storedMember } from '../drop/test-drop.ts'
import type { RedemptionRow } from './redemption.rule.ts'
import { redeem, undo } from './redemption.store.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { rowForAnswer } from './wallet.store.ts'

/** The orgs that the members of these tests belong to. */
export async function storeOrgs(): Promise<void> {
  const orgs = [
    { orgId: 'org_DISTRICT', name: '南山区总工会', level: 'district', path: 'org_CITY/org_DISTRICT' },
    { orgId: 'org_WORK', name: '海风电子工会', level: 'workplace', path: 'org_CITY/org_DISTRICT/org_WORK' },
  ]
  const pathNames = ['市总工会', '南山区总工会', '海风电子工会']
  await writeAll(
    orgs.map((org, i) => ({
      PutRequest: {
        Item: { ...keyOf('an org', org), ...org, pathNames: pathNames.slice(0, i + 2) },
      },
    })),
  )
}

/** So many members who hold a voucher each. */
export async function claimedBy(drop: Drop, count: number, at: Instant = NOW): Promise<VoucherRow[]> {
  const rows: VoucherRow[] = []
  for (let i = 0; i < count; i += 50)
    rows.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - i) }, () => claimed(drop, at)))),
    )
  return rows
}

async function claimed(drop: Drop, at: Instant): Promise<VoucherRow> {
  const { member } = await storedMember()
  const taken = await takeUnit(sourceOf(drop), member.memberId, 1, everyBucket)
  if (taken.kind !== 'granted') throw new Error(`nothing for ${member.memberId}: ${taken.kind}`)
  const taker = { dropId: drop.dropId, memberId: member.memberId, j: 1, orgPath: member.orgPath }
  return rowForAnswer(taker, taken.unit, at)
}

export interface At {
  readonly outletId: string
  readonly outletName?: string
  readonly clerkId?: string
  readonly at?: Instant
}

/** Spends a voucher at an outlet, as the desk does. */
export async function spend(
  row: VoucherRow,
  drop: Drop,
  { outletId, outletName = '海湾影城·新港店', clerkId = 'per_CLERK', at = later(NOW, SECOND_MS) }: At,
): Promise<RedemptionRow | undefined> {
  const { voucherId, memberId, j, dropId } = row
  const slip: RedemptionRow = {
    redemptionId: newId('redemption', at),
    ...{ voucherId, memberId, j, dropId, outletId, outletName, clerkId, at },
    title: drop.title,
    orgId: 'org_WORK',
    collectedFen: drop.memberPriceFen,
    shortCodeTail: '0042',
    expiresAt: recordsExpire(drop),
  }
  const { done } = await redeem(row, slip, { personId: clerkId, key: randomUUID(), body: {} })
  return done ? slip : undefined
}

export const takeBack = (slip: RedemptionRow, at: Instant = NOW) => undo(slip, { at, reason: '扫错了' })

/** A drop's buckets and wallet rows as so many claims would have left them, written at once: for large numbers only. */
export async function fill(drop: Drop, count: number): Promise<void> {
  const [pool] = drop.pools
  if (!pool) throw new Error('the drop is not published')
  const places = new Map<number, Uint8Array[]>()
  const rows: VoucherRow[] = []
  const share = Math.ceil(count / pool.count)
  while (rows.length < count) {
    const memberId = newId('member', NOW)
    const bucket = homeOf(memberId, drop.dropId, pool)
    const mine = places.get(bucket) ?? []
    if (mine.length >= share) continue
    places.set(bucket, [...mine, elementOf(memberId, 1)])
    rows.push({
      ...{ voucherId: `vch_${String(rows.length).padStart(32, '0')}`, memberId, dropId: drop.dropId, j: 1 },
      ...{ bucket, place: mine.length, ordinal: rows.length, state: 'issued', issuedAt: NOW },
      orgPath: 'org_CITY/org_DISTRICT/org_WORK',
    })
  }
  const buckets = [...places].map(([bucket, mine]) => ({
    ...keyOf('a bucket of a drop', { dropId: drop.dropId, bucket }),
    ...{ bucket, places: mine, n: mine.length, cap: share, added: share, seq: 0, in: {} },
    ranges: [[bucket * share, share]],
  }))
  const wallet = rows.flatMap((row) => {
    const { memberId, dropId, j } = row
    const face = {
      nameMasked: '林**',
      phoneMasked: '138****2071',
      orgId: 'org_WORK',
      orgName: '海风电子工会',
    }
    return [
      { ...keyOf('a member’s claim on a drop', { memberId, dropId, j }), ...row },
      { ...keyOf('a member', { memberId }), memberId, ...face, orgPath: row.orgPath },
    ]
  })
  await writeAll([...buckets, ...wallet].map((Item) => ({ PutRequest: { Item } })))
}
