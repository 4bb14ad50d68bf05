import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { readRange } from '../table/reads.ts'
import { writeAll } from '../table/writes.ts'

/** The ways to somebody's pairs by an introduction's id: who is left finds theirs by themselves. */
export const removeIntroductions = (introductionIds: readonly string[]): Promise<void> =>
  writeAll(
    introductionIds.map((introductionId) => ({
      DeleteRequest: { Key: { ...keyOf('the two singles of an introduction', { introductionId }) } },
    })),
  )

/** Whatever lies under a single's own keys, but for the profile itself: of an offender something stays. */
export async function removeAll(profileId: string): Promise<void> {
  const { pk } = rangeOf('a single’s profile', { profileId })
  const rows = await readRange<{ pk: string; sk: string }>({ pk, begins: '' }, { strong: true })
  const going = rows.filter(({ sk }) => sk !== rangeOf('a single’s profile', { profileId }).begins)
  await writeAll(going.map(({ sk }) => ({ DeleteRequest: { Key: { pk, sk } } })))
}
