import { leafOf } from '@gonghui/shared/lib/roles'
import { holdsMembership, type Standing } from '@gonghui/shared/lib/standing'
import { keyOf } from '../table/access-patterns.ts'
import { readAll } from '../table/reads.ts'
import { isReachable, type Profile } from './profile.rule.ts'

/** A member's row, as far as it is asked for here. */
interface Stands {
  readonly memberId: string
  readonly orgPath: string
  readonly standing?: Standing
}

interface Reading {
  readonly strong?: boolean
}

/**
 * Those who are members now, with where they work. The row of who has left or died stays, with its org; whoever is
 * retired or suspended has a membership, and with it this service.
 */
async function placesOf(profiles: readonly Profile[], { strong = false }: Reading) {
  const keys = profiles.map(({ whose }) => keyOf('a member', { memberId: whose.memberId }))
  const rows = await readAll<Stands>(keys, { strong })
  const members = rows.filter(({ standing }) => holdsMembership(standing ?? 'active'))
  return new Map(members.map(({ memberId, orgPath }) => [memberId, orgPath]))
}

/** Those who have not left the union since, wherever they work now. */
export async function stillMembers(profiles: readonly Profile[], how: Reading = {}): Promise<Profile[]> {
  const places = await placesOf(profiles, how)
  return profiles.filter(({ whose }) => places.has(whose.memberId))
}

/**
 * Those whose member still works where the desk vouched for them. Somebody who has moved since would be shown to new
 * colleagues, and somebody who has left is no member: both are seen by nobody until a desk has looked again.
 */
export async function stillThere(profiles: readonly Profile[], how: Reading = {}): Promise<Profile[]> {
  const places = await placesOf(profiles, how)
  // A union that was put elsewhere in the tree is still the same workplace.
  return profiles.filter(({ whose, orgPath }) => leafOf(places.get(whose.memberId) ?? '') === leafOf(orgPath))
}

/** Whether these two may be brought together: nothing is held against either, and a desk vouches for both as they are now. */
export const mayMeet = async (two: readonly [Profile, Profile]): Promise<boolean> =>
  two.every(isReachable) && (await stillThere(two, { strong: true })).length === two.length
