import '../../infra/local/test-table.ts'
import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { EventFields } from '@gonghui/shared/matchmaking/events'
import { beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, toldTo, type Union } from '../membership/test-union.ts'
import { client } from '../table/database.ts'
import { changeEvent } from './event-desk.ts'
import { readNews } from './event-news.store.ts'
import { tellGuests } from './event-news.ts'
import { eraseProfile } from './profiles.ts'
import { newDesk, told, type Worker } from './test-desk.ts'
import { BEGUN, fieldsOf, newEvent, newGuests, OPEN, place } from './test-events.ts'

let union: Union
let desk: StaffCaller
let women: Worker[]

beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
  women = await newGuests(12, union.workplace, 'female')
})

const run = (now: Instant = later(OPEN, 2 * MINUTE_MS)) =>
  tellGuests({ clock: () => now, msLeft: () => 60_000 })

const small = { places: { female: 1, male: 1 } }

/** An event of one place, with these women in its line. */
async function lineOf(all: readonly Worker[], fields: Partial<EventFields> = small) {
  const eventId = await newEvent(desk, union.street, fields)
  for (const one of all) told(await place(one, eventId, true))
  return eventId
}

/** What somebody was told of an event. */
const kinds = async ({ caller }: Worker, eventId: string) =>
  (await toldTo(caller)).flatMap((said) => ('eventId' in said && said.eventId === eventId ? said.kind : []))

const change = (eventId: string, body: { fields?: EventFields; cancel?: string }, revision = 1) =>
  ask(changeEvent, { caller: desk, params: { eventId }, body: { revision, ...body } })

test('whoever moves up from the waiting list is told once, and nobody whose sign-up said it already', async () => {
  const [first, second, third] = women as [Worker, Worker, Worker]
  const eventId = await lineOf([first, second, third])
  told(await place(first, eventId, false))
  await Promise.all([run(), run()])
  await run()
  expect(await kinds(second, eventId)).toEqual(['event-place'])
  for (const one of [first, third]) expect(await kinds(one, eventId)).toEqual([])
  expect((await readNews()).filter((news) => news.eventId === eventId)).toEqual([])
})

test('a minute is left to the deed itself, and nobody is told once the evening has begun', async () => {
  const [first, second] = women as [Worker, Worker]
  const eventId = await lineOf([first, second])
  told(await place(first, eventId, false))
  await run(later(OPEN, MINUTE_MS / 2))
  expect(await kinds(second, eventId)).toEqual([])
  await run(BEGUN)
  expect(await kinds(second, eventId)).toEqual([])
})

test('places that the desk adds, and the place of whoever erases the profile, are told to those who get them', async () => {
  const [first, second, third] = women as [Worker, Worker, Worker]
  const gone = women[11] as Worker
  const eventId = await lineOf([gone, first, second, third])
  told(await change(eventId, { fields: fieldsOf({ places: { female: 2, male: 1 } }) }))
  await run()
  expect(await kinds(first, eventId)).toEqual(['event-place'])
  told(await ask(eraseProfile, { caller: gone.caller }))
  await run()
  expect(await kinds(second, eventId)).toEqual(['event-place'])
  expect(await kinds(third, eventId)).toEqual([])
})

test('a new time or place, and an end to it, are told to everybody in line, once however often it is told', async () => {
  const [first, second] = women as [Worker, Worker]
  const eventId = await lineOf([first, second])
  told(await change(eventId, { fields: fieldsOf({ ...small, venue: '市工人文化宫二楼' }) }))
  told(
    await change(eventId, { fields: fieldsOf({ ...small, venue: '市工人文化宫二楼', about: '有茶点' }) }, 2),
  )
  await run()
  await run()
  for (const one of [first, second]) expect(await kinds(one, eventId)).toEqual(['event-moved'])
  const [said] = (await toldTo(first.caller)).filter((one) => 'eventId' in one && one.eventId === eventId)
  expect(said).toMatchObject({ title: '七夕相亲会', venue: '市工人文化宫二楼', startsAt: BEGUN })
  told(await change(eventId, { cancel: '场地临时不能用' }, 3))
  told(await change(eventId, { cancel: '场地临时不能用' }, 3))
  await run()
  for (const one of [first, second])
    expect((await kinds(one, eventId)).toSorted()).toEqual(['event-cancelled', 'event-moved'])
})

/** The calls of a round that tells one woman of her place. */
const CALLS = Array.from({ length: 11 }, (_, i) => i + 1)

test.each(CALLS.flatMap((nth) => [['before', nth] as const, ['after', nth] as const]))(
  'she is told once, though the function dies %s call %i of the round',
  async (when, nth) => {
    const [first, second] = women as [Worker, Worker]
    const eventId = await lineOf([first, second])
    told(await place(first, eventId, false))
    const injection = crashAt(client, nth, when)
    await run().catch(() => 'the function died')
    injection.stop()
    await run()
    expect(await kinds(second, eventId)).toEqual(['event-place'])
  },
)

test('she is told of her place, though the function dies as another leaves', async () => {
  const [first, second] = women as [Worker, Worker]
  for (const [when, nth] of [6, 7, 8].flatMap((nth) => [['before', nth] as const, ['after', nth] as const])) {
    const eventId = await lineOf([first, second])
    const injection = crashAt(client, nth, when)
    await place(first, eventId, false).catch(() => 'the function died')
    injection.stop()
    const { me } = told(await place(second, eventId, true))
    await run()
    expect([when, nth, await kinds(second, eventId)]).toEqual([
      when,
      nth,
      me.place === 'placed' ? ['event-place'] : [],
    ])
  }
})
