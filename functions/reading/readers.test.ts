import '../../infra/local/test-table.ts'
import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { Crash, crashAt } from '../../infra/local/test-faults.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { client } from '../table/database.ts'
import { drawSeat, SHARD_SEATS } from './reader.store.ts'
import { checkIn, chooseBooks, enrol, finishBook, getReader, listCheckIns } from './readers.ts'
import { ask, checkInOf, memberAt, NOW, publishedCampaign } from './test-campaign.ts'

let made: Awaited<ReturnType<typeof publishedCampaign>>
beforeAll(async () => {
  made = await publishedCampaign()
})

async function enrolled(): Promise<MemberCaller> {
  const caller = memberAt(made.union.workplace)
  await ask(enrol, { caller, params: made.params })
  return caller
}
const tell = (caller: MemberCaller, body = checkInOf(), now = NOW) =>
  ask(checkIn, { caller, params: made.params, body, now })
const standing = async (caller: MemberCaller, now = NOW) => {
  const answer = await ask(getReader, { caller, params: made.params, now })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer.body.reader
}

test('a tap enrols, a second tap and ten at once are the same enrolment', async () => {
  const caller = memberAt(made.union.workplace)
  expect(await ask(getReader, { caller, params: made.params })).toEqual({ refused: 'not-enrolled' })
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask(enrol, { caller, params: made.params })),
  )
  expect(answers.filter((answer) => 'status' in answer && answer.status === 201)).toHaveLength(1)
  expect(answers.filter((answer) => 'status' in answer && answer.status === 200)).toHaveLength(9)
  const beside = memberAt({ ...made.union.workplace, path: 'org_ELSEWHERE' })
  expect(await ask(enrol, { caller: beside, params: made.params })).toEqual({ refused: 'audience-org' })
})

test('who has not enrolled cannot check in; an unknown campaign is unknown', async () => {
  expect(await tell(memberAt(made.union.workplace))).toEqual({ refused: 'not-enrolled' })
  const params = { campaignId: newId('campaign', NOW) }
  expect(await ask(checkIn, { caller: await enrolled(), params, body: checkInOf() })).toEqual({
    refused: 'campaign-unknown',
  })
})

test('three days, a streak over midnight, and a day made up later that is marked', async () => {
  const caller = await enrolled()
  const lateEvening = '2026-03-08T15:59:00.000Z'
  expect(await tell(caller, checkInOf(), lateEvening)).toMatchObject({
    status: 201,
    body: { checkIn: { late: false } },
  })
  const pastMidnight = '2026-03-08T16:01:00.000Z'
  await tell(caller, checkInOf({ day: '2026-03-09' }), pastMidnight)
  expect(await standing(caller, pastMidnight)).toMatchObject({ today: '2026-03-09', streak: { current: 2 } })
  const fourth = later(NOW, 3 * DAY_MS)
  await tell(caller, checkInOf({ day: '2026-03-11' }), fourth)
  expect(await standing(caller, fourth)).toMatchObject({ streak: { current: 1, longest: 2 } })
  expect(await tell(caller, checkInOf({ day: '2026-03-10', note: '飞机上读的' }), fourth)).toMatchObject({
    status: 201,
    body: { checkIn: { late: true }, reader: { streak: { current: 4, longest: 4 } } },
  })
  const listed = await ask(listCheckIns, { caller, params: made.params })
  expect(listed).toMatchObject({
    body: { items: [{ day: '2026-03-11' }, { note: '飞机上读的', late: true }, {}, {}] },
  })
})

test('the same check-in from two phones, and again a month later, counts once', async () => {
  const caller = await enrolled()
  const told = checkInOf()
  const answers = await Promise.all(Array.from({ length: 8 }, () => tell(caller, told)))
  expect(answers.filter((answer) => 'status' in answer && answer.status === 201)).toHaveLength(1)
  expect(await standing(caller)).toMatchObject({ minutes: 20, countedDays: 1 })
  expect(await tell(caller, told, later(NOW, 30 * DAY_MS))).toMatchObject({
    status: 200,
    body: { reader: { minutes: 20 } },
  })
  expect(await tell(caller, { ...told, minutes: 900 })).toEqual({ refused: 'idempotency-key-reused' })
})

test('many phones of one member at once lose nothing', async () => {
  const caller = await enrolled()
  const answers = await Promise.all(Array.from({ length: 6 }, () => tell(caller, checkInOf({ minutes: 5 }))))
  expect(answers.every((answer) => 'status' in answer && answer.status === 201)).toBe(true)
  expect(await standing(caller)).toMatchObject({ minutes: 30 })
})

test('thirty hours of a day, a future day and a month ago are refused with the day it is', async () => {
  const caller = await enrolled()
  expect(await tell(caller, checkInOf({ minutes: 1_800 }))).toEqual({
    refused: 'check-in-too-much',
    facts: { today: '2026-03-08' },
  })
  expect(await tell(caller, checkInOf({ day: '2026-03-09' }))).toMatchObject({ refused: 'check-in-future' })
  expect(await tell(caller, checkInOf(), later(NOW, 30 * DAY_MS))).toMatchObject({
    refused: 'check-in-too-late',
  })
  expect(await standing(caller)).toMatchObject({ minutes: 0 })
})

test('books are chosen from the shelf, read, and finished once with a short review', async () => {
  const caller = await enrolled()
  const { params } = made
  expect(await ask(chooseBooks, { caller, params, body: { bookIds: ['b9'] } })).toEqual({
    refused: 'book-unknown',
  })
  await ask(chooseBooks, { caller, params, body: { bookIds: ['b1', 'b2'] } })
  const finish = (bookId: string, now = NOW) =>
    ask(finishBook, { caller, params: { ...params, bookId }, body: { review: '看哭了' }, now })
  expect(await finish('b2')).toEqual({ refused: 'book-not-begun' })
  await tell(caller, checkInOf({ bookId: 'b2' }))
  await finish('b2')
  expect(await finish('b2', later(NOW, 26 * HOUR_MS))).toMatchObject({
    body: {
      reader: {
        books: expect.arrayContaining([
          expect.objectContaining({ bookId: 'b2', finishedOn: '2026-03-08', review: '看哭了' }),
        ]),
      },
    },
  })
  expect((await standing(caller)).badges.map(({ earned }) => earned)).toEqual([true, false, true])
})

test('whichever database call of a check-in dies, telling it again counts it once', async () => {
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; nth < 12; nth++) {
      const caller = await enrolled()
      const told = checkInOf()
      const crash = crashAt(client, nth, when)
      const first = await tell(caller, told).catch((error) => error as Crash)
      crash.stop()
      expect(await tell(caller, told)).toMatchObject({ body: { reader: { minutes: 20 } } })
      expect((await ask(listCheckIns, { caller, params: made.params })) as object).toMatchObject({
        body: { items: [{ checkInId: told.checkInId }] },
      })
      if (!(first instanceof Crash)) break
    }
  }
})

test(`an org’s readers sit ${SHARD_SEATS} to a shard`, async () => {
  const org = await readOrg(made.union.neighbour.orgId)
  if (!org) throw new Error('the org is gone')
  const seats = []
  for (let i = 0; i <= SHARD_SEATS; i++) seats.push(await drawSeat(made.campaignId, org))
  expect(seats.map(({ shard }) => shard)).toEqual([...Array.from({ length: SHARD_SEATS }, () => 0), 1])
})
