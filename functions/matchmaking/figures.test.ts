import '../../infra/local/test-table.ts'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, type Union } from '../membership/test-union.ts'
import { changeEvent } from './event-desk.ts'
import { getFigures } from './figures.ts'
import { eraseProfile, setVisibility } from './profiles.ts'
import { heart, newDesk, newSingle, newTwo, told, type Worker, withWechat } from './test-desk.ts'
import { atDoor, draw, heartAt, newEvent, newGuests, place } from './test-events.ts'

withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const figures = async (org = union.street, caller = desk) =>
  told(await ask(getFigures, { caller, query: { orgId: org.orgId } }))

test('people are counted where they are listed and above, five at least, and no longer when they go', async () => {
  const women: Worker[] = []
  for (let i = 0; i < 5; i++) {
    expect((await figures()).singlesTotal).toBe(i === 0 ? 0 : undefined)
    women.push(await newSingle(union.workplace, desk, { birthYear: 1990 + i }))
  }
  expect(await figures()).toMatchObject({
    singlesTotal: 5,
    singles: [{ gender: 'female', bornFrom: 1990, count: 5 }],
  })
  expect((await figures(union.neighbour)).singlesTotal).toBe(0)
  const [one, two] = women
  if (!one || !two) throw new Error('nobody was listed')
  told(await ask(setVisibility, { caller: one.caller, body: { visibility: 'hidden' } }))
  told(await ask(eraseProfile, { caller: two.caller }))
  expect((await figures()).singles).toEqual([{ gender: 'female', bornFrom: 1990 }])
  told(await ask(setVisibility, { caller: one.caller, body: { visibility: 'shown' } }))
  expect((await figures()).singlesTotal).toBeUndefined()
})

test('a match is counted once at each org above either of the two, and told from the fifth on', async () => {
  for (let i = 1; i <= 5; i++) {
    const { she, he, hisId, herId } = await newTwo(union, desk)
    await Promise.all([heart(she, hisId), heart(he, herId)])
    const { introductions } = await figures()
    expect(introductions.find(({ state }) => state === 'mutual')?.count).toBe(i < 5 ? undefined : 5)
  }
})

test('an event is counted where it is held: who signed up and came, its rounds, and the hearts that met, from the fifth on', async () => {
  const [women, men] = [
    await newGuests(6, union.workplace, 'female'),
    await newGuests(5, union.neighbour, 'male'),
  ]
  const eventId = await newEvent(desk, union.street, { rounds: 5 })
  for (const one of [...women, ...men]) told(await place(one, eventId, true))
  const off = await newEvent(desk, union.street)
  told(
    await ask(changeEvent, { caller: desk, params: { eventId: off }, body: { revision: 1, cancel: '改期' } }),
  )
  const nobody = { mutual: 0, together: 0, married: 0 }
  const before = { womenCame: 0, menCame: 0, ...nobody, women: 6, men: 5, rounds: 0 }
  expect((await figures()).events).toMatchObject([{ eventId, title: '七夕相亲会', ...before }])
  expect((await figures(union.workplace)).events).toEqual([])
  for (const one of [...women.slice(0, 5), ...men]) told(await atDoor(desk, one, eventId))
  told(await draw(desk, eventId))
  for (const [i, she] of women.slice(0, 5).entries()) {
    expect((await figures()).eventsTotal.mutual).toBe(i === 0 ? 0 : undefined)
    told(await heartAt(she, eventId, i + 1))
    told(await heartAt(men[i] as Worker, eventId, i + 1))
  }
  const { events, eventsTotal } = await figures()
  expect(events).toMatchObject([{ womenCame: 5, menCame: 5, rounds: 5, mutual: 5, together: 0 }])
  expect(eventsTotal).toEqual({ women: 6, men: 5, womenCame: 5, menCame: 5, ...nobody, mutual: 5 })
})

test('figures of another union’s are not told', async () => {
  const beside = await newDesk(union.neighbour)
  const query = { orgId: union.workplace.orgId }
  expect(await ask(getFigures, { caller: beside, query })).toEqual({ refused: 'org-out-of-scope' })
})
