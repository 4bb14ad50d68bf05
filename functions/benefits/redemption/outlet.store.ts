import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Outlet, OutletPlace } from '@gonghui/shared/benefits/outlets'
import type { Instant } from '@gonghui/shared/lib/instant'
import { rememberResult } from '../../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, rowFrom, unlessCancelled, unlessRefused } from '../../table/failures.ts'
import { read, readAll, readPage } from '../../table/reads.ts'

export interface OutletRow extends Outlet {
  readonly orgId: string
  /** Of what is said of the place; closing and reopening leave it as it is. */
  readonly revision: number
  readonly closedAt?: Instant
  /** Whose hand was the last on it. */
  readonly writtenBy: string
}

const keyOfOutlet = (outletId: string) => keyOf('an outlet', { outletId })

export const readOutlet = (outletId: string, { strong = false } = {}): Promise<OutletRow | undefined> =>
  read<OutletRow>(keyOfOutlet(outletId), { strong })

/** In the order asked for; those that are not there are left out. */
export async function readOutlets(outletIds: readonly string[]): Promise<OutletRow[]> {
  const found = await readAll<OutletRow>([...new Set(outletIds)].map(keyOfOutlet), { strong: true })
  const byId = new Map(found.map((outlet) => [outlet.outletId, outlet]))
  return outletIds.flatMap((outletId) => byId.get(outletId) ?? [])
}

/** Writes a new outlet and its place in the org's list, once per request. False: the request was made before. */
export async function putOutlet(
  outlet: OutletRow,
  repeat: Parameters<typeof rememberResult>[0],
  now: Instant,
): Promise<boolean> {
  const { outletId, orgId } = outlet
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: { ...keyOfOutlet(outletId), ...outlet } } },
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOf('an outlet of an org', { orgId, outletId }), outletId },
            },
          },
          rememberResult(repeat, outletId, now),
        ],
      }),
    ),
  )
  return result === 'done'
}

interface Change {
  readonly outletId: string
  readonly set: Readonly<Record<string, string | number | undefined>>
  /** Only while the outlet is at this revision. */
  readonly revision?: number
}

/** Sets what has a value, takes away what is undefined, and leaves the rest to others. @returns undefined where refused. */
async function changed({ outletId, set, revision }: Change): Promise<OutletRow | undefined> {
  const fields = Object.entries(set)
  const [kept, gone] = [
    fields.filter(([, value]) => value !== undefined),
    fields.filter(([, v]) => v === undefined),
  ]
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfOutlet(outletId) },
        UpdateExpression: [
          `SET ${kept.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ...(gone.length > 0 ? [`REMOVE ${gone.map(([name]) => `#${name}`).join(', ')}`] : []),
        ].join(' '),
        ConditionExpression: revision === undefined ? 'attribute_exists(pk)' : 'revision = :read',
        ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(kept.map(([name, value]) => [`:${name}`, value])),
          ...(revision === undefined ? {} : { ':read': revision }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : rowFrom<OutletRow>(result.Attributes)
}

/** Corrects what is said of a place, on the revision that was read. @returns undefined where somebody was quicker. */
export const correctOutlet = (
  { outletId, revision }: OutletRow,
  { name, address, hours, latitude, longitude }: OutletPlace,
  by: string,
): Promise<OutletRow | undefined> =>
  changed({
    outletId,
    revision,
    set: { name, address, hours, latitude, longitude, revision: revision + 1, writtenBy: by },
  })

/** Closes an outlet at an instant, or opens it anew; nothing else of it is touched. */
export async function shutOutlet(
  { outletId }: OutletRow,
  closedAt: Instant | undefined,
  by: string,
): Promise<OutletRow> {
  const row = await changed({ outletId, set: { closedAt, writtenBy: by } })
  if (!row) throw new Error(`outlet ${outletId} is gone`)
  return row
}

export const outletsOf = (orgId: string) => rangeOf('an outlet of an org', { orgId })

export async function readOutletsOf(
  range: ReturnType<typeof outletsOf>,
  limit: number,
  after: string | undefined,
) {
  const page = await readPage<{ outletId: string }>(range, { limit, after, strong: true })
  return { items: await readOutlets(page.items.map((row) => row.outletId)), after: page.after }
}
