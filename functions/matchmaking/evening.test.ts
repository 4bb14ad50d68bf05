import '../../infra/local/test-table.ts'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, type Union } from '../membership/test-union.ts'
import { profileIdOf } from './alias.ts'
import { confirmCase } from './cases.ts'
import { beDoneWithEachOther } from './done.store.ts'
import { listHearts } from './hearts.ts'
import { listIntroductions } from './introductions.ts'
import { eraseProfile, setVisibility } from './profiles.ts'
import { blockSingle } from './reports.ts'
import { newDesk, told, type Worker } from './test-desk.ts'
import {
  AFTER,
  atDoor,
  BEGUN,
  CLOSED,
  DOOR,
  draw,
  heartAt,
  LATE,
  managed,
  newEvent,
  newGuest,
  newGuests,
  place,
  seen,
} from './test-events.ts'

let union: Union
let desk: StaffCaller
let women: Worker[]
let men: Worker[]

beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
  women = await newGuests(30, union.workplace, 'female')
  men = await newGuests(22, union.neighbour, 'male')
})

const idOf = ({ caller }: Worker) => profileIdOf(caller.member.memberId)

/** An event of the two sides with everybody in, and the rounds drawn. */
async function sat(shes: readonly Worker[], hes: readonly Worker[], rounds = 10) {
  const eventId = await newEvent(desk, union.street, { rounds })
  for (const one of [...shes, ...hes]) told(await place(one, eventId, true))
  for (const one of [...shes, ...hes]) told(await atDoor(desk, one, eventId))
  told(await draw(desk, eventId))
  return eventId
}

test('the door takes the member code, gives each badge once, and tells no name', async () => {
  const eventId = await newEvent(desk, union.street, { places: { female: 1, male: 1 } })
  const [she, waiting] = women as [Worker, Worker]
  told(await place(she, eventId, true))
  told(await place(waiting, eventId, true))
  expect(await atDoor(desk, she, eventId, CLOSED)).toEqual({ refused: 'event-door-shut' })
  expect(await atDoor(desk, waiting, eventId)).toEqual({ refused: 'guest-waiting' })
  expect(await atDoor(desk, men[0] as Worker, eventId)).toEqual({ refused: 'guest-unknown' })
  const answers = await Promise.all(Array.from({ length: 4 }, () => atDoor(desk, she, eventId)))
  expect(answers.map((one) => told(one).number)).toEqual([1, 1, 1, 1])
  expect(answers.filter((one) => !told(one).again)).toHaveLength(1)
  expect(JSON.stringify(answers)).not.toContain('林')
  expect(await place(she, eventId, false, DOOR)).toEqual({ refused: 'event-arrived' })
  expect(await atDoor(desk, waiting, eventId, BEGUN)).toEqual({ refused: 'event-seats-taken' })
})

test('once it has begun, who waits takes the seat of who did not come, and the seat is not given twice', async () => {
  const eventId = await newEvent(desk, union.street, { places: { female: 1, male: 1 } })
  const [absent, second, third] = women as [Worker, Worker, Worker]
  for (const one of [absent, second, third]) told(await place(one, eventId, true))
  const answers = await Promise.all([second, third, absent].map((one) => atDoor(desk, one, eventId, BEGUN)))
  expect(answers.filter((one) => 'body' in one)).toHaveLength(1)
  expect(answers.filter((one) => 'refused' in one && one.refused === 'event-seats-taken')).toHaveLength(2)
})

test('nobody meets twice, colleagues and those who are done with each other never sit together, each sees only the own seats', async () => {
  const shes = women.slice(0, 12)
  const colleague = await newGuest(union.workplace, 'male')
  const hes = [...men.slice(0, 9), colleague]
  await beDoneWithEachOther(idOf(shes[0] as Worker), idOf(hes[0] as Worker))
  const eventId = await sat(shes, hes, 9)
  const { plan } = await managed(desk, eventId, BEGUN)
  const seats = plan?.rounds.flat() ?? []
  expect(new Set(seats.map(({ woman, man }) => `${woman}/${man}`)).size).toBe(seats.length)
  // Nine men in nine rounds; the tenth has only colleagues here.
  expect(seats).toHaveLength(81)
  expect(seats.some(({ man }) => man === 10)).toBe(false)
  expect(seats.some(({ woman, man }) => woman === 1 && man === 1)).toBe(false)
  for (const one of [...shes, ...hes]) {
    const shown = await seen(one, eventId, BEGUN)
    const number = shown.me.number
    const mine = (plan?.rounds ?? []).map((round) =>
      round.find((seat) => (shown.me.gender === 'female' ? seat.woman : seat.man) === number),
    )
    expect(shown.rounds.map(({ table }) => table)).toEqual(mine.map((seat) => seat?.table))
    expect(shown.partners).toEqual([])
  }
})

test('rounds drawn anew keep those that were sat through, and leave out who has gone', async () => {
  const eventId = await sat(women.slice(0, 6), men.slice(0, 5), 5)
  const before = (await managed(desk, eventId, BEGUN)).plan?.rounds ?? []
  told(
    await place(women[6] as Worker, eventId, true).then(() =>
      draw(desk, eventId, {
        revision: 1,
        fromRound: 3,
        gone: { female: [2], male: [] },
      }),
    ),
  )
  const { plan } = await managed(desk, eventId, BEGUN)
  expect(plan?.rounds.slice(0, 2)).toEqual(before.slice(0, 2))
  const later = plan?.rounds.slice(2).flat() ?? []
  expect(later.some(({ woman }) => woman === 2)).toBe(false)
  const pairs = (plan?.rounds.flat() ?? []).map(({ woman, man }) => `${woman}/${man}`)
  expect(new Set(pairs).size).toBe(pairs.length)
  expect(await draw(desk, eventId, { revision: 1 })).toEqual({ refused: 'event-changed' })
})

test('a heart after the event is private until both have given one; then both are told, and nobody else', async () => {
  const [she, other] = women as [Worker, Worker]
  const [he, third] = men.slice(10) as [Worker, Worker]
  const eventId = await sat([she, other], [he, third], 2)
  expect(await heartAt(she, eventId, 1, { now: BEGUN })).toEqual({ refused: 'event-hearts-shut' })
  expect(await heartAt(she, eventId, 1, { now: LATE })).toEqual({ refused: 'event-hearts-shut' })
  expect(await heartAt(she, eventId, 7)).toEqual({ refused: 'event-partner-unknown' })
  const hearted = told(await heartAt(she, eventId, 1))
  expect(hearted.partners.find(({ number }) => number === 1)).toEqual({ number: 1, hearted: true })
  expect(hearted.heartsLeft).toBe(4)
  // Nobody who was met at a table is joined to a card before both want it.
  expect(told(await ask(listHearts, { caller: she.caller, now: AFTER })).items).toEqual([])
  expect((await seen(he, eventId, AFTER)).partners.every((one) => !one.hearted)).toBe(true)
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => (i % 2 ? heartAt(he, eventId, 1) : heartAt(she, eventId, 1))),
  )
  for (const one of answers) told(one)
  const ids = await Promise.all(
    [she, he].map(
      async (one) =>
        (await seen(one, eventId, AFTER)).partners[0]?.introductionId ??
        (await seen(one, eventId, AFTER)).partners[1]?.introductionId,
    ),
  )
  expect(new Set(ids).size).toBe(1)
  for (const one of [she, he])
    expect(
      told(await ask(listIntroductions, { caller: one.caller, now: AFTER })).items.filter(
        ({ introductionId }) => introductionId === ids[0],
      ),
    ).toHaveLength(1)
  for (const one of [other, third])
    expect(JSON.stringify(await seen(one, eventId, AFTER))).not.toContain(ids[0])
  expect(JSON.stringify(await managed(desk, eventId, AFTER))).not.toContain(ids[0])
  told(await ask(confirmCase, { caller: desk, params: { introductionId: ids[0] ?? '' }, now: AFTER }))
})

test('a heart may be taken back until it is answered; five are all there are', async () => {
  const [she, ...others] = women.slice(10, 12) as [Worker, Worker]
  const hes = men.slice(12, 19)
  const eventId = await sat([she, ...others], hes, 7)
  const numbers = (await seen(she, eventId, AFTER)).partners.map(({ number }) => number)
  expect(numbers).toHaveLength(7)
  const answers = await Promise.all(numbers.map((number) => heartAt(she, eventId, number)))
  expect(answers.filter((one) => 'refused' in one && one.refused === 'event-hearts-used-up')).toHaveLength(2)
  const given = (await seen(she, eventId, AFTER)).partners.filter(({ hearted }) => hearted)
  expect(given).toHaveLength(5)
  const number = given[0]?.number ?? 0
  expect(told(await heartAt(she, eventId, number, { heart: false })).heartsLeft).toBe(1)
  const he = hes[number - 1] as Worker
  told(await heartAt(he, eventId, 1))
  expect((await seen(she, eventId, AFTER)).partners.some(({ introductionId }) => introductionId)).toBe(false)
})

test('whom one sat with can be blocked by the number, and is never met again', async () => {
  const [she, he] = [women[20] as Worker, men[20] as Worker]
  const eventId = await sat([she], [he], 1)
  told(await heartAt(he, eventId, 1))
  told(await ask(blockSingle, { caller: she.caller, body: { met: { eventId, number: 1 } }, now: AFTER }))
  expect(await heartAt(she, eventId, 1)).toEqual({ refused: 'introduction-over' })
  const again = await newEvent(desk, union.street)
  for (const one of [she, he]) told(await place(one, again, true))
  for (const one of [she, he]) told(await atDoor(desk, one, again))
  told(await draw(desk, again))
  expect((await managed(desk, again, BEGUN)).plan?.rounds.flat()).toEqual([])
})

test('who erases the profile leaves every line, and the badge means nobody any more', async () => {
  const [she, he] = [women[21] as Worker, await newGuest(union.neighbour, 'male')]
  const eventId = await sat([she], [he], 1)
  told(await ask(eraseProfile, { caller: he.caller, now: AFTER }))
  expect(await heartAt(she, eventId, 1)).toEqual({ refused: 'event-partner-unknown' })
  expect((await managed(desk, eventId, AFTER)).guests.male).toEqual([])
})

test('a heart is taken back whenever one likes: paused, elsewhere, or after the days for hearts', async () => {
  const [she, he] = [await newGuest(union.workplace, 'female'), await newGuest(union.neighbour, 'male')]
  const eventId = await sat([she], [he], 1)
  const member = { ...she.caller.member, orgPath: union.neighbour.path }
  const moved = { ...she, caller: { ...she.caller, member } }
  // Who sat there gives hearts, wherever they work since.
  expect(told(await heartAt(moved, eventId, 1)).heartsLeft).toBe(4)
  told(await ask(setVisibility, { caller: she.caller, body: { visibility: 'paused' } }))
  expect(await heartAt(he, eventId, 1, { now: LATE })).toEqual({ refused: 'event-hearts-shut' })
  expect(told(await heartAt(moved, eventId, 1, { heart: false, now: LATE })).heartsLeft).toBe(5)
  expect(told(await heartAt(he, eventId, 1)).partners).toMatchObject([{ number: 1, hearted: true }])
  expect(told(await ask(listIntroductions, { caller: he.caller })).items).toEqual([])
})
