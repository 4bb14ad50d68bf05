import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import type { Counts } from '../day/approximate-counts.ts'
import { addApproximate, readApproximate, someRow } from '../day/refusal-figures.store.ts'

export const addOpenings = (dropId: string, counts: Counts, now: Instant): Promise<void> =>
  addApproximate(keyOf('openings of a drop’s page in an hour', { dropId, ...someRow(now) }), counts, now)

/** About how often a drop's page was opened, over all hours. */
export async function readOpenings(dropId: string): Promise<number> {
  const { opened = 0 } = await readApproximate((shard) =>
    rangeOf('openings of a drop’s page in an hour', { dropId, shard }),
  )
  return opened
}
