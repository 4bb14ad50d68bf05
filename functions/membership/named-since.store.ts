import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import type { MemberRow } from './member.rule.ts'
import { lineOfMember } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { readRosterEntry, takeEntry } from './roster.store.ts'

/**
 * A member who came in on a cadre's word, and whom their union's roster names since: the entry becomes theirs. It is
 * looked for whenever a session is told, so within a token's life; who is named already costs nothing.
 */
export async function namedSince(row: MemberRow): Promise<MemberRow> {
  if (row.verifiedBy === 'roster') return row
  const { memberId, orgId } = row
  const org = await readStanding(orgId)
  const entry = await readRosterEntry(org ?? row, lineOfMember(row))
  if (!entry || entry.takenBy !== undefined) return row
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [takeEntry(entry, memberId), verified({ memberId, orgId })],
      }),
    ),
  )
  return result === 'done' ? { ...row, verifiedBy: 'roster' } : row
}

/** Of the union whose roster it was, still. */
const verified = ({ memberId, orgId }: Pick<MemberRow, 'memberId' | 'orgId'>) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('a member', { memberId }) },
    UpdateExpression: 'SET verifiedBy = :roster',
    ConditionExpression: 'verifiedBy = :cadre AND orgId = :orgId',
    ExpressionAttributeValues: { ':roster': 'roster', ':cadre': 'cadre', ':orgId': orgId },
  },
})
