import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Org } from '@gonghui/shared/lib/org'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { read, readRange } from '../table/reads.ts'

export type OrgSeat = Pick<Org, 'orgId' | 'name' | 'level'> & {
  /** The org right above; none for the city union. */
  readonly parentId?: string | undefined
}

/**
 * Puts an org into the tree below its parent, which must be there already. Putting it again changes nothing but its
 * own name; the orgs below keep the path names they were given.
 */
export async function putOrg({ orgId, name, level, parentId }: OrgSeat): Promise<Org> {
  const parent = parentId === undefined ? undefined : await read<Org>(keyOf('an org', { orgId: parentId }))
  if (parentId !== undefined && !parent) throw new Error(`the org above ${orgId} is not there: ${parentId}`)
  const org: Org = {
    orgId,
    name,
    level,
    path: parent ? `${parent.path}/${orgId}` : orgId,
    pathNames: [...(parent?.pathNames ?? []), name],
  }
  const seat = parent
    ? keyOf('an org right below an org', { orgId: parent.orgId, belowId: orgId })
    : keyOf('the city union', {})
  await database.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName: TABLE, Item: { ...keyOf('an org', { orgId }), ...org } } },
        { Put: { TableName: TABLE, Item: { ...seat, ...org } } },
      ],
    }),
  )
  return org
}

export const readCityUnion = (): Promise<Org | undefined> => read<Org>(keyOf('the city union', {}))

export const readOrgsBelow = (orgId: string): Promise<Org[]> =>
  readRange<Org>(rangeOf('an org right below an org', { orgId }))
