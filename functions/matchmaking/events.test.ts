import '../../infra/local/test-table.ts'
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { EventFields } from '@gonghui/shared/matchmaking/events'
import { genders } from '@gonghui/shared/matchmaking/words'
import { beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, type Union } from '../membership/test-union.ts'
import { client } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { profileIdOf } from './alias.ts'
import { changeEvent, getManagedEvent, listManagedEvents } from './event-desk.ts'
import { tellGuests } from './event-news.ts'
import { listEvents } from './events.ts'
import { readLine, readMine } from './line.store.ts'
import { newDesk, newWorker, told, type Worker } from './test-desk.ts'
import {
  atDoor,
  BEGUN,
  CLOSED,
  DOOR,
  fieldsOf,
  managed,
  newEvent,
  newGuest,
  newGuests,
  OPEN,
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
  men = await newGuests(2, union.neighbour, 'male')
})

test('of thirty women at once for twenty places, twenty come and ten wait, each at a place of their own', async () => {
  const eventId = await newEvent(desk, union.street)
  const answers = (await Promise.all(women.map((one) => place(one, eventId, true)))).map(told)
  expect(answers.filter(({ me }) => me.place === 'placed')).toHaveLength(20)
  const ahead = answers.flatMap(({ me }) => (me.place === 'waiting' ? [me.ahead] : []))
  expect(ahead.toSorted((one, next) => Number(one) - Number(next))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  for (const [i, one] of women.entries()) expect((await seen(one, eventId)).me).toEqual(answers[i]?.me)
  expect(told(await place(men[0] as Worker, eventId, true)).me.place).toBe('placed')
  const { standings } = await seen(men[0] as Worker, eventId)
  expect(standings).toEqual({ female: { taken: 20, waiting: 10 }, male: { taken: 1, waiting: 0 } })
})

test('who gives a place back gives it to whoever waits first of the same gender, and to nobody else', async () => {
  const eventId = await newEvent(desk, union.street, { places: { female: 1, male: 1 } })
  const [first, second, third] = women as [Worker, Worker, Worker]
  const [he, waiting] = men as [Worker, Worker]
  for (const one of [first, second, third, he, waiting]) told(await place(one, eventId, true))
  expect(told(await place(first, eventId, false)).me.place).toBe('none')
  expect((await seen(second, eventId)).me.place).toBe('placed')
  expect((await seen(third, eventId)).me).toMatchObject({ place: 'waiting', ahead: 0 })
  expect((await seen(waiting, eventId)).me).toMatchObject({ place: 'waiting', ahead: 0 })
  // Back again is at the end of the line.
  expect(told(await place(first, eventId, true)).me).toMatchObject({ place: 'waiting', ahead: 1 })
})

test('leaving and joining at once leave nobody in twice and no place empty while somebody waits', async () => {
  const eventId = await newEvent(desk, union.street, { places: { female: 5, male: 5 } })
  const some = women.slice(0, 12)
  for (const one of some.slice(0, 8)) told(await place(one, eventId, true))
  await Promise.all(some.map((one, i) => place(one, eventId, i % 2 === 0)))
  const states = await Promise.all(some.map(async (one) => (await seen(one, eventId)).me.place))
  expect(states.filter((state) => state === 'placed')).toHaveLength(5)
  expect((await managed(desk, eventId)).guests.female.map(({ place }) => place)).toEqual([
    ...['placed', 'placed', 'placed', 'placed', 'placed'],
    'waiting',
  ])
})

/** The calls of a sign-up that write; those before them only read. */
const WRITES = [7, 8, 9]

test.each(WRITES.flatMap((nth) => [['before', nth] as const, ['after', nth] as const]))(
  'the last place is one person’s, though the function dies %s call %i of a sign-up',
  async (when, nth) => {
    const eventId = await newEvent(desk, union.street, { places: { female: 1, male: 1 } })
    const [first, second] = women as [Worker, Worker]
    const injection = crashAt(client, nth, when)
    await place(first, eventId, true).catch(() => 'the function died')
    injection.stop()
    const held = (await seen(first, eventId)).me.place === 'placed'
    expect(told(await place(second, eventId, true)).me.place).toBe(held ? 'waiting' : 'placed')
    // Sent again, it finds its own work or takes the next place; nobody is in twice.
    told(await place(first, eventId, true))
    const { guests } = await managed(desk, eventId)
    expect(guests.female.map(({ place }) => place)).toEqual(['placed', 'waiting'])
  },
)

test('a sign-up is for singles whose profile is approved, in its window, at the own union or above', async () => {
  const eventId = await newEvent(desk, union.neighbour, { places: { female: 1, male: 1 } })
  const [she] = women as [Worker]
  expect(await place(she, eventId, true)).toEqual({ refused: 'event-unknown' })
  const nobody = await newWorker(union.neighbour)
  expect(await place(nobody, eventId, true)).toEqual({ refused: 'profile-missing' })
  const here = await newGuest(union.neighbour, 'female')
  expect(await place(here, eventId, true, CLOSED)).toEqual({ refused: 'event-closed' })
  told(await place(here, eventId, true))
  const early = await newEvent(desk, union.street, { signUpFrom: CLOSED, signUpUntil: BEGUN })
  expect(await place(she, early, true)).toEqual({ refused: 'event-not-open' })
  const [mine] = told(await ask(listEvents, { caller: here.caller })).items.filter((one) => one.signedUp)
  expect(mine?.event.eventId).toBe(eventId)
})

test('a desk elsewhere sees and changes nothing; places are never taken away once people sign up', async () => {
  const eventId = await newEvent(desk, union.street)
  const stranger = await newDesk((await makeUnion()).city)
  const change = { params: { eventId }, body: { revision: 1, fields: fieldsOf({ rounds: 12 }) } }
  expect(await ask(getManagedEvent, { caller: stranger, params: { eventId } })).toEqual({
    refused: 'org-out-of-scope',
  })
  expect(await ask(changeEvent, { caller: stranger, ...change })).toEqual({ refused: 'org-out-of-scope' })
  expect(told(await ask(changeEvent, { caller: desk, ...change })).event).toMatchObject({
    rounds: 12,
    revision: 2,
  })
  const fewer = fieldsOf({ places: { female: 19, male: 20 } })
  const lower = { caller: desk, params: { eventId }, body: { revision: 2, fields: fewer } }
  expect(await ask(changeEvent, lower)).toEqual({ refused: 'event-places-lowered' })
  expect(await ask(changeEvent, { ...lower, body: { revision: 1, fields: fieldsOf() } })).toEqual({
    refused: 'event-changed',
  })
  const off = { revision: 2, cancel: '场地临时不能用' }
  told(await ask(changeEvent, { caller: desk, params: { eventId }, body: off }))
  expect(await place(women[0] as Worker, eventId, true)).toEqual({ refused: 'event-cancelled' })
  expect((await seen(women[0] as Worker, eventId)).event).toMatchObject({
    state: 'cancelled',
    cancelled: off.cancel,
  })
  const { items } = told(await ask(listManagedEvents, { caller: desk, query: { orgId: union.street.orgId } }))
  expect(items.some((one) => one.eventId === eventId)).toBe(true)
})

test('places that somebody holds are not taken away by putting the sign-up off first', async () => {
  const places = (female: number) => ({ places: { female, male: 20 } })
  const eventId = await newEvent(desk, union.street, places(20))
  for (const one of women.slice(0, 15)) told(await place(one, eventId, true))
  const change = (revision: number, fields: Partial<EventFields>) =>
    ask(changeEvent, { caller: desk, params: { eventId }, body: { revision, fields: fieldsOf(fields) } })
  const putOff = { signUpFrom: later(OPEN, DAY_MS) }
  told(await change(1, { ...places(20), ...putOff }))
  expect(await change(2, { ...places(12), ...putOff })).toEqual({ refused: 'event-places-lowered' })
  // What nobody holds may go.
  expect(told(await change(2, { ...places(15), ...putOff })).event.places.female).toBe(15)
})

/** By how much later an event begins and ends. */
const moved = (days: number) => ({
  startsAt: later(BEGUN, days * DAY_MS),
  endsAt: later(BEGUN, days * DAY_MS + 2 * HOUR_MS),
})

test('who signed up before it was moved is let in on the new day, and remembered as long as the line', async () => {
  const eventId = await newEvent(desk, union.street)
  const [she] = women as [Worker]
  told(await place(she, eventId, true))
  const body = { revision: 1, fields: fieldsOf(moved(400)) }
  told(await ask(changeEvent, { caller: desk, params: { eventId }, body }))
  await tellGuests({ clock: () => later(OPEN, 2 * MINUTE_MS), msLeft: () => 60_000 })
  const profileId = profileIdOf(she.caller.member.memberId)
  const end = { expiresAt: expiryAfter(body.fields.endsAt, 365) }
  expect(await readMine(profileId, eventId)).toMatchObject(end)
  for (const gender of genders) expect(await readLine(eventId, gender)).toMatchObject(end)
})

test('each one’s way back to a line is kept as long as the line, so that whoever erases is taken out of it', async () => {
  const eventId = await newEvent(desk, union.street)
  const [she] = women as [Worker]
  told(await place(she, eventId, true))
  const mine = await readMine(profileIdOf(she.caller.member.memberId), eventId)
  expect(mine).toHaveProperty('expiresAt')
  expect(await readLine(eventId, 'female')).toMatchObject({ expiresAt: Object(mine).expiresAt })
})

test('once somebody is in, it is put off by no more than the door stays open for', async () => {
  const eventId = await newEvent(desk, union.street)
  const [she] = women as [Worker]
  told(await place(she, eventId, true))
  told(await atDoor(desk, she, eventId))
  const change = (revision: number, fields: EventFields) =>
    ask(changeEvent, { caller: desk, params: { eventId }, body: { revision, fields }, now: DOOR })
  expect(await change(1, fieldsOf(moved(7)))).toEqual({ refused: 'event-guests-in' })
  const soon = { startsAt: later(BEGUN, HOUR_MS / 2) }
  expect(told(await change(1, fieldsOf(soon))).event.startsAt).toBe(soon.startsAt)
})
