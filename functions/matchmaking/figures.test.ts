import '../../infra/local/test-table.ts'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, type Union } from '../membership/test-union.ts'
import { getFigures } from './figures.ts'
import { eraseProfile, setVisibility } from './profiles.ts'
import { heart, newDesk, newSingle, newTwo, told, type Worker, withWechat } from './test-desk.ts'

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

test('figures of another union’s are not told', async () => {
  const beside = await newDesk(union.neighbour)
  const query = { orgId: union.workplace.orgId }
  expect(await ask(getFigures, { caller: beside, query })).toEqual({ refused: 'org-out-of-scope' })
})
