import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { removeRange, removeRows } from '../table/writes.ts'

/** The ways to somebody's pairs by an introduction's id: who is left finds theirs by themselves. */
export const removeIntroductions = (introductionIds: readonly string[]): Promise<void> =>
  removeRows(
    introductionIds.map((introductionId) => keyOf('the two singles of an introduction', { introductionId })),
  )

/** Whatever lies under a single's own keys, but for the profile itself: of an offender something stays. */
export function removeAll(profileId: string): Promise<void> {
  const { pk, begins } = rangeOf('a single’s profile', { profileId })
  return removeRange({ pk, begins: '' }, ({ sk }) => sk === begins)
}
