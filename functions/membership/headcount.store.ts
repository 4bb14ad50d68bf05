import { lookupHash } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import { type CountRow, countedAt, foldCounts } from './headcount.rule.ts'
import type { MemberRow } from './member.rule.ts'

/** The member's own place in every spread count: the same whenever they come or go. */
const drawOf = (memberId: string): number => Number.parseInt(lookupHash('count', memberId).slice(0, 8), 16)

/** In the transaction that makes or ends a membership: one more, or one fewer, with every org above. */
export const count = ({ memberId, orgPath }: Pick<MemberRow, 'memberId' | 'orgPath'>, by: 1 | -1) =>
  countedAt(orgPath, drawOf(memberId)).map(({ aboveId, orgId, part }) => ({
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('members counted below an org', { aboveId, orgId, part }) },
      UpdateExpression: 'SET orgId = :orgId ADD members :by',
      ExpressionAttributeValues: { ':orgId': orgId, ':by': by },
    },
  }))

/** Members of an org, itself and below, and of each org right below it: one range, however many members there are. */
export async function readHeadcount(orgId: string) {
  const range = rangeOf('members counted below an org', { aboveId: orgId })
  return foldCounts(await readRange<CountRow>(range, { strong: true }))
}
