import { leafOf } from '@gonghui/shared/lib/roles'
import { keyOf } from '../table/access-patterns.ts'
import { readAll } from '../table/reads.ts'
import type { Profile } from './profile.rule.ts'

/**
 * Those whose member still works where the desk vouched for them. Somebody who has moved since would be shown to new
 * colleagues, and somebody who has left is no member: both are seen by nobody until a desk has looked again.
 */
export async function stillThere(profiles: readonly Profile[]): Promise<Profile[]> {
  const keys = profiles.map(({ whose }) => keyOf('a member', { memberId: whose.memberId }))
  const rows = await readAll<{ readonly memberId: string; readonly orgPath: string }>(keys)
  const placeOf = new Map(rows.map(({ memberId, orgPath }) => [memberId, orgPath]))
  // A union that was put elsewhere in the tree is still the same workplace.
  return profiles.filter(
    ({ whose, orgPath }) => leafOf(placeOf.get(whose.memberId) ?? '') === leafOf(orgPath),
  )
}
