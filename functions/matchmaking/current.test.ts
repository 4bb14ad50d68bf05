import '../../infra/local/test-table.ts'
import { SUGGESTIONS_A_DAY } from '@gonghui/shared/matchmaking/suggestions'
import { beforeAll, expect, test } from 'vitest'
import type { Caller, StaffCaller } from '../lib/caller.ts'
import { readMember } from '../membership/member.store.ts'
import { writeStanding } from '../membership/standing.store.ts'
import { leaveUnion, setStanding } from '../membership/standings.ts'
import { ask, makeUnion, NOW, newPerson, newStaff, toldTo, type Union } from '../membership/test-union.ts'
import { aliasOf, profileIdOf } from './alias.ts'
import { confirmCase } from './cases.ts'
import { listEvents, setPlace } from './events.ts'
import { readFigures } from './figures.store.ts'
import { takeHeartBack } from './hearts.ts'
import { consentToMeet, listIntroductions, withdrawFrom } from './introductions.ts'
import { readIntroduction } from './pair.store.ts'
import { readProfile } from './profile.store.ts'
import { eraseProfile, getProfile, setVisibility, submitProfile } from './profiles.ts'
import { reportIdOf } from './report.store.ts'
import { decideReport, reportSingle } from './reports.ts'
import {
  approveAll,
  consent,
  heart,
  moveMember,
  newDesk,
  newIntroduced,
  newMutual,
  newSingle,
  newTwo,
  suggestedTo,
  told,
  type Worker,
  withWechat,
} from './test-desk.ts'
import { newEvent, newGuest, place, seen } from './test-events.ts'

withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const leave = async ({ caller }: Worker) =>
  told(await ask(leaveUnion, { caller, body: { understood: true } }))
async function reportDeath({ caller }: Worker) {
  const cadre = await newStaff('cadre', union.city)
  const params = { memberId: caller.member.memberId }
  const body = { deed: 'report-death', seen: 'active', reason: '家属来电' } as const
  told(await ask(setStanding, { caller: cadre, params, body }))
}

test.each([
  ['has left the union', leave],
  ['has died', reportDeath],
])('who %s is suggested to nobody, gets no heart and is told of none', async (_, end) => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  told(await heart(she, hisId))
  const before = await toldTo(she.caller)
  await end(she)
  expect(await suggestedTo(he)).toEqual([])
  expect(await heart(he, herId)).toEqual({ refused: 'single-unknown' })
  expect(await toldTo(she.caller)).toEqual(before)
})

test('who is retired or suspended has a membership, and may still be met', async () => {
  for (const to of ['retired', 'suspended'] as const) {
    const { she, he } = await newTwo(union, desk)
    const member = await readMember(she.caller.member.memberId)
    if (!member) throw new Error('there is no such member')
    await writeStanding(member, { to, deed: to, by: 'per_x', at: NOW })
    expect(await suggestedTo(he)).toHaveLength(1)
  }
})

const consents = ({ caller }: Worker, introductionId: string) =>
  ask(consentToMeet, { caller, params: { introductionId } })

const notYet = { refused: 'introduction-not-yet' }

async function expectNothingTold(introductionId: string) {
  const pair = await readIntroduction(introductionId)
  expect(pair).toMatchObject({ state: 'introduced' })
  expect(pair).not.toHaveProperty('contactsSealed')
}

test('the second consent exchanges nothing with somebody who has left since the first', async () => {
  const { she, he, introductionId } = await newIntroduced(union, desk)
  told(await consents(she, introductionId))
  await leave(she)
  expect(await consents(he, introductionId)).toEqual(notYet)
  await expectNothingTold(introductionId)
})

/** By somebody whom they have nothing else to do with. @returns the report. */
async function reported({ caller }: Worker): Promise<string> {
  const third = await newSingle(union.workplace, desk)
  const [byId, ofId] = [third, { caller }].map((one) => profileIdOf(one.caller.member.memberId)) as [
    string,
    string,
  ]
  const body = { singleId: aliasOf('single', byId, ofId), reason: 'harassment', note: '' } as const
  told(await ask(reportSingle, { caller: third.caller, body }))
  return reportIdOf(byId, ofId)
}

test('who is reported, or was found guilty and is not approved anew, takes nobody’s name and number', async () => {
  const { she, he, introductionId } = await newIntroduced(union, desk)
  told(await consents(she, introductionId))
  const reportId = await reported(he)
  expect(await consents(he, introductionId)).toEqual(notYet)
  const body = { decision: 'upheld', words: '请改掉不实的内容' } as const
  told(await ask(decideReport, { caller: desk, params: { reportId }, body }))
  expect(await consents(he, introductionId)).toEqual(notYet)
  await expectNothingTold(introductionId)
})

test('who has moved to another employer exchanges nothing until a desk there has vouched', async () => {
  const { she, he, introductionId } = await newIntroduced(union, desk)
  told(await consents(she, introductionId))
  await moveMember(he, union.district)
  expect(await consents(he, introductionId)).toEqual(notYet)
  await expectNothingTold(introductionId)
})

test('a desk confirms nobody who is held back, on either side, and may once the report is unfounded', async () => {
  const { he, introductionId } = await newMutual(union, desk)
  const confirm = { caller: desk, params: { introductionId } }
  const reportId = await reported(he)
  expect(await ask(confirmCase, confirm)).toEqual({ refused: 'introduction-held' })
  const body = { decision: 'unfounded', words: '查无此事' } as const
  told(await ask(decideReport, { caller: desk, params: { reportId }, body }))
  expect(told(await ask(confirmCase, confirm)).case.state).toBe('introduced')
})

const unlisted = { listed: false, away: 'left' }

test('who has left the union keeps every way out: reads, pauses, withdraws, gives a place back, erases', async () => {
  const { she, he, introductionId } = await newIntroduced(union, desk)
  const { she: other, hisId } = await newTwo(union, desk)
  const eventId = await newEvent(desk, union.street, { places: { female: 1, male: 1 } })
  const waiting = await newGuest(union.workplace, 'female')
  for (const one of [she, waiting]) told(await place(one, eventId, true))
  told(await heart(other, hisId))
  for (const one of [she, other]) await leave(one)
  const [gone, alsoGone] = [she, other].map(({ caller }) => ({ ...caller, member: undefined })) as [
    Caller,
    Caller,
  ]
  expect(told(await ask(getProfile, { caller: gone }))).toMatchObject(unlisted)
  const visibility = 'paused'
  expect(told(await ask(setVisibility, { caller: gone, body: { visibility } }))).toMatchObject({ visibility })
  const leaves = (comes: boolean) => ask(setPlace, { caller: gone, params: { eventId }, body: { comes } })
  expect(told(await ask(listEvents, { caller: gone })).items).toMatchObject([{ signedUp: true }])
  expect(told(await leaves(false)).me.place).toBe('none')
  expect(await leaves(true)).toEqual({ refused: 'membership-missing' })
  expect((await seen(waiting, eventId)).me.place).toBe('placed')
  const withdrawn = { caller: gone, params: { introductionId } }
  expect(told(await ask(withdrawFrom, withdrawn)).introduction.state).toBe('over')
  expect(told(await ask(listIntroductions, { caller: he.caller })).items).toMatchObject([{ state: 'over' }])
  const back = { caller: alsoGone, params: { singleId: hisId } }
  expect(told(await ask(takeHeartBack, back)).takenBack).toBe(true)
  told(await ask(eraseProfile, { caller: gone }))
  expect(await readProfile(profileIdOf(she.caller.member.memberId))).toBeUndefined()
})

test('who never was a member is told to join first', async () => {
  const { personId, sessionId } = await newPerson()
  expect(await ask(getProfile, { caller: { personId, sessionId } })).toEqual({
    refused: 'membership-missing',
  })
})

test('who has moved takes none of the day’s places, is listed and counted no more, and is told so', async () => {
  const age = { min: 70, max: 70, must: true }
  const born = { birthYear: 1956 }
  const men: Worker[] = []
  // The six who fit best are those who move: all of their wishes are hers.
  for (let i = 0; i < SUGGESTIONS_A_DAY; i++)
    men.push(await newSingle(union.neighbour, desk, { gender: 'male', ...born }, { age }))
  const other = await newSingle(union.neighbour, desk, { gender: 'male', ...born, hobbies: [] }, { age })
  const she = await newSingle(union.workplace, desk, born, { age })
  for (const one of men) await moveMember(one, union.district)
  const listed = async () => (await readFigures(union.neighbour.orgId, NOW)).singles['male-1950'] ?? 0
  const before = await listed()
  expect(await suggestedTo(she)).toHaveLength(1)
  expect(await listed()).toBeLessThan(before)
  const profileId = profileIdOf(other.caller.member.memberId)
  expect(await readProfile(profileId)).not.toHaveProperty('movedAt')
  const [first] = await Promise.all(
    men.map(async (one) => {
      const member = { ...one.caller.member, orgPath: union.district.path }
      return told(await ask(getProfile, { caller: { ...one.caller, member } }))
    }),
  )
  expect(first).toMatchObject({ listed: false, away: 'moved' })
})

test('who is found elsewhere and comes back hands the profile in anew, and is listed again', async () => {
  const age = { min: 71, max: 71, must: true }
  const he = await newSingle(union.neighbour, desk, { gender: 'male', birthYear: 1955 }, { age })
  const she = await newSingle(union.workplace, desk, { birthYear: 1955 }, { age })
  await moveMember(he, union.district)
  expect(await suggestedTo(she)).toEqual([])
  await moveMember(he, union.neighbour)
  expect(told(await ask(getProfile, { caller: he.caller }))).toMatchObject({ listed: false, away: 'moved' })
  expect(told(await ask(submitProfile, { caller: he.caller, body: consent }))).toMatchObject({
    review: 'in-review',
  })
  await approveAll(desk, union.neighbour)
  expect(told(await ask(getProfile, { caller: he.caller }))).toMatchObject({ listed: true })
  expect(await suggestedTo(she)).toHaveLength(1)
})
