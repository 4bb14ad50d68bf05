import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Outlet } from '@gonghui/shared/benefits/outlets'
import type { Instant } from '@gonghui/shared/lib/instant'
import { rememberResult } from '../../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read, readAll, readPage } from '../../table/reads.ts'

export interface OutletRow extends Outlet {
  readonly orgId: string
}

const keyOfOutlet = (outletId: string) => keyOf('an outlet', { outletId })

export const readOutlet = (outletId: string): Promise<OutletRow | undefined> =>
  read<OutletRow>(keyOfOutlet(outletId), { strong: false })

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

export const outletsOf = (orgId: string) => rangeOf('an outlet of an org', { orgId })

export async function readOutletsOf(
  range: ReturnType<typeof outletsOf>,
  limit: number,
  after: string | undefined,
) {
  const page = await readPage<{ outletId: string }>(range, { limit, after, strong: true })
  return { items: await readOutlets(page.items.map((row) => row.outletId)), after: page.after }
}
