import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Grant } from '@gonghui/shared/lib/roles'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { readRange } from '../table/reads.ts'

/** All roles that a person holds now. Strong: a role taken away is gone at the next call. */
export async function grantsOf(personId: string): Promise<Grant[]> {
  return readRange<Grant>(rangeOf('a person’s role at an org', { personId }), { strong: true })
}

/** The two rows of a role: where the person's are looked up on every call, and where the org's are listed. */
export function grantRows(personId: string, grant: Grant) {
  const { role, orgId, outletId = '-' } = grant
  return [
    { ...keyOf('a person’s role at an org', { personId, role, orgId, outletId }), ...grant },
    { ...keyOf('who holds a role at an org', { orgId, role, personId, outletId }), ...grant, personId },
  ] as const
}

/** Gives a role where nobody is asked: the very first ones of a union. Giving it again changes nothing. */
export async function giveGrant(personId: string, grant: Grant): Promise<void> {
  await database.send(
    new TransactWriteCommand({
      TransactItems: grantRows(personId, grant).map((Item) => ({ Put: { TableName: TABLE, Item } })),
    }),
  )
}
