import type { Instant } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import type { QueueFilter } from '@gonghui/shared/membership/applications'
import { dueAt, isFor } from '@gonghui/shared/membership/review'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { readAll, readPage } from '../table/reads.ts'
import type { ApplicationRow } from './application.rule.ts'

const placesWaiting = ({ orgPath, applicationId }: ApplicationRow) =>
  pathsAbove(orgPath).map((path) =>
    keyOf('an application waiting at or below an org', { orgId: leafOf(path), applicationId }),
  )

/** Where an open application lies: with its own union and all above; while it is checked, with those of the member. */
const places = (row: ApplicationRow) =>
  row.state === 'checking'
    ? pathsAbove(row.holderPath ?? row.orgPath).map((path) =>
        keyOf('an application to repair at or below an org', {
          orgId: leafOf(path),
          applicationId: row.applicationId,
        }),
      )
    : placesWaiting(row)

export const queue = (row: ApplicationRow) =>
  places(row).map((key) => ({
    Put: { TableName: TABLE, Item: { ...key, applicationId: row.applicationId } },
  }))

export const unqueue = (row: ApplicationRow) =>
  places(row).map((key) => ({ Delete: { TableName: TABLE, Key: { ...key } } }))

/** Of one that waits, and is not being checked. */
export const unqueueWaiting = (row: ApplicationRow) =>
  placesWaiting(row).map((key) => ({ Delete: { TableName: TABLE, Key: { ...key } } }))

const PAGE = 30

type Range = { readonly pk: string; readonly begins: string }

async function readRows(range: Range, cursor: string | undefined) {
  const { items: lying, after } = await readPage<{ applicationId: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    strong: true,
  })
  const rows = await readAll<ApplicationRow>(
    lying.map(({ applicationId }) => keyOf('an application', { applicationId })),
    { strong: true },
  )
  const byId = new Map(rows.map((row) => [row.applicationId, row]))
  return { rows: lying.flatMap(({ applicationId }) => byId.get(applicationId) ?? []), after }
}

/**
 * What waits at an org and below it, the oldest first. Where only some are wanted, a page may hold fewer than the next:
 * age alone decides, so behind the first that is too young for a filter there is none left.
 */
export async function readQueue(
  orgId: string,
  {
    show,
    cursor,
    now,
  }: { readonly show: QueueFilter; readonly cursor: string | undefined; readonly now: Instant },
) {
  const range = rangeOf('an application waiting at or below an org', { orgId })
  const { rows, after } = await readRows(range, cursor)
  const waiting = rows.filter((row) => row.state === 'waiting')
  if (show === 'all') return { items: waiting, ...cursorOf(range, after) }
  if (show === 'ours')
    return {
      items: waiting.filter((row) => isFor(orgId, row.orgPath, row.submittedAt, now)),
      ...cursorOf(range, after),
    }
  const items = waiting.filter((row) => dueAt(row.submittedAt) <= now)
  return { items, ...(items.length === waiting.length ? cursorOf(range, after) : {}) }
}

/** What is to be checked at an org and below it, the oldest first. */
export async function readRepairs(orgId: string, cursor: string | undefined) {
  const range = rangeOf('an application to repair at or below an org', { orgId })
  const { rows, after } = await readRows(range, cursor)
  return { items: rows.filter((row) => row.state === 'checking'), ...cursorOf(range, after) }
}
