/** What tests of this capability start from: members who sign up, a desk that approves them, a WeChat that answers. */
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Org } from '@gonghui/shared/lib/org'
import {
  type Draft,
  type Facts,
  MATCHMAKING_CONSENT_VERSION,
  type Wishes,
} from '@gonghui/shared/matchmaking/profiles'
import { afterAll, beforeAll } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import type { MemberCaller, StaffCaller } from '../lib/caller.ts'
import { keepPictureVerdict } from '../lib/content-check.ts'
import { newId } from '../lib/ids.ts'
import type { Refusal } from '../lib/server.ts'
import { asPhoned } from '../lib/test-pictures.ts'
import { admit, newMember } from '../membership/member.store.ts'
import { ask, NOW, newPerson, newPhone, newStaff, type Union } from '../membership/test-union.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { profileIdOf } from './alias.ts'
import { confirmCase } from './cases.ts'
import { giveHeart } from './hearts.ts'
import { setPhotos, uploadPhoto } from './photos.ts'
import { readProfile } from './profile.store.ts'
import { saveProfile, submitProfile } from './profiles.ts'
import { approveProfile, listReviews } from './reviews.ts'
import { listSuggestions } from './suggestions.ts'

/** Call in a test file whose handlers ask WeChat to look at a text. */
export function withWechat(): {
  readonly control: (name: string, body?: object) => Promise<unknown>
  /** How often each of WeChat’s addresses was called. */
  readonly counts: () => Promise<Readonly<Record<string, number>>>
} {
  let wechat: Wechat
  beforeAll(async () => {
    wechat = await startWechat({ ...wechatApp, sms: smsApp })
    process.env.WECHAT_API_BASE = wechat.url
  })
  afterAll(() => wechat.stop())
  return {
    counts: async () =>
      ((await (await fetch(`${wechat.url}/_control/calls`)).json()) as { counts: Record<string, number> })
        .counts,
    control: async (name, body) =>
      (
        await fetch(
          `${wechat.url}/_control/${name}`,
          body ? { method: 'POST', body: JSON.stringify(body) } : {},
        )
      ).json(),
  }
}

export interface Worker {
  readonly caller: MemberCaller
  readonly name: string
  readonly phone: string
  readonly org: Org
}

let names = 0

export async function newWorker(org: Org, name = `林小满${++names}`): Promise<Worker> {
  const person = await newPerson()
  const phone = newPhone()
  const applicationId = newId('application', NOW)
  const row = newMember(
    { personId: person.personId, applicationId, name, phone, org, tags: [], verifiedBy: 'roster' },
    NOW,
  )
  await database.send(new TransactWriteCommand({ TransactItems: admit(row) }))
  const member = { memberId: row.memberId, orgPath: org.path, tags: [], joinedAt: NOW }
  return { caller: { ...person, member }, name, phone, org }
}

export const draftOf = (facts: Partial<Facts> = {}, wishes: Partial<Wishes> = {}): Draft => ({
  facts: {
    gender: 'female',
    birthYear: 1996,
    heightCm: 165,
    education: 'bachelor',
    trade: 'manufacturing',
    workDistrict: 'nanshan',
    homeDistrict: 'nanshan',
    hukou: 'local',
    marital: 'never',
    hobbies: ['hiking', 'cooking'],
    aboutMe: '喜欢爬山和做饭，周末常去公园。',
    ...facts,
  },
  wishes: { age: { min: 20, max: 45, must: true }, allowSameEmployer: false, ...wishes },
})

export const consent = { consentVersion: MATCHMAKING_CONSENT_VERSION, adult: true } as const

/** The body of an answer. @throws where it was refused. */
export function told<B>(answer: { readonly body: B } | Refusal<string>): B {
  if ('refused' in answer) throw new Error(`refused: ${answer.refused}`)
  return answer.body
}

export async function submitted(
  { caller }: Worker,
  draft: Draft,
  { now = NOW, revision = 0 } = {},
): Promise<void> {
  told(await ask(saveProfile, { caller, body: { revision, draft }, now }))
  told(await ask(submitProfile, { caller, body: consent, now }))
}

/** A draft with a photo that WeChat has let through. */
export async function withPhoto({ caller }: Worker, draft: Draft): Promise<void> {
  told(await ask(saveProfile, { caller, body: { revision: 0, draft } }))
  const bytes = asPhoned()
  const to = told(await ask(uploadPhoto, { caller, body: { type: 'image/jpeg', size: bytes.length } }))
  await fetch(to.url, { method: 'PUT', headers: to.headers, body: new Uint8Array(bytes) })
  told(await ask(setPhotos, { caller, body: { photos: [{ fileId: to.fileId }] } }))
  const { photos } = (await readProfile(profileIdOf(caller.member.memberId))) ?? {}
  await keepPictureVerdict({ traceId: photos?.[0]?.traceId ?? '', verdict: 'pass' })
}

export async function approveAll(desk: StaffCaller, { orgId }: Org, now = NOW): Promise<void> {
  const { items } = told(await ask(listReviews, { caller: desk, query: { orgId }, now }))
  for (const { profileId, submittedAt } of items)
    told(await ask(approveProfile, { caller: desk, params: { profileId }, body: { submittedAt }, now }))
}

/** A worker whose profile others may be shown. */
export async function newSingle(
  org: Org,
  desk: StaffCaller,
  facts: Partial<Facts> = {},
  wishes: Partial<Wishes> = {},
): Promise<Worker> {
  const worker = await newWorker(org)
  await submitted(worker, draftOf(facts, wishes))
  await approveAll(desk, org)
  return worker
}

export const suggestedTo = async ({ caller }: Worker, now = NOW) =>
  told(await ask(listSuggestions, { caller, now })).items

export const heart = ({ caller }: Worker, singleId: string, now = NOW) =>
  ask(giveHeart, { caller, params: { singleId }, now })

let pairs = 0

/** Two who are shown to each other and to nobody else: both insist on a height that only the other has. */
export async function newTwo(union: Union, desk: StaffCaller) {
  const heightCm = 120 + (pairs++ % 30)
  const wish = { height: { min: heightCm, max: heightCm, must: true } }
  const she = await newSingle(union.workplace, desk, { gender: 'female', heightCm }, wish)
  const he = await newSingle(union.neighbour, desk, { gender: 'male', heightCm }, wish)
  const [him] = await suggestedTo(she)
  const [her] = await suggestedTo(he)
  if (!him || !her) throw new Error('two who were made for each other were not suggested')
  return { she, he, herId: her.card.singleId, hisId: him.card.singleId }
}

/** As the row of a member says after a transfer: they work at another org now. */
export async function moveMember({ caller }: Worker, to: Org): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId: caller.member.memberId }) },
      UpdateExpression: 'SET orgPath = :path, orgId = :orgId, orgName = :name',
      ExpressionAttributeValues: { ':path': to.path, ':orgId': to.orgId, ':name': to.name },
    }),
  )
}

/** Two who have given each other a heart. */
export async function newMutual(union: Union, desk: StaffCaller) {
  const two = await newTwo(union, desk)
  told(await heart(two.she, two.hisId))
  const { introductionId = '' } = told(await heart(two.he, two.herId))
  return { ...two, introductionId }
}

/** Two whom their desk has introduced. */
export async function newIntroduced(union: Union, desk: StaffCaller) {
  const two = await newMutual(union, desk)
  told(await ask(confirmCase, { caller: desk, params: { introductionId: two.introductionId } }))
  return two
}

export const newDesk = (org: Org): Promise<StaffCaller> => newStaff('matchmaker', org)
