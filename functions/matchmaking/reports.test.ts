import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, NOW, type Union } from '../membership/test-union.ts'
import { client } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { aliasOf, profileIdOf } from './alias.ts'
import { matchmakingHoldings } from './holdings.ts'
import { listIntroductions } from './introductions.ts'
import { changed, readProfile, replaceProfile } from './profile.store.ts'
import { eraseProfile, getProfile, saveProfile, submitProfile } from './profiles.ts'
import { readReport, reportIdOf } from './report.store.ts'
import { blockSingle, decideReport, listReports, reportSingle } from './reports.ts'
import {
  approveAll,
  consent,
  draftOf,
  heart,
  newDesk,
  newIntroduced,
  newSingle,
  newTwo,
  submitted,
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
/** After the report is decided: the calls that end what the suspended one was part of. */
const CALLS_OF_A_SUSPENSION = [5, 7, 9]

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

test('a suspension that dies on the way is finished by whoever sends it again', async () => {
  for (const nth of CALLS_OF_A_SUSPENSION) {
    const { she, he, introductionId } = await newIntroduced(union, desk)
    const profileId = profileIdOf(he.caller.member.memberId)
    const before = await readProfile(profileId)
    if (!before) throw new Error('he has no profile')
    await replaceProfile(before, changed(before, { strikes: 1 }))
    const third = await newSingle(union.workplace, desk)
    const byId = profileIdOf(third.caller.member.memberId)
    told(await report(third, { singleId: aliasOf('single', byId, profileId) }))
    const reportId = reportIdOf(byId, profileId)
    const injection = crashAt(client, nth, 'before')
    await decide(reportId, 'upheld').catch(() => 'the function died')
    injection.stop()
    expect(told(await decide(reportId, 'upheld'))).toMatchObject({ suspended: true })
    const { items } = told(await ask(listIntroductions, { caller: she.caller }))
    expect([nth, items.find((one) => one.introductionId === introductionId)?.state]).toEqual([nth, 'over'])
  }
})

/** Somebody who is reported by another. */
async function reportedOne() {
  const [he, by] = [
    await newSingle(union.neighbour, desk, { gender: 'male' }),
    await newSingle(union.workplace, desk),
  ]
  const [profileId, byId] = [he, by].map(({ caller }) => profileIdOf(caller.member.memberId)) as [
    string,
    string,
  ]
  told(await report(by, { singleId: aliasOf('single', byId, profileId) }))
  return { he, profileId, reportId: reportIdOf(byId, profileId) }
}

test('of who erases while a report waits no name stays, and nothing at all once it is unfounded', async () => {
  const { he, profileId, reportId } = await reportedOne()
  told(await ask(eraseProfile, { caller: he.caller }))
  const { memberId } = he.caller.member
  expect((await readProfile(profileId))?.whose).toEqual({
    memberId,
    personId: '',
    nameMasked: '资料已删除',
    orgName: '',
  })
  expect((await waiting()).find((one) => one.reportId === reportId)).toMatchObject({
    nameMasked: '资料已删除',
  })
  expect(told(await decide(reportId, 'unfounded'))).toMatchObject({ suspended: false })
  expect(await readProfile(profileId)).toBeUndefined()
  expect(told(await decide(reportId, 'unfounded'))).toMatchObject({ suspended: false })
})

test('of who is erased altogether and found guilty the strike stays for three years, without a word of it', async () => {
  const { he, profileId, reportId } = await reportedOne()
  const { personId, member } = he.caller
  for (const { letGo } of matchmakingHoldings) await letGo?.({ personId, memberId: member.memberId }, NOW)
  told(await decide(reportId, 'upheld'))
  const remains = await readProfile(profileId)
  expect(remains).toMatchObject({ strikes: 1, openReports: 0, expiresAt: expiryAfter(NOW, 3 * 365) })
  expect(remains).not.toHaveProperty('reason')
  expect(remains?.whose.nameMasked).toBe('资料已删除')
})

test('who begins anew after erasing is on the desk by name again, with the strike', async () => {
  const { he, profileId, reportId } = await reportedOne()
  told(await ask(eraseProfile, { caller: he.caller }))
  told(await decide(reportId, 'upheld'))
  const revision = (await readProfile(profileId))?.revision ?? 0
  await submitted(he, draftOf({ gender: 'male' }), { revision })
  await approveAll(desk, union.neighbour)
  const anew = await readProfile(profileId)
  expect(anew).toMatchObject({ strikes: 1, whose: { personId: he.caller.personId, orgName: '山海物流工会' } })
  expect(anew).not.toHaveProperty('erasedAt')
})
