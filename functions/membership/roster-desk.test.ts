import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { randomUUID } from 'node:crypto'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { expect, test } from 'vitest'
import {
  findOnRoster,
  getRosterImport,
  importRoster,
  listRoster,
  removeFromRoster,
  uploadRoster,
} from './roster.ts'
import {
  cadre,
  csvOf,
  find,
  imported,
  list,
  onRoster,
  people,
  started,
  union,
  waiter,
} from './test-roster.ts'
import { ask, NOW, newStaff } from './test-union.ts'

test('a roster is listed whole, a hundred at a time, each once, as the files had them', async () => {
  const { orgId } = union.neighbour
  const some = people(230).map(({ phone }, i) => ({ name: `工${String.fromCodePoint(0x4e00 + i)}`, phone }))
  await imported(csvOf(some.slice(0, 130)), { orgId })
  await imported(csvOf(some), { orgId })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await list(orgId, cursor)
    expect(page.lines).toBe(230)
    seen.push(...page.items.map(({ phoneMasked }) => phoneMasked))
    cursor = page.cursor
  } while (cursor)
  const masked = some.map(({ phone }) => `139****${phone.slice(-4)}`)
  expect(seen).toEqual([...masked.slice(130), ...masked.slice(0, 130)])
})

test('somebody is found by name or by phone, and in no other union’s roster', async () => {
  const [one, namesake] = people(2).map(({ phone }) => ({ name: '欧阳 小工', phone }))
  if (!one || !namesake) throw new Error('two are needed')
  await imported(csvOf([one, namesake]))
  expect(await find({ name: '欧阳小工' })).toHaveLength(2)
  const found = await find({ phone: one.phone })
  expect(found).toEqual([
    expect.objectContaining({ nameMasked: '欧***', phoneMasked: `139****${one.phone.slice(-4)}` }),
  ])
  expect(await find({ name: '欧阳小工', phone: namesake.phone })).toHaveLength(1)
  expect(await find({ name: '别人', phone: one.phone })).toEqual([])
  expect(await find({ phone: one.phone }, union.neighbour.orgId)).toEqual([])
})

test('who is removed is found no more and admitted no more; removed again, they are removed; and they may come again', async () => {
  const { orgId } = union.workplace
  const [one] = people(1)
  if (!one) throw new Error('one is needed')
  await imported(csvOf([one]))
  const lines = (await list()).lines
  const [{ entryId } = { entryId: '' }] = await find({ phone: one.phone })
  const removal = { caller: cadre, now: NOW, body: { orgId, entryId, reason: '已离职' } }
  for (const _ of [1, 2]) expect(await ask(removeFromRoster, removal)).toMatchObject({ status: 200 })
  expect(await find({ phone: one.phone })).toEqual([])
  expect(await find({ name: one.name, phone: one.phone })).toEqual([])
  expect(await onRoster([one])).toBe(0)
  expect((await list()).lines).toBe(lines - 1)
  expect(await imported(csvOf([one]))).toMatchObject({ result: { fresh: 1 } })
  expect((await list()).items.filter((item) => item.entryId === entryId)).toHaveLength(1)
})

test('an entry on which somebody was admitted stays', async () => {
  const [one] = people(1)
  if (!one) throw new Error('one is needed')
  await waiter(one.name, one.phone)
  await imported(csvOf([one]))
  const [{ entryId, taken } = { entryId: '', taken: false }] = await find({ phone: one.phone })
  expect(taken).toBe(true)
  const body = { orgId: union.workplace.orgId, entryId, reason: '已离职' }
  expect(await ask(removeFromRoster, { caller: cadre, body })).toEqual({ refused: 'roster-entry-taken' })
})

test('only a cadre of the union or above touches its roster', async () => {
  const { orgId } = union.workplace
  const job = await started(csvOf(people(1)))
  const body = {
    orgId,
    entryId: '0'.repeat(64),
    reason: '已离职',
    name: '王芳',
    fileId: 'A'.repeat(22),
    dryRun: true,
  }
  for (const caller of [await newStaff('cadre', union.neighbour), await newStaff('operator', union.city)]) {
    const asked = {
      caller,
      key: randomUUID(),
      query: { orgId },
      body: { ...body, type: CSV_TYPE, size: 9 },
    } as never
    for (const handle of [uploadRoster, importRoster, listRoster, findOnRoster, removeFromRoster])
      expect(await ask(handle as typeof uploadRoster, asked)).toEqual({ refused: 'org-out-of-scope' })
    expect(await ask(getRosterImport, { caller, params: { jobId: job } })).toEqual({ refused: 'job-unknown' })
  }
})
