import '../../infra/local/test-table.ts'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, NOW, toldTo, type Union } from '../membership/test-union.ts'
import { confirmCase } from './cases.ts'
import { consentToMeet } from './introductions.ts'
import { decideReport, listReports, reportSingle } from './reports.ts'
import { listReviews, returnProfile } from './reviews.ts'
import {
  approveAll,
  draftOf,
  heart,
  newDesk,
  newTwo,
  newWorker,
  submitted,
  told,
  type Worker,
  withWechat,
} from './test-desk.ts'

withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const kinds = async ({ caller }: Worker) => (await toldTo(caller)).map(({ kind }) => kind)

test('whoever hands a profile in is told that it was returned, and that it was approved, once each', async () => {
  const worker = await newWorker(union.workplace)
  await submitted(worker, draftOf())
  const { items } = told(await ask(listReviews, { caller: desk, query: { orgId: union.workplace.orgId } }))
  const params = { profileId: items[0]?.profileId ?? '' }
  const back = { caller: desk, params, body: { submittedAt: NOW, reason: '请补充自我介绍' } }
  await Promise.all(Array.from({ length: 4 }, () => ask(returnProfile, back)))
  expect(await kinds(worker)).toEqual(['profile-returned'])
  await submitted(worker, draftOf({ heightCm: 166 }), { revision: 3 })
  await approveAll(desk, union.workplace)
  expect((await kinds(worker)).toSorted()).toEqual(['profile-approved', 'profile-returned'])
})

test('a heart that was answered is told, and both are asked once both desks have confirmed, and both are told once contacts are exchanged; nothing before', async () => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  await heart(she, hisId)
  const { introductionId } = told(await heart(he, herId))
  // Of the two hearts the first is told of the second; who gave that one saw it.
  expect((await kinds(she)).toSorted()).toEqual(['hearts-mutual', 'profile-approved'])
  expect(await kinds(he)).toEqual(['profile-approved'])
  const params = { introductionId: introductionId ?? '' }
  const [here, there] = [await newDesk(union.workplace), await newDesk(union.neighbour)]
  told(await ask(confirmCase, { caller: here, params }))
  for (const one of [she, he]) expect(await kinds(one)).not.toContain('introduction-confirmed')
  await Promise.all(Array.from({ length: 3 }, () => ask(confirmCase, { caller: there, params })))
  told(await ask(consentToMeet, { caller: she.caller, params }))
  await Promise.all(Array.from({ length: 3 }, () => ask(consentToMeet, { caller: he.caller, params })))
  for (const one of [she, he])
    expect((await kinds(one)).filter((kind) => kind !== 'hearts-mutual').toSorted()).toEqual([
      'contacts-exchanged',
      'introduction-confirmed',
      'profile-approved',
    ])
})

test('a report that is upheld returns the profile to be mended, and says no more than that', async () => {
  const { she, he, hisId } = await newTwo(union, desk)
  told(await ask(reportSingle, { caller: she.caller, body: { singleId: hisId, reason: 'other' } }))
  expect(await kinds(he)).toEqual(['profile-approved'])
  const { items } = told(await ask(listReports, { caller: desk, query: { orgId: union.street.orgId } }))
  const body = { decision: 'upheld', words: '请换一张本人的照片' } as const
  told(await ask(decideReport, { caller: desk, params: { reportId: items[0]?.reportId ?? '' }, body }))
  expect((await kinds(he)).toSorted()).toEqual(['profile-approved', 'profile-returned'])
  expect(JSON.stringify(await toldTo(he.caller))).not.toContain('照片')
})
