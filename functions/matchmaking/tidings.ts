import type { Instant } from '@gonghui/shared/lib/instant'
import { readMemberPerson } from '../lib/members.store.ts'
import { type Said, telling } from '../lib/messages.ts'
import type { Profile } from './profile.rule.ts'

/**
 * For the transaction of a deed: each of these people is told of it, in words that know nothing of any other. By their
 * membership as it is now, for the profile may have been begun from a WeChat that is theirs no more.
 */
export async function tidingsFor(profiles: readonly Profile[], said: Said, at: Instant) {
  const people = await Promise.all(profiles.map(({ whose }) => readMemberPerson(whose.memberId)))
  return people.flatMap((personId) => (personId === undefined ? [] : telling(personId, said, at)))
}
