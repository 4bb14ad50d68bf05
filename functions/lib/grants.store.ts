import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Grant } from '@gonghui/shared/lib/roles'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { readRange } from '../table/reads.ts'

/** All roles that a person holds now. Strong: a role taken away is gone at the next call. */
export async function grantsOf(personId: string): Promise<Grant[]> {
  return readRange<Grant>(rangeOf('a person’s role at an org', { personId }), { strong: true })
}

/** Gives a role; giving it again changes nothing. */
export async function giveGrant(personId: string, grant: Grant): Promise<void> {
  const { role, orgId, outletId = '-' } = grant
  await database.send(
    new PutCommand({
      TableName: TABLE,
      Item: { ...keyOf('a person’s role at an org', { personId, role, orgId, outletId }), ...grant },
    }),
  )
}
