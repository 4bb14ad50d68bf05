import type { Caller } from '../lib/caller.ts'
import { readFormerMemberId } from '../lib/members.store.ts'
import { refuse } from '../lib/server.ts'
import { profileIdOf } from './alias.ts'

/**
 * The id of the profile of whoever calls, by their membership or by the one that they had: who has left the union is
 * shown to nobody, and keeps every way out.
 */
export async function ownProfile({ member, personId }: Caller) {
  const memberId = member?.memberId ?? (await readFormerMemberId(personId))
  return memberId === undefined ? refuse('membership-missing') : { profileId: profileIdOf(memberId) }
}
