import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { OrgPath } from '@gonghui/shared/lib/roles'
import { lookupHash } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { readRange } from '../table/reads.ts'
import { type CountedAt, type CountRow, changesOf, foldCounts } from './headcount.rule.ts'

/** The member's own place in every spread count: the same whenever they come or go. */
const drawOf = (memberId: string): number => Number.parseInt(lookupHash('count', memberId).slice(0, 8), 16)

/**
 * In the transaction in which a member comes to an org, leaves one, or both: one more or one fewer with every org above.
 * Refused where an org on the path has moved since the path was read: its rows there are closed.
 */
export const count = (
  memberId: string,
  { to, from }: { to?: OrgPath | undefined; from?: OrgPath | undefined },
) => changesOf({ to, from }, drawOf(memberId)).map(({ at, by }) => addTo(at, by))

/** Adds to a row that an org's count is spread over. */
export const addTo = ({ aboveId, orgId, part }: CountedAt, by: number) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('members counted below an org', { aboveId, orgId, part }) },
    UpdateExpression: 'SET orgId = :orgId, part = :part ADD members :by',
    ConditionExpression: 'attribute_not_exists(closedAt)',
    ExpressionAttributeValues: { ':orgId': orgId, ':part': part, ':by': by },
  },
})

/** Members of an org, itself and below, and of each org right below it: one range, however many members there are. */
export async function readHeadcount(orgId: string) {
  const range = rangeOf('members counted below an org', { aboveId: orgId })
  return foldCounts(await readRange<CountRow>(range, { strong: true }))
}

/** The rows of one org’s count with the org above it. */
export const readCountRows = (aboveId: string, orgId: string): Promise<CountRow[]> =>
  readRange<CountRow>(rangeOf('members counted below an org', { aboveId, orgId }), { strong: true })

interface Turn {
  readonly rows: readonly CountRow[]
  readonly at: CountedAt
}

/** Closes a row as it was read: whoever comes with an old path is refused, and reads the new one. */
export function closeRow({ rows, at }: Turn, now: string) {
  const seen = rows.find(({ part }) => part === at.part)
  return {
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('members counted below an org', { ...at }) },
      UpdateExpression: 'SET orgId = :orgId, part = :part, closedAt = :now, members = :zero',
      ConditionExpression: seen ? 'members = :seen' : 'attribute_not_exists(pk)',
      ExpressionAttributeValues: {
        ':orgId': at.orgId,
        ':part': at.part,
        ':now': now,
        ':zero': 0,
        ...(seen ? { ':seen': seen.members } : {}),
      },
    },
  }
}

/** Opens a row in a new place, or one that was closed when the org moved away. */
export const openRow = (at: CountedAt, members: number) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...keyOf('members counted below an org', { ...at }),
      orgId: at.orgId,
      part: at.part,
      members,
    },
    ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(closedAt)',
  },
})

/** Closes all rows of a count that has come to nought. False: somebody came meanwhile. */
export async function closeCount(
  places: readonly CountedAt[],
  rows: readonly CountRow[],
  now: string,
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({ TransactItems: places.map((at) => closeRow({ rows, at }, now)) }),
    ),
  )
  return result === 'done'
}
