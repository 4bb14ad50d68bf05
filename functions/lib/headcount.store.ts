import { rangeOf } from '../table/access-patterns.ts'
import { readRange } from '../table/reads.ts'

/** How many members an org has, itself and below, as they are counted when they come and go: one range, whatever its size. */
export async function membersAtOrBelow(orgId: string): Promise<number> {
  const rows = await readRange<{ readonly members: number }>(
    rangeOf('members counted below an org', { aboveId: orgId }),
  )
  return rows.reduce((sum, { members }) => sum + members, 0)
}
