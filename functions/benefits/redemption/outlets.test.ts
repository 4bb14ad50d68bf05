import '../../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import type { OutletPlace } from '@gonghui/shared/benefits/outlets'
import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { isRefusal } from '../../lib/server.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { createDrop, editDrop, getManagedDrop } from '../drop/drops.ts'
import { scheduleDrop } from '../drop/launch.ts'
import { cloneDrop } from '../drop/templates.ts'
import { ask, clerkOf, NOW, operatorOf } from '../drop/test-drop.ts'
import { isWanted, saysTheSame } from './outlet.rule.ts'
import * as outlets from './outlets.ts'

const orgId = newId('org', NOW)
const path = `org_CITY/${orgId}`
const operator = operatorOf(path)
const beside = operatorOf('org_CITY/org_BESIDE')
const place: OutletPlace = { name: '海湾影城', address: '新港路 18 号', hours: '09:00–22:00' }

beforeAll(async () => {
  const org = {
    orgId,
    name: '网点工会',
    level: 'district',
    path,
    pathNames: ['网点工会'],
  }
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOf('an org', { orgId }), ...org } }))
})

const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)

let keys = 0
async function registered(given: Partial<OutletPlace> = {}) {
  const answer = await ask(outlets.createOutlet, {
    caller: operator,
    key: `outlet-${++keys}`,
    body: { orgId, ...place, ...given },
  })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
const edit = (outletId: string, revision: number, to: OutletPlace, caller = operator) =>
  ask(outlets.editOutlet, { caller, params: { outletId }, body: { revision, ...to } })
const close = (outletId: string, caller = operator, now = NOW) =>
  ask(outlets.closeOutlet, { caller, params: { outletId }, now })
const reopen = (outletId: string, caller = operator) =>
  ask(outlets.reopenOutlet, { caller, params: { outletId } })
async function listed(query: { text?: string; state?: 'open' | 'closed'; cursor?: string }) {
  const answer = await ask(outlets.listOutlets, { caller: operator, query: { orgId, ...query } })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}

test('an outlet is found by part of its name or address, whatever the width and case of the letters', () => {
  const outlet = { name: 'IMAX 海湾影城', address: '新港路 18 号' }
  const found = (text: string) => isWanted(outlet, { text })
  expect([found('海湾'), found('新港路'), found('ｉｍａｘ'), found('荔园')]).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect([isWanted(outlet, { state: 'open' }), isWanted(outlet, { state: 'closed' })]).toEqual([true, false])
  const shut = { ...outlet, closedAt: NOW }
  expect([
    isWanted(shut, { state: 'open' }),
    isWanted(shut, { state: 'closed' }),
    isWanted(shut, {}),
  ]).toEqual([false, true, true])
})

test.each(['name', 'address', 'hours', 'latitude', 'longitude'] as const)(
  'another %s is another description of a place',
  (field) => {
    const at = { ...place, latitude: 22.5, longitude: 113.9 }
    expect(saysTheSame(at, { ...at })).toBe(true)
    const { [field]: _, ...without } = at
    const other = { ...without, [field]: typeof at[field] === 'number' ? 0 : '别的' } as OutletPlace
    expect(saysTheSame(at, other)).toBe(false)
  },
)

test('an outlet is corrected on the revision that was read; what is left out of the new words is gone', async () => {
  const { outletId, revision } = await registered({ latitude: 22.5, longitude: 113.9 })
  const moved = { ...place, address: '新港路 20 号' }
  const answer = await edit(outletId, revision, moved)
  expect(answer).toMatchObject({ status: 200, body: { address: '新港路 20 号', revision: 2 } })
  expect((answer as { body: object }).body).not.toHaveProperty('latitude')
  expect(code(await edit(outletId, 1, { ...place, hours: '全天' }))).toBe('outlet-changed')
})

test('the same correction sent twice is told twice that it is so, and counts once', async () => {
  const { outletId, revision } = await registered()
  const moved = { ...place, name: '海湾影城·新港店' }
  const answers = await Promise.all([1, 2, 3].map(() => edit(outletId, revision, moved)))
  expect(answers.map(code)).toEqual([200, 200, 200])
  expect(await edit(outletId, revision, moved)).toMatchObject({ body: { revision: 2 } })
})

test('of two different corrections at once one is taken, and the other is told of it', async () => {
  const { outletId, revision } = await registered()
  const answers = await Promise.all(
    ['一店', '二店', '三店'].map((name) => edit(outletId, revision, { ...place, name })),
  )
  expect(answers.map(code).sort()).toEqual([200, 'outlet-changed', 'outlet-changed'])
})

test('a correction and a closing at once both stand', async () => {
  const { outletId, revision } = await registered()
  const [edited, closed] = await Promise.all([
    edit(outletId, revision, { ...place, name: '新名' }),
    close(outletId),
  ])
  expect([code(edited), code(closed)]).toEqual([200, 200])
  expect(await edit(outletId, revision, { ...place, name: '新名' })).toMatchObject({
    body: { name: '新名', closedAt: NOW, revision: 2 },
  })
})

test('closed twice it is closed since the first time; reopened it is as it was', async () => {
  const { outletId } = await registered()
  await close(outletId)
  expect(await close(outletId, operator, later(NOW, HOUR_MS))).toMatchObject({ body: { closedAt: NOW } })
  for (let times = 0; times < 2; times++) {
    const answer = await reopen(outletId)
    expect(answer).toMatchObject({ status: 200, body: { revision: 1, ...place } })
    expect((answer as { body: object }).body).not.toHaveProperty('closedAt')
  }
})

test('nobody but an operator of its union or above looks after an outlet', async () => {
  const { outletId } = await registered()
  for (const caller of [beside, clerkOf(outletId)]) {
    expect(code(await edit(outletId, 1, { ...place, name: '别的' }, caller))).toBe('org-out-of-scope')
    expect(code(await close(outletId, caller))).toBe('org-out-of-scope')
    expect(code(await reopen(outletId, caller))).toBe('org-out-of-scope')
  }
  expect(code(await close('out_01ARZ3NDEKTSV4RRFFQ69G5FAV'))).toBe('outlet-unknown')
})

test('the list is searched and paged through: each outlet that is looked for once, however many lie between', async () => {
  const wanted: string[] = []
  for (let n = 0; n < 120; n++) {
    const isWantedOne = n % 40 === 0
    const { outletId } = await registered({ name: isWantedOne ? `找我 ${n}` : `别家 ${n}` })
    if (isWantedOne) wanted.push(outletId)
  }
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page: Awaited<ReturnType<typeof listed>> = await listed({
      text: '找我',
      ...(cursor ? { cursor } : {}),
    })
    found.push(...page.items.map(({ outletId }) => outletId))
    cursor = page.cursor
  } while (cursor !== undefined)
  expect(found.sort()).toEqual(wanted.sort())
  const first = await listed({})
  expect(first.items).toHaveLength(50)
  const second = await listed({ cursor: first.cursor ?? '' })
  expect(new Set([...first.items, ...second.items].map(({ outletId }) => outletId)).size).toBe(100)
  await close(wanted[0] ?? '')
  expect((await listed({ text: '找我', state: 'closed' })).items).toMatchObject([{ outletId: wanted[0] }])
})

const planAt = (outletIds: string[]): DropPlan => ({
  orgId,
  kind: 'film',
  title: '1 元观影',
  cover: 'film',
  rules: '每人限一张',
  listPriceFen: 4_500,
  memberPriceFen: 100,
  stock: 5,
  perMember: 1,
  audience: { orgIds: [orgId] },
  opensAt: later(NOW, HOUR_MS),
  closesAt: later(NOW, 2 * HOUR_MS),
  validUntil: later(NOW, DAY_MS),
  outletIds,
  codes: 'generated',
  redeemedAt: 'here',
})

test('a closed outlet is chosen for no new drop, a draft that had chosen it is not scheduled, and what is scheduled stays', async () => {
  const [here, there] = [(await registered()).outletId, (await registered()).outletId]
  const create = (outletIds: string[]) =>
    ask(createDrop, { caller: operator, key: `drop-${++keys}`, body: planAt(outletIds) })
  const drafted = await create([here, there])
  const scheduled = await create([here])
  if (isRefusal(drafted) || isRefusal(scheduled)) throw new Error('no draft was made')
  const [draft, sold] = [drafted.body.dropId, scheduled.body.dropId]
  const schedule = (dropId: string) => ask(scheduleDrop, { caller: operator, params: { dropId } })
  expect(code(await schedule(sold))).toBe(200)
  await close(here)
  expect(code(await create([here, there]))).toBe('outlet-closed')
  expect(code(await schedule(draft))).toBe('outlet-closed')
  expect(code(await schedule(sold))).toBe(200)

  const copied = await ask(cloneDrop, {
    caller: operator,
    params: { dropId: sold },
    key: `copy-${++keys}`,
    body: { opensAt: later(NOW, DAY_MS) },
  })
  expect(code(copied)).toBe(201)

  const params = { dropId: draft }
  const revise = (outletIds: string[]) =>
    ask(editDrop, { caller: operator, params, body: { revision: 1, plan: planAt(outletIds) } })
  expect(code(await revise([here, there]))).toBe('outlet-closed')
  expect(code(await revise([there]))).toBe(200)
  expect(code(await schedule(draft))).toBe(200)
  expect(await ask(getManagedDrop, { caller: operator, params })).toMatchObject({
    body: { drop: { outletIds: [there] } },
  })
})

test('a draft is made once, also where its answer is asked for again after an outlet has closed', async () => {
  const { outletId } = await registered()
  const request = { caller: operator, key: `drop-${++keys}`, body: planAt([outletId]) }
  const first = await ask(createDrop, request)
  await close(outletId)
  const again = await ask(createDrop, request)
  expect([code(first), code(again)]).toEqual([201, 200])
})
