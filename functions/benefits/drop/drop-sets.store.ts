import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { DropSet } from '@gonghui/shared/benefits/figures'
import { type Repeatable, rememberResult } from '../../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read, readPage } from '../../table/reads.ts'

const keyOfSet = (orgId: string, setId: string) => keyOf('a set of drops of an org', { orgId, setId })

/** False: the request was made before. */
export async function putDropSet(set: DropSet, repeat: Repeatable): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: { ...keyOfSet(set.orgId, set.setId), ...set } } },
          rememberResult(repeat, set.setId, set.createdAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

export const readDropSet = (orgId: string, setId: string): Promise<DropSet | undefined> =>
  read<DropSet>(keyOfSet(orgId, setId))

export const dropSetsOf = (orgId: string) => rangeOf('a set of drops of an org', { orgId })

export const readDropSets = (
  range: ReturnType<typeof dropSetsOf>,
  limit: number,
  after: string | undefined,
) => readPage<DropSet>(range, { limit, after, newestFirst: true, strong: true })
