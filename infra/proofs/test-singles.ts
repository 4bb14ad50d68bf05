/** Times of an event in their order; and photos, of which the generator knows nothing. */
export function eventWords() {
  const at = (hours: number) => instantOf(Date.now() + hours * HOUR_MS)
  return {
    signUpFrom: [at(-2)],
    signUpUntil: [at(0.5)],
    startsAt: [at(1), at(2)],
    endsAt: [at(4)],
    feeFen: [0, 2_000],
    photos: [[], [{ fileId: 'A'.repeat(22) }], [{ photoId: 'B'.repeat(22) }]],
  }
}

/** An evening that one of them has signed up for. */
async function makeEvent(desk: Person, orgId: string, she: Member): Promise<string> {
  const { signUpFrom, signUpUntil, startsAt, endsAt } = eventWords()
  const [from = '', until = '', begins = '', ends = ''] = [signUpFrom, signUpUntil, startsAt, endsAt].map(
    ([at]) => at,
  )
  const times = { signUpFrom: from, signUpUntil: until, startsAt: begins, endsAt: ends }
  const size = { places: { female: 20, male: 20 }, tables: 20, rounds: 10, roundMinutes: 8, feeFen: 0 }
  const fields = { title: '相亲会', venue: '文化馆', about: '', ...times, ...size }
  const { eventId } = (await told(desk, createEvent, { body: { orgId, fields } }, 'key-of-an-event')).body
  await told(she, setPlace, { params: { eventId }, body: { comes: true } })
  return eventId
}

/** Four members as singles: two who gave each other a heart, one who was reported, one who waits for the desk. */
import { HOUR_MS, instantOf } from '@gonghui/shared/lib/instant'
import { setPlace } from '@gonghui/shared/matchmaking/events'
import { createEvent } from '@gonghui/shared/matchmaking/managed-events'
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

const waitingAt = async (desk: Person, orgId: string) =>
  (await told(desk, listReviews, { query: { orgId } })).body.items

export async function approveAll(desk: Person, orgId: string): Promise<void> {
  for (const { profileId, submittedAt } of await waitingAt(desk, orgId))
    await told(desk, approveProfile, { params: { profileId }, body: { submittedAt } })
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
    await makeEvent(desk, orgId, she),
    ...(await waitingAt(desk, orgId)).map(({ profileId }) => profileId),
    him.card.singleId,
    body.introductionId ?? '',
    ...reports.map(({ reportId }) => reportId),
  ]
}
