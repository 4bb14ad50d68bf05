import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { dayOf, hourOf } from '@gonghui/shared/lib/instant'
import type { Beside } from '../../lib/jobs.store.ts'
import { type Repeatable, rememberResult } from '../../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { refusedAt, rowFrom, unlessCancelled } from '../../table/failures.ts'
import { read, readAll, readPage, readRange } from '../../table/reads.ts'
import type { RedemptionRow } from './redemption.rule.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { keyOfVoucher } from './wallet.store.ts'

const keyOfRedemption = (redemptionId: string) => keyOf('a redemption', { redemptionId })
const keyOfSlip = ({ outletId, at, redemptionId }: RedemptionRow) =>
  keyOf('a redemption at an outlet on a day', { outletId, day: dayOf(at), redemptionId })

/** Adds to the rows that count this slip: by outlet, and by outlet and org on a day, so that no row is everybody's. */
const counted = ({ dropId, at, outletId, orgId }: RedemptionRow, by: 1 | -1) => {
  const day = dayOf(at)
  const keys = [
    keyOf('redemptions of a drop on a day by outlet', { dropId, day, outletId }),
    keyOf('redemptions of a drop on a day by org', { dropId, day, orgId }),
  ]
  const values = { ':by': by, ':undone': by === 1 ? 0 : 1 }
  const onDay = keys.map((Key) => ({
    Update: {
      TableName: TABLE,
      Key,
      UpdateExpression: 'ADD redeemed :by, undone :undone, #hour :by',
      ExpressionAttributeNames: { '#hour': `h${String(hourOf(at)).padStart(2, '0')}` },
      ExpressionAttributeValues: values,
    },
  }))
  const inAll = {
    Update: {
      TableName: TABLE,
      Key: keyOf('redemptions of a drop by outlet', { dropId, outletId }),
      UpdateExpression: 'SET outletId = :outletId ADD redeemed :by, undone :undone',
      ExpressionAttributeValues: { ...values, ':outletId': outletId },
    },
  }
  return [...onDay, inAll]
}

/**
 * Spends a voucher: the voucher, the slip, its place in the outlet's day and the counts change together or not at
 * all. Refused with the voucher as it stands where it is not issued any more.
 */
export async function redeem(
  row: VoucherRow,
  slip: RedemptionRow,
  repeat: Repeatable,
): Promise<{ readonly done: true } | { readonly done: false; readonly row: VoucherRow | undefined }> {
  const { redemptionId, at, outletId, outletName, expiresAt } = slip
  const cancelled = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: keyOfVoucher(row),
              UpdateExpression: 'SET #state = :redeemed, spent = :spent',
              // Another may have been given in its stead meanwhile, and stands in the same row.
              ConditionExpression: '#state = :issued AND voucherId = :this',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: {
                ':issued': 'issued',
                ':redeemed': 'redeemed',
                ':this': row.voucherId,
                ':spent': { redemptionId, at, outletId, outletName },
              },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
          { Put: { TableName: TABLE, Item: { ...keyOfRedemption(redemptionId), ...slip } } },
          { Put: { TableName: TABLE, Item: { ...keyOfSlip(slip), redemptionId, expiresAt } } },
          ...counted(slip, 1),
          rememberResult(repeat, redemptionId, at),
        ],
      }),
    ),
  )
  if (cancelled === 'done') return { done: true }
  return {
    done: false,
    row: cancelled[0]?.item && refusedAt(cancelled, 0) ? rowFrom<VoucherRow>(cancelled[0].item) : undefined,
  }
}

/** Takes a slip back: the same rows, reversed. False where the slip is not the voucher's last word any more. */
export async function undo(
  slip: RedemptionRow,
  undone: NonNullable<RedemptionRow['undone']>,
  beside: readonly Beside[] = [],
): Promise<boolean> {
  const { redemptionId, memberId, dropId, j } = slip
  const cancelled = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: keyOfVoucher({ memberId, dropId, j }),
              UpdateExpression: 'SET #state = :issued REMOVE spent',
              ConditionExpression: '#state = :redeemed AND spent.redemptionId = :this',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: {
                ':issued': 'issued',
                ':redeemed': 'redeemed',
                ':this': redemptionId,
              },
            },
          },
          {
            Update: {
              TableName: TABLE,
              Key: keyOfRedemption(redemptionId),
              UpdateExpression: 'SET undone = :undone',
              ConditionExpression: 'attribute_not_exists(undone)',
              ExpressionAttributeValues: { ':undone': undone },
            },
          },
          {
            Update: {
              TableName: TABLE,
              Key: keyOfSlip(slip),
              UpdateExpression: 'SET undone = :undone',
              ExpressionAttributeValues: { ':undone': true },
            },
          },
          ...counted(slip, -1),
          ...beside,
        ],
      }),
    ),
  )
  return cancelled === 'done'
}

export const readRedemption = (redemptionId: string): Promise<RedemptionRow | undefined> =>
  read<RedemptionRow>(keyOfRedemption(redemptionId))

/** In no particular order; those that are not there are left out. */
export const readRedemptions = (redemptionIds: readonly string[]): Promise<RedemptionRow[]> =>
  readAll<RedemptionRow>([...new Set(redemptionIds)].map(keyOfRedemption), { strong: true })

export const slipsOf = (outletId: string, day: string) =>
  rangeOf('a redemption at an outlet on a day', { outletId, day })

/** An outlet's slips of a day, newest first. */
export async function readSlips(range: ReturnType<typeof slipsOf>, limit: number, after: string | undefined) {
  const page = await readPage<{ redemptionId: string }>(range, {
    limit,
    after,
    newestFirst: true,
    strong: true,
  })
  const rows = await readAll<RedemptionRow>(
    page.items.map((slip) => keyOfRedemption(slip.redemptionId)),
    { strong: true },
  )
  return { items: rows.sort((a, b) => (a.redemptionId < b.redemptionId ? 1 : -1)), after: page.after }
}

/** All slips of an outlet's day, those taken back included, some hundreds at a time. Of all its drops. */
export async function* walkSlips(outletId: string, day: string): AsyncGenerator<RedemptionRow[]> {
  let after: string | undefined
  do {
    const page = await readPage<{ redemptionId: string }>(slipsOf(outletId, day), {
      limit: 300,
      after,
      strong: true,
    })
    const rows = await readAll<RedemptionRow>(
      page.items.map((slip) => keyOfRedemption(slip.redemptionId)),
      { strong: true },
    )
    if (rows.length > 0) yield rows.sort((a, b) => (a.redemptionId < b.redemptionId ? -1 : 1))
    after = page.after
  } while (after !== undefined)
}

/** How many vouchers an outlet has spent on a day, those taken back left out. */
export async function countSlips(outletId: string, day: string): Promise<number> {
  const slips = await readRange<{ undone?: true }>(slipsOf(outletId, day))
  return slips.filter((slip) => !slip.undone).length
}

export interface DayCount {
  readonly sk: string
  readonly redeemed: number
  readonly undone: number
}

/** What was spent of a drop on a day, a row for each outlet. */
export const readDayCounts = (dropId: string, day: string): Promise<DayCount[]> =>
  readRange<DayCount>(rangeOf('redemptions of a drop on a day by outlet', { dropId, day }), { strong: true })

/** What was spent of a drop on a day, a row for each org that a member who spent one belonged to then. */
export const readDayCountsByOrg = (dropId: string, day: string): Promise<DayCount[]> =>
  readRange<DayCount>(rangeOf('redemptions of a drop on a day by org', { dropId, day }), { strong: true })

export interface OutletCount {
  readonly outletId: string
  readonly redeemed: number
  readonly undone: number
}

/** What was spent of a drop at each outlet, over all days. */
export const readSpent = (dropId: string): Promise<OutletCount[]> =>
  readRange<OutletCount>(rangeOf('redemptions of a drop by outlet', { dropId }), { strong: true })
