/** For the test of the roles: two singles from sign-up to the end, and everything that may come between. */

import { grey, greyPng } from '@gonghui/functions/lib/test-pictures'
import { profileIdOf } from '@gonghui/functions/matchmaking/alias'
import { readProfile } from '@gonghui/functions/matchmaking/profile.store'
import type { Org } from '@gonghui/shared/lib/org'
import { getFigures } from '@gonghui/shared/matchmaking/figures'
import * as introductions from '@gonghui/shared/matchmaking/introductions'
import * as photos from '@gonghui/shared/matchmaking/photos'
import * as profiles from '@gonghui/shared/matchmaking/profiles'
import * as reports from '@gonghui/shared/matchmaking/reports'
import * as reviews from '@gonghui/shared/matchmaking/reviews'
import * as suggestions from '@gonghui/shared/matchmaking/suggestions'
import { eventStory } from './test-event-story.ts'
import { type Credentials, send } from './test-product.ts'
import type { Member } from './test-story-people.ts'
import { verdictOn } from './test-wechat-story.ts'

const draftOf = (gender: 'female' | 'male'): profiles.Draft => ({
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
  },
  wishes: { age: { min: 18, max: 60, must: false }, allowSameEmployer: true },
})
const consent = { consentVersion: profiles.MATCHMAKING_CONSENT_VERSION, adult: true } as const

/** Signs up and hands in; answers the revision. */
export async function signUp(who: Credentials, gender: 'female' | 'male', revision = 0): Promise<void> {
  const body = { revision, draft: draftOf(gender) }
  await send(200, profiles.saveProfile, { body }, who)
  await send(200, profiles.submitProfile, { body: consent }, who)
}

export async function approveAll(desk: Credentials, { orgId }: Org): Promise<void> {
  const { items } = await send(200, reviews.listReviews, { query: { orgId } }, desk)
  for (const { profileId, submittedAt } of items)
    await send(200, reviews.approveProfile, { params: { profileId }, body: { submittedAt } }, desk)
}

/** Two photos, handed in with the profile; one of them goes, the other is sound. */
export async function showsFace(who: Member): Promise<void> {
  const names: { fileId: string }[] = []
  for (const picture of [grey, greyPng]) {
    const type = picture === grey ? 'image/jpeg' : 'image/png'
    const body = { type, size: picture.length } as const
    const { fileId, url, headers } = await send(201, photos.uploadPhoto, { body }, who)
    await fetch(url, { method: 'PUT', headers, body: new Uint8Array(picture) })
    names.push({ fileId })
  }
  const both = await send(200, photos.setPhotos, { body: { photos: names } }, who)
  const kept = both.photos.slice(0, 1).map(({ photoId }) => ({ photoId }))
  await send(200, photos.setPhotos, { body: { photos: kept } }, who)
  const { photos: told } = (await readProfile(profileIdOf(who.memberId))) ?? {}
  await verdictOn(told?.[0]?.traceId ?? '')
  await send(200, profiles.submitProfile, { body: consent }, who)
}

const onlySuggestion = async (who: Credentials): Promise<string> => {
  const { items } = await send(200, suggestions.listSuggestions, {}, who)
  const [one] = items
  if (!one) throw new Error('nobody was suggested')
  return one.card.singleId
}

export async function matchmakingStory(
  desk: Credentials,
  org: Org,
  [she, he]: readonly Member[],
): Promise<void> {
  if (!she || !he) throw new Error('two members are needed')
  const { orgId } = org
  await signUp(she, 'female')
  const { items } = await send(200, reviews.listReviews, { query: { orgId } }, desk)
  const params = { profileId: items[0]?.profileId ?? '' }
  await send(200, reviews.lookAtName, { params, body: { purpose: '核实身份' } }, desk)
  const { submittedAt } = items[0] ?? { submittedAt: '' }
  await send(200, reviews.returnProfile, { params, body: { submittedAt, reason: '请补充自我介绍' } }, desk)
  await send(200, profiles.submitProfile, { body: consent }, she)
  await signUp(he, 'male')
  await approveAll(desk, org)
  await showsFace(he)
  await approveAll(desk, org)
  await send(200, profiles.setVisibility, { body: { visibility: 'hidden' } }, he)
  await send(200, profiles.setVisibility, { body: { visibility: 'shown' } }, he)
  await send(200, profiles.getProfile, {}, he)
  await eventStory(desk, org, [she, he])

  const singleId = await onlySuggestion(she)
  const him = { params: { singleId } }
  await send(200, suggestions.giveHeart, him, she)
  await send(200, suggestions.listHearts, {}, she)
  await send(200, suggestions.takeHeartBack, him, she)
  await send(200, suggestions.giveHeart, him, she)
  const her = { params: { singleId: await onlySuggestion(he) } }
  await send(200, suggestions.giveHeart, her, he)
  await agree(desk, org, she, he)
  await send(200, suggestions.passSingle, him, she)
  await send(200, reports.blockSingle, { body: { singleId } }, she)
  await send(200, reports.reportSingle, { body: { singleId, reason: 'other', note: '不回消息' } }, she)
  const waiting = await send(200, reports.listReports, { query: { orgId } }, desk)
  const decision = { decision: 'unfounded', words: '没有查实' } as const
  const reportId = waiting.items[0]?.reportId ?? ''
  await send(200, reports.decideReport, { params: { reportId }, body: decision }, desk)
  await send(200, getFigures, { query: { orgId } }, desk)
  await send(200, profiles.eraseProfile, {}, she)
}

/** The desk introduces them, both consent, one withdraws. */
async function agree(desk: Credentials, { orgId }: Org, she: Credentials, he: Credentials): Promise<void> {
  const { items } = await send(200, introductions.listCases, { query: { orgId } }, desk)
  const about = { params: { introductionId: items[0]?.introductionId ?? '' } }
  await send(200, introductions.noteCase, { ...about, body: { text: '两边都问过了' } }, desk)
  await send(200, introductions.confirmCase, about, desk)
  await send(200, introductions.consentToMeet, about, she)
  await send(200, introductions.consentToMeet, about, he)
  await send(200, introductions.tellOutcome, { ...about, body: { outcome: 'together' } }, she)
  await send(200, introductions.listIntroductions, {}, she)
  await send(200, introductions.withdrawFrom, about, he)
}
