import '../../../infra/local/test-table.ts'
import { HOUR_MS, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { isRefusal } from '../../lib/server.ts'
import { rolledUp } from '../claim/spent-by-org.ts'
import { hoursTogether } from '../day/hours.rule.ts'
import { addRefusals } from '../day/refusal-figures.store.ts'
import { listManagedDrops } from '../drop/drop-list.ts'
import { createDropSet, listDropSets } from '../drop/drop-sets.ts'
import { ask, draftDrop, NOW, operatorOf, publishedDrop, someOutlet } from '../drop/test-drop.ts'
import { countOpening, tellOpenings } from '../lottery/opening-figures.ts'
import { claimedBy, spend, storeOrgs, takeBack } from '../redemption/test-spending.ts'
import { getFigures, getOrgFigures } from './drop-figures.ts'
import { foldDrop } from './figures.ts'
import { listUnredeemed } from './unredeemed.ts'

const caller = operatorOf()
const body = <B>(answer: { body: B } | { refused: string }): B => {
  if ('refused' in answer) throw new Error(answer.refused)
  return answer.body
}

test('the funnel: pages opened and taps about, claims and redemptions to the unit', async () => {
  await storeOrgs()
  const [first, second] = [await someOutlet('一店'), await someOutlet('二店')]
  const drop = await publishedDrop({ outletIds: [first, second], stock: 30 })
  const rows = await claimedBy(drop, 12)
  const [early, late] = [later(NOW, SECOND_MS), later(NOW, 2 * HOUR_MS)]
  const slips = await Promise.all(
    rows
      .slice(0, 6)
      .map((row, i) => spend(row, drop, { outletId: i < 4 ? first : second, at: i < 5 ? early : late })),
  )
  if (slips[0]) await takeBack(slips[0])
  await addRefusals(drop.dropId, { 'drop-sold-out': 40, 'audience-org': 2 }, NOW)
  for (let i = 0; i < 90; i++) countOpening(drop.dropId, 'opened', 0)
  await tellOpenings(NOW, performance.now() + 60_000)
  await foldDrop(drop, NOW)

  const figures = body(await ask(getFigures, { params: { dropId: drop.dropId }, caller, now: late }))
  expect(figures.funnel).toEqual({ seenAbout: 90, tappedAbout: 54, claimed: 12, redeemed: 5 })
  expect(figures.byOutlet.map(({ outletName, redeemed }) => [outletName, redeemed])).toEqual([
    ['一店', 3],
    ['二店', 2],
  ])
  expect(figures.byHour).toEqual([
    { day: '2026-06-12', hour: 10, claims: 12, redeemed: 4 },
    { day: '2026-06-12', hour: 12, claims: 0, redeemed: 1 },
  ])
  expect(figures.undone).toBe(1)

  const orgs = body(await ask(getOrgFigures, { params: { dropId: drop.dropId }, caller, now: late }))
  expect(orgs.under).toMatchObject({ orgId: 'org_DISTRICT', claims: 12, redeemed: 5 })
  expect(orgs.items).toMatchObject([{ orgId: 'org_WORK', claims: 12, redeemed: 5, hasBelow: false }])
})

test('what was spent rolls up through all four levels, each org with what lies below it', () => {
  const paths: Record<string, string> = {
    a: 'city/one/x/a',
    b: 'city/one/x/b',
    c: 'city/two/y/c',
    x: 'city/one/x',
  }
  const sums = rolledUp(
    new Map([
      ['a', 3],
      ['b', 1],
      ['c', 2],
      ['x', 5],
    ]),
    (id) => paths[id] ?? id,
  )
  expect(Object.fromEntries(sums)).toEqual({ a: 3, b: 1, c: 2, x: 9, y: 2, one: 9, two: 2, city: 11 })
})

test('an hour in which all was taken back again is none', () => {
  const none = { day: '2026-06-12', hour: 9, redeemed: 0 }
  expect(hoursTogether([], [none])).toEqual([])
})

test('who has not redeemed is listed in the order asked for, masked, page by page, and nobody twice', async () => {
  const outletId = await someOutlet()
  const drop = await publishedDrop({ outletIds: [outletId], stock: 40 })
  const rows = await claimedBy(drop, 20)
  const more = await claimedBy(drop, 14, later(NOW, HOUR_MS))
  for (const row of rows.slice(0, 3)) await spend(row, drop, { outletId })
  const params = { dropId: drop.dropId }
  const seen: string[] = []
  const times: string[] = []
  let cursor: string | undefined
  do {
    const page = body(await ask(listUnredeemed, { params, caller, query: cursor ? { cursor } : {} }))
    expect(page.total).toBe(31)
    expect(page.items.every(({ phoneMasked }) => phoneMasked === '138****2071')).toBe(true)
    seen.push(...page.items.map(({ voucherId }) => voucherId))
    times.push(...page.items.map(({ claimedAt }) => claimedAt))
    cursor = page.cursor
  } while (cursor)
  expect(new Set(seen)).toEqual(new Set([...rows.slice(3), ...more].map(({ voucherId }) => voucherId)))
  expect(seen).toHaveLength(31)
  expect(times).toEqual([...times].sort())
})

test('drops are put together under a name once, if all are one’s own', async () => {
  await storeOrgs()
  const [one, other] = [await draftDrop(), await draftDrop({ orgPath: 'org_CITY/org_OTHER' })]
  const put = (dropIds: string[], key: string) =>
    ask(createDropSet, { caller, key, body: { orgId: 'org_DISTRICT', name: '观影季', dropIds } })
  expect(await put([one.dropId, other.dropId], 'key-set-1')).toEqual({ refused: 'org-out-of-scope' })
  expect(await put(['drp_01J00000000000000000000000'], 'key-set-2')).toEqual({ refused: 'drop-unknown' })
  const made = await put([one.dropId, one.dropId], 'key-set-3')
  const again = await put([one.dropId, one.dropId], 'key-set-3')
  if (isRefusal(made) || isRefusal(again)) throw new Error('refused')
  expect([made.status, again.status, made.body.dropIds]).toEqual([201, 200, [one.dropId]])
  expect(body(await ask(listDropSets, { caller, query: { orgId: 'org_DISTRICT' } })).items).toMatchObject([
    made.body,
  ])
  const listed = (setId: string) => ask(listManagedDrops, { caller, query: { orgId: 'org_DISTRICT', setId } })
  expect(body(await listed(made.body.setId)).items).toMatchObject([{ dropId: one.dropId }])
  expect(await listed('dst_01J00000000000000000000000')).toEqual({ refused: 'drop-set-unknown' })
})
