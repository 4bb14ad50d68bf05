import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { isSamePlace, type MemberRow, type RosterPlace } from './member.rule.ts'
import { lineOfMember } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { isFree, readRosterEntry, takeEntry } from './roster.store.ts'

/**
 * A member who came in on a cadre's word, and whom their union's roster names since: the entry becomes theirs. It is
 * looked for whenever a session is told, so within a token's life; who is named already costs nothing.
 */
export async function namedSince(row: MemberRow): Promise<MemberRow> {
  if (row.verifiedBy === 'roster') return row
  const { memberId, orgId } = row
  const org = await readStanding(orgId)
  const entry = await readRosterEntry(org ?? row, lineOfMember(row))
  if (!entry || !isFree(entry, memberId)) return row
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [takeEntry(entry, memberId), verified(row, entry)],
      }),
    ),
  )
  return result === 'done' ? { ...row, verifiedBy: 'roster' } : row
}

/** Of the union whose roster it was, still. */
function verified({ memberId, orgId, namedBy = [] }: MemberRow, { orgId: on, entryHash }: RosterPlace) {
  const place = { orgId: on, entryHash }
  const isKnown = namedBy.some((known) => isSamePlace(known, place))
  return {
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId }) },
      UpdateExpression: `SET verifiedBy = :roster${isKnown ? '' : ', namedBy = list_append(if_not_exists(namedBy, :none), :place)'}`,
      ConditionExpression: 'verifiedBy = :cadre AND orgId = :orgId',
      ExpressionAttributeValues: {
        ...{ ':roster': 'roster', ':cadre': 'cadre', ':orgId': orgId },
        ...(isKnown ? {} : { ':none': [], ':place': [place] }),
      },
    },
  }
}
