/** Four members as singles: two who gave each other a heart, one who was reported, one who waits for the desk. */
import * as profiles from '@gonghui/shared/matchmaking/profiles'
import { listReports, reportSingle } from '@gonghui/shared/matchmaking/reports'
import { approveProfile, listReviews } from '@gonghui/shared/matchmaking/reviews'
import { giveHeart, listSuggestions } from '@gonghui/shared/matchmaking/suggestions'
import { type Member, type Person, told } from './test-people.ts'

export const draftOf = (gender: 'female' | 'male', facts: Partial<profiles.Facts> = {}): profiles.Draft => ({
  facts: {
    gender,
    birthYear: 1995,
    heightCm: 170,
    education: 'bachelor',
    trade: 'manufacturing',
    workDistrict: 'nanshan',
    homeDistrict: 'nanshan',
    hukou: 'local',
    marital: 'never',
    hobbies: ['hiking'],
    aboutMe: '喜欢爬山，周末常出去走走。',
    ...facts,
  },
  wishes: { age: { min: 18, max: 60, must: false }, allowSameEmployer: true },
})

export async function signUp(who: Member, draft: profiles.Draft): Promise<void> {
  await told(who, profiles.saveProfile, { body: { revision: 0, draft } })
  const body = { consentVersion: profiles.MATCHMAKING_CONSENT_VERSION, adult: true } as const
  await told(who, profiles.submitProfile, { body })
}

export const waitingAt = async (desk: Person, orgId: string): Promise<string[]> =>
  (await told(desk, listReviews, { query: { orgId } })).body.items.map(({ profileId }) => profileId)

export async function approveAll(desk: Person, orgId: string): Promise<void> {
  for (const profileId of await waitingAt(desk, orgId))
    await told(desk, approveProfile, { params: { profileId } })
}

export const suggestedTo = async (who: Member) => (await told(who, listSuggestions, {})).body.items

/** Answers one id of every kind, and those that the first of them was told. */
export async function makeSingles(
  members: readonly Member[],
  desk: Person,
  orgId: string,
): Promise<string[]> {
  const [she, he, reported, waiting] = members
  if (!she || !he || !reported || !waiting) throw new Error('four members are needed')
  await signUp(she, draftOf('female'))
  await signUp(he, draftOf('male'))
  await signUp(reported, draftOf('female', { heightCm: 181 }))
  await approveAll(desk, orgId)
  await signUp(waiting, draftOf('female'))
  const [him] = await suggestedTo(she)
  const women = await suggestedTo(he)
  const [her, tall] = [168, 181].map((cm) =>
    women.find(({ card }) => card.heightCm >= cm && card.heightCm < cm + 10),
  )
  if (!him || !her || !tall) throw new Error('they were not suggested to each other')
  await told(she, giveHeart, { params: { singleId: him.card.singleId } })
  const { body } = await told(he, giveHeart, { params: { singleId: her.card.singleId } })
  await told(he, reportSingle, { body: { singleId: tall.card.singleId, reason: 'other' } })
  const reports = (await told(desk, listReports, { query: { orgId } })).body.items
  return [
    ...(await waitingAt(desk, orgId)),
    him.card.singleId,
    body.introductionId ?? '',
    ...reports.map(({ reportId }) => reportId),
  ]
}
