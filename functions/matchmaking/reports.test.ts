import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, NOW, type Union } from '../membership/test-union.ts'
import { expiryAfter } from '../table/expiry.ts'
import { listIntroductions } from './introductions.ts'
import { eraseProfile, getProfile, saveProfile, submitProfile } from './profiles.ts'
import { readReport } from './report.store.ts'
import { blockSingle, decideReport, listReports, reportSingle } from './reports.ts'
import {
  approveAll,
  consent,
  draftOf,
  heart,
  newDesk,
  newSingle,
  newTwo,
  suggestedTo,
  told,
  type Worker,
  withWechat,
} from './test-desk.ts'
import { newEvent, newGuests, place, seen } from './test-events.ts'

withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const report = ({ caller }: Worker, whom: object, note = '说话不尊重人') =>
  ask(reportSingle, { caller, body: { ...whom, reason: 'harassment', note } })
const waiting = async (caller = desk, org = union.neighbour) =>
  told(await ask(listReports, { caller, query: { orgId: org.orgId } })).items
const decide = (reportId: string, decision: 'upheld' | 'unfounded', caller = desk) =>
  ask(decideReport, { caller, params: { reportId }, body: { decision, words: '请改掉不实的内容' } })
const mine = async ({ caller }: Worker) => told(await ask(getProfile, { caller }))

test('whoever is blocked, from wherever, is never met again, and is told nothing', async () => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  told(await heart(she, hisId))
  const { introductionId } = told(await heart(he, herId))
  told(await ask(blockSingle, { caller: she.caller, body: { introductionId } }))
  expect(told(await ask(listIntroductions, { caller: he.caller })).items).toMatchObject([{ state: 'over' }])
  for (let day = 0; day < 3; day++)
    for (const one of [she, he]) expect(await suggestedTo(one, later(NOW, day * DAY_MS))).toEqual([])
  expect(await mine(he)).toMatchObject({ held: false, listed: true })
})

test('a reported profile is held back from everybody until the own desk has looked; once, however often it is sent', async () => {
  const { she, he, hisId } = await newTwo(union, desk)
  await Promise.all(Array.from({ length: 5 }, () => report(she, { singleId: hisId })))
  expect(await mine(he)).toMatchObject({ held: true, listed: false })
  await expect(suggestedTo(he)).rejects.toThrow('profile-not-listed')
  const items = await waiting()
  expect(items).toMatchObject([{ reason: 'harassment', note: '说话不尊重人', strikes: 0 }])
  expect(JSON.stringify(items)).not.toContain(she.name)
  const beside = await newDesk(union.workplace)
  const reportId = items[0]?.reportId ?? ''
  expect(await decide(reportId, 'upheld', beside)).toEqual({ refused: 'org-out-of-scope' })
  expect(await readReport(reportId)).not.toHaveProperty('expiresAt')
  expect(await decide(reportId, 'unfounded')).toMatchObject({ body: { suspended: false } })
  expect(await readReport(reportId)).toMatchObject({ expiresAt: expiryAfter(NOW, 3 * 365) })
  expect(await decide(reportId, 'unfounded')).toMatchObject({ status: 200 })
  expect(await decide(reportId, 'upheld')).toEqual({ refused: 'report-decided' })
  expect(await mine(he)).toMatchObject({ held: false, listed: true })
  expect(await suggestedTo(she, later(NOW, DAY_MS))).toEqual([])
  expect(await waiting()).toEqual([])
})

test('the first offence is returned to be mended, the second suspends, and erasing is no way back', async () => {
  const age = { min: 79, max: 79, must: true }
  const he = await newSingle(union.neighbour, desk, { gender: 'male', birthYear: 1947 }, { age })
  const women = [
    await newSingle(union.workplace, desk, { birthYear: 1947 }, { age }),
    await newSingle(union.workplace, desk, { birthYear: 1947 }, { age }),
  ]
  const offence = async (woman: Worker | undefined, day: number) => {
    const [him] = woman ? await suggestedTo(woman, later(NOW, day * DAY_MS)) : []
    if (!woman || !him) throw new Error('he was not suggested')
    told(await report(woman, { singleId: him.card.singleId }))
    const [{ reportId } = { reportId: '' }] = await waiting()
    return told(await decide(reportId, 'upheld'))
  }
  expect(await offence(women[0], 1)).toMatchObject({ suspended: false })
  expect(await mine(he)).toMatchObject({ review: 'returned', reason: '请改掉不实的内容', listed: false })
  const { revision } = await mine(he)
  const mended = draftOf({ gender: 'male', birthYear: 1947, heightCm: 171 }, { age })
  told(await ask(saveProfile, { caller: he.caller, body: { revision, draft: mended } }))
  told(await ask(submitProfile, { caller: he.caller, body: consent }))
  await approveAll(desk, union.neighbour)
  const eventId = await newEvent(desk, union.street, { places: { female: 1, male: 1 } })
  const [next] = await newGuests(1, union.neighbour, 'male')
  for (const one of [he, next as Worker]) told(await place(one, eventId, true))
  expect(await offence(women[1], 2)).toMatchObject({ suspended: true })
  expect((await seen(next as Worker, eventId)).me.place).toBe('placed')
  await expect(suggestedTo(he)).rejects.toThrow('profile-suspended')
  told(await ask(eraseProfile, { caller: he.caller }))
  const again = { revision: (await mine(he)).revision, draft: mended }
  expect(await ask(saveProfile, { caller: he.caller, body: again })).toEqual({ refused: 'profile-suspended' })
})
