import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { CheckIn } from '@gonghui/shared/membership/check-ins'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import type { MemberFace } from '../lib/members.store.ts'
import { type Repeatable, rememberResult } from '../lib/repeat.store.ts'
import { lookupHash } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { refusedAt, rowFrom, unlessCancelled } from '../table/failures.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import { endOfTerm } from '../table/terms.ts'

export interface CheckInListRow {
  readonly listId: string
  readonly orgId: string
  readonly orgName: string
  readonly orgPath: string
  readonly title: string
  readonly ownOnly: boolean
  readonly createdAt: Instant
  readonly createdBy: string
}

/** Somebody who is in. The masked face stands here as it was at the door. */
export interface CheckInRow extends CheckIn {
  readonly listId: string
  readonly memberId: string
  /** Who stood at the desk. */
  readonly by: string
}

/** Desks work side by side: their counts go to different rows. */
const PARTS = 4
const partOf = (memberId: string): number =>
  Number.parseInt(lookupHash('count', memberId).slice(0, 8), 16) % PARTS
const countKeys = (listId: string) =>
  Array.from({ length: PARTS }, (_, part) => keyOf('check-ins counted on a list', { listId, part }))

export const readCheckInList = (listId: string): Promise<CheckInListRow | undefined> =>
  read<CheckInListRow>(keyOf('a check-in list', { listId }))

export async function putCheckInList(row: CheckInListRow, repeat: Repeatable): Promise<boolean> {
  const { listId, orgId, createdAt } = row
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: { ...keyOf('a check-in list', { listId }), ...row } } },
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOf('a check-in list of an org', { orgId, listId }), ...row },
            },
          },
          rememberResult(repeat, listId, createdAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

interface CountRow {
  readonly listId: string
  readonly checkedIn: number
}

/** How many are in, by list. */
export async function readCounts(listIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await readAll<CountRow>(listIds.flatMap(countKeys), { strong: true })
  const counts = new Map<string, number>()
  for (const { listId, checkedIn } of rows) counts.set(listId, (counts.get(listId) ?? 0) + checkedIn)
  return counts
}

const LISTS = 25

/** The lists of one org, the newest first. */
export async function readCheckInLists(orgId: string, cursor: string | undefined) {
  const range = rangeOf('a check-in list of an org', { orgId })
  const { items, after } = await readPage<CheckInListRow>(range, {
    limit: LISTS,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  return { items, ...cursorOf(range, after) }
}

export const checkInOf = (
  { listId }: CheckInListRow,
  { memberId, nameMasked, phoneMasked, orgName }: MemberFace,
  { by, at }: { readonly by: string; readonly at: Instant },
): CheckInRow => ({ listId, memberId, nameMasked, phoneMasked, orgName, at, by })

/** Ticks a member off, once. Where they are in already, the earlier row comes back. */
export async function tickOff(row: CheckInRow, repeat: Repeatable): Promise<'first' | CheckInRow> {
  const { listId, memberId, at } = row
  const expiresAt = endOfTerm('a member on a check-in list', at)
  const cancelled = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOf('a member on a check-in list', { listId, memberId }), ...row, expiresAt },
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
          {
            Put: {
              TableName: TABLE,
              Item: {
                ...keyOf('a check-in in the order of arrival', { listId, at, memberId }),
                ...row,
                expiresAt,
              },
            },
          },
          // Lists are the desks'; by this the member's own are found, when they ask or when they go.
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOf('a member’s visit to a door', { memberId, listId }), listId, at, expiresAt },
            },
          },
          {
            Update: {
              TableName: TABLE,
              Key: { ...keyOf('check-ins counted on a list', { listId, part: partOf(memberId) }) },
              UpdateExpression: 'SET listId = :listId ADD checkedIn :one',
              ExpressionAttributeValues: { ':listId': listId, ':one': 1 },
            },
          },
          rememberResult(repeat, memberId, at),
        ],
      }),
    ),
  )
  if (cancelled === 'done') return 'first'
  if (refusedAt(cancelled, 0)) return rowFrom(cancelled[0]?.item)
  // The same request, sent twice, was the first: its own mark stands against it.
  const there = await read<CheckInRow>(keyOf('a member on a check-in list', { listId, memberId }))
  if (!there) throw new Error('a check-in was refused, though the member is not in')
  return there
}

export const readCheckIn = (listId: string, memberId: string): Promise<CheckInRow | undefined> =>
  read<CheckInRow>(keyOf('a member on a check-in list', { listId, memberId }))

const PAGE = 30

/** Who is in, the last to arrive first. */
export async function readArrivals(listId: string, cursor: string | undefined) {
  const range = rangeOf('a check-in in the order of arrival', { listId })
  const { items, after } = await readPage<CheckInRow>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  return { items, ...cursorOf(range, after) }
}

/** Where a member was ticked off: the list, and what stands of them on it. */
export async function readVisits(memberId: string): Promise<(CheckInRow & { readonly title?: string })[]> {
  const visits = await readRange<{ listId: string }>(rangeOf('a member’s visit to a door', { memberId }))
  const rows = await readAll<CheckInRow>(
    visits.map(({ listId }) => keyOf('a member on a check-in list', { listId, memberId })),
  )
  const lists = await readAll<CheckInListRow>(
    visits.map(({ listId }) => keyOf('a check-in list', { listId })),
  )
  const titles = new Map(lists.map(({ listId, title }) => [listId, title]))
  return rows.map((row) => {
    const title = titles.get(row.listId)
    return { ...row, ...(title === undefined ? {} : { title }) }
  })
}

/** Somebody was here, and nobody knows any more who: the count stays right. */
export async function namelessVisit({ listId, memberId, at }: CheckInRow): Promise<void> {
  const keys = [
    keyOf('a member on a check-in list', { listId, memberId }),
    keyOf('a check-in in the order of arrival', { listId, at, memberId }),
  ]
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: keys.map((Key) => ({
          Update: {
            TableName: TABLE,
            Key: { ...Key },
            UpdateExpression: 'SET nameMasked = :gone, phoneMasked = :none',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':gone': GONE, ':none': '' },
          },
        })),
      }),
    ),
  )
}

/** What stands on a list in the place of who has gone. */
const GONE = '已注销'
