import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { MAX_PHOTO_BYTES, uploadPhoto as uploadContract } from '@gonghui/shared/matchmaking/photos'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { StaffCaller } from '../lib/caller.ts'
import type { Verdict } from '../lib/content-check.rule.ts'
import { keepPictureVerdict } from '../lib/content-check.ts'
import { asEditedPng, asPhoned, grey, places, secretsWritten } from '../lib/test-pictures.ts'
import { ask, makeUnion, NOW, type Union } from '../membership/test-union.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { client } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import { profileIdOf } from './alias.ts'
import { confirmCase } from './cases.ts'
import { consentToMeet, listIntroductions } from './introductions.ts'
import { setPhotos, uploadPhoto } from './photos.ts'
import { readProfile } from './profile.store.ts'
import { eraseProfile, getProfile, submitProfile } from './profiles.ts'
import { approveProfile, listReviews } from './reviews.ts'
import {
  approveAll,
  consent,
  draftOf,
  heart,
  newDesk,
  newSingle,
  newTwo,
  newWorker,
  submitted,
  suggestedTo,
  told,
  type Worker,
  withWechat,
} from './test-desk.ts'

const wechat = withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const idOf = ({ caller }: Worker) => profileIdOf(caller.member.memberId)

async function uploaded(
  { caller }: Worker,
  bytes = asPhoned(),
  type: 'image/jpeg' | 'image/png' = 'image/jpeg',
) {
  const to = told(await ask(uploadPhoto, { caller, body: { type, size: bytes.length } }))
  const { ok } = await fetch(to.url, { method: 'PUT', headers: to.headers, body: new Uint8Array(bytes) })
  expect(ok).toBe(true)
  return { fileId: to.fileId }
}

type Named = { readonly fileId: string } | { readonly photoId: string }
const put = ({ caller }: Worker, photos: readonly Named[], now = NOW) =>
  ask(setPhotos, { caller, body: { photos: [...photos] }, now })

async function judged(worker: Worker, verdict: Verdict, at = 0) {
  const { photos } = (await readProfile(idOf(worker))) ?? {}
  await keepPictureVerdict({ traceId: photos?.[at]?.traceId ?? '', verdict })
}
const mine = async ({ caller }: Worker, now = NOW) => told(await ask(getProfile, { caller, now })).photos
const waiting = async (now = NOW) =>
  told(await ask(listReviews, { caller: desk, query: { orgId: union.workplace.orgId }, now })).items
const loaded = async (url: string) => {
  const answer = await fetch(url)
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined
}
const handedIn = ({ caller }: Worker) => ask(submitProfile, { caller, body: consent })

test('what is kept of a photo is the picture; place, maker and captions are gone from the storage', async () => {
  const she = await newSingle(union.workplace, desk)
  const name = await uploaded(she)
  const { photos } = told(await put(she, [name]))
  const bytes = await loaded(photos[0]?.url ?? '')
  expect(bytes).toEqual(grey)
  for (const secret of [...secretsWritten, ...places]) expect(bytes?.includes(secret)).toBe(false)
  const [png] = told(await put(she, [await uploaded(she, asEditedPng, 'image/png')])).photos
  expect((await loaded(png?.url ?? ''))?.includes('Lin Xiaoman')).toBe(false)
  // What was uploaded is there no more, and what was replaced neither.
  expect(await put(she, [name])).toEqual({ refused: 'photo-missing' })
  expect(await loaded(photos[0]?.url ?? '')).toBeUndefined()
})

test('nobody but the author sees it before WeChat’s verdict, and nobody but the desk before the desk’s', async () => {
  const she = await newWorker(union.workplace)
  await submitted(she, draftOf({ gender: 'female', heightCm: 201 }))
  expect(await put(she, [await uploaded(she)])).toEqual({ refused: 'profile-in-review' })
  await approveAll(desk, union.workplace)
  told(await put(she, [await uploaded(she)]))
  expect(await mine(she)).toMatchObject([{ state: 'under-check' }])
  told(await handedIn(she))
  const [before] = await waiting()
  expect(before).toMatchObject({ photos: [], photosUnderCheck: 1, again: true })
  const about = {
    caller: desk,
    params: { profileId: before?.profileId ?? '' },
    body: { submittedAt: before?.submittedAt ?? '' },
  }
  expect(await ask(approveProfile, about)).toEqual({ refused: 'photos-under-check' })
  await judged(she, 'pass')
  expect(await mine(she)).toMatchObject([{ state: 'waiting' }])
  const [after] = await waiting()
  expect(after?.photos).toHaveLength(1)
  expect(await loaded(after?.photos[0]?.url ?? '')).toEqual(grey)
  told(await ask(approveProfile, about))
  expect(await mine(she)).toMatchObject([{ state: 'approved' }])
})

test('what WeChat refuses is seen by nobody else; what it never judged waits for the desk after half an hour', async () => {
  const she = await newSingle(union.workplace, desk)
  told(await put(she, [await uploaded(she)]))
  await judged(she, 'risky')
  told(await handedIn(she))
  const own = (await waiting()).filter(({ photosUnderCheck }) => photosUnderCheck === 0)
  expect(own.every(({ photos }) => photos.length === 0)).toBe(true)
  expect(await mine(she)).toMatchObject([{ state: 'refused' }])
  await approveAll(desk, union.workplace)
  expect(await mine(she)).toMatchObject([{ state: 'refused' }])
  const he = await newSingle(union.workplace, desk, { gender: 'male' })
  told(await put(he, [await uploaded(he)]))
  expect(await mine(he, later(NOW, 29 * MINUTE_MS))).toMatchObject([{ state: 'under-check' }])
  expect(await mine(he, later(NOW, HOUR_MS))).toMatchObject([{ state: 'waiting' }])
})

test('the other sees a face with the contact and not before, by an address that joins to nobody', async () => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  told(await put(he, [await uploaded(he)]))
  await judged(he, 'pass')
  told(await handedIn(he))
  await approveAll(desk, union.neighbour)
  expect(JSON.stringify(await suggestedTo(she))).not.toContain('http')
  told(await heart(she, hisId))
  const { introductionId = '' } = told(await heart(he, herId))
  const about = { params: { introductionId } }
  const shown = async () => told(await ask(listIntroductions, { caller: she.caller })).items[0]
  expect((await shown())?.photos).toEqual([])
  told(await ask(confirmCase, { caller: desk, ...about }))
  told(await ask(consentToMeet, { caller: she.caller, ...about }))
  expect((await shown())?.photos).toEqual([])
  told(await ask(consentToMeet, { caller: he.caller, ...about }))
  const photos = (await shown())?.photos ?? []
  expect(photos).toHaveLength(1)
  const { url = '' } = photos[0] ?? {}
  expect(await loaded(url)).toEqual(grey)
  const profile = await readProfile(idOf(he))
  for (const secret of [
    idOf(he),
    he.caller.member.memberId,
    he.caller.personId,
    he.phone,
    profile?.photos?.[0]?.traceId,
  ])
    expect(url).not.toContain(secret)
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('600')
})

test('an upload of somebody else, of nobody, or of no picture is refused; so is a seventh', async () => {
  const [she, he] = [
    await newSingle(union.workplace, desk),
    await newSingle(union.neighbour, desk, { gender: 'male' }),
  ]
  const his = await uploaded(he)
  expect(await put(she, [his])).toEqual({ refused: 'photo-missing' })
  expect(await put(she, [{ photoId: his.fileId }])).toEqual({ refused: 'photo-missing' })
  const page = Buffer.from('<script>alert(1)</script>')
  expect(await put(she, [await uploaded(she, page)])).toEqual({ refused: 'photo-unreadable' })
  const size = MAX_PHOTO_BYTES + 1
  expect(z.safeParse(uploadContract.body, { type: 'image/jpeg', size }).success).toBe(false)
  expect(z.safeParse(uploadContract.body, { type: 'image/svg+xml', size: 10 }).success).toBe(false)
})

test('a photo that broke off at any call, or that WeChat had no time for, is there when it is sent again', async () => {
  const she = await newSingle(union.workplace, desk)
  const name = await uploaded(she)
  await wechat.control('faults', { path: '/wxa/media_check_async', errcode: -1, times: 1 })
  expect(await put(she, [name])).toEqual({ refused: 'wechat-busy' })
  expect(told(await put(she, [name])).photos).toHaveLength(1)
  for (let nth = 1; nth < 8; nth++) {
    const next = await uploaded(she)
    const crash = crashAt(client, nth, nth % 2 ? 'before' : 'after')
    await put(she, [next]).catch(() => 'the function died')
    crash.stop()
    expect(told(await put(she, [next])).photos).toHaveLength(1)
    expect(await loaded((await mine(she))[0]?.url ?? '')).toEqual(grey)
  }
})

test('sent again it is the same photo, however often and wherever it broke off; erased, nothing is left', async () => {
  const she = await newSingle(union.workplace, desk)
  const name = await uploaded(she)
  for (const [nth, when] of [
    [2, 'after'],
    [3, 'before'],
    [4, 'before'],
    [5, 'before'],
  ] as const) {
    const again = await uploaded(she)
    const injection = crashAt(client, nth, when)
    await put(she, [again]).catch(() => 'the function died')
    injection.stop()
  }
  told(await put(she, [name]))
  const first = await mine(she)
  told(await put(she, [{ photoId: first[0]?.photoId ?? '' }]))
  expect((await mine(she)).map(({ photoId }) => photoId)).toEqual(first.map(({ photoId }) => photoId))
  expect(told(await put(she, [name])).photos).toHaveLength(1)
  told(await ask(eraseProfile, { caller: she.caller }))
  expect(await loaded(first[0]?.url ?? '')).toBeUndefined()
  expect(await readRange(rangeOf('a photo of a single', { profileId: idOf(she) }))).toEqual([])
})
