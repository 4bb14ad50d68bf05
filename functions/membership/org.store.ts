import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Org } from '@gonghui/shared/lib/org'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { read } from '../table/reads.ts'
import { type OrgRow, seatBelow } from './org.rule.ts'
import { placesOf } from './org-tree.store.ts'
import { wordsOf } from './org-words.ts'

export type OrgSeat = Pick<Org, 'orgId' | 'name' | 'level'> & {
  /** The org right above; none for the city union. */
  readonly parentId?: string | undefined
}

/**
 * Puts an org into the tree below its parent, which must be there already: for the first filling of a tree. Putting it
 * again changes nothing but its own name; the orgs below keep the path names they were given.
 */
export async function putOrg({ orgId, name, level, parentId }: OrgSeat): Promise<Org> {
  const parent = parentId === undefined ? undefined : await read<Org>(keyOf('an org', { orgId: parentId }))
  if (parentId !== undefined && !parent) throw new Error(`the org above ${orgId} is not there: ${parentId}`)
  const seat = parent ? seatBelow(parent, orgId, name) : { path: orgId, pathNames: [name] }
  const org: OrgRow = { orgId, name, level, ...seat, revision: 1 }
  const puts = placesOf(org, wordsOf(name)).map((Item) => ({ Put: { TableName: TABLE, Item } }))
  await database.send(new TransactWriteCommand({ TransactItems: puts }))
  return org
}
