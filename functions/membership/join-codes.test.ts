import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import type { Caller, StaffCaller } from '../lib/caller.ts'
import { apply } from './applications.ts'
import { createJoinCode, getJoinCode, listJoinCodes, noteJoinStep, revokeJoinCode } from './join-codes.ts'
import { readMemberOf } from './member.store.ts'
import { addToRoster } from './roster.store.ts'
import {
  ask,
  makeUnion,
  NOW,
  newJoinCode,
  newPerson,
  newPhone,
  newStaff,
  proven,
  type Union,
} from './test-union.ts'

let union: Union
let cadre: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  cadre = await newStaff('cadre', union.street)
})

const create = (key: string, body = {}, caller = cadre) =>
  ask(createJoinCode, { caller, key, body: { orgId: union.workplace.orgId, label: '食堂门口', ...body } })

test('who tries codes out is stopped for a minute, also with a right one; from one address, later', async () => {
  const { scene } = await newJoinCode(union.workplace)
  const caller = await newPerson()
  const scan = (one: string, by: { caller?: typeof caller; address?: string }, now = NOW) =>
    ask(getJoinCode, {
      params: { scene: one },
      now,
      from: { address: by.address ?? '', agent: '' },
      ...(by.caller && { caller: by.caller }),
    })
  const wrong = 'J2222222222222222'.slice(0, scene.length)
  for (let i = 0; i < 10; i++) expect(await scan(wrong, { caller })).toEqual({ refused: 'join-code-unknown' })
  expect(await scan(scene, { caller })).toEqual({ refused: 'join-code-attempts' })
  expect(await ask(noteJoinStep, { caller, params: { scene }, body: { step: 'scanned' } })).toEqual({
    refused: 'join-code-attempts',
  })
  expect(await scan(scene, { caller: await newPerson() })).toMatchObject({ status: 200 })
  expect(await scan(scene, { caller }, later(NOW, 60_000))).toMatchObject({ status: 200 })

  const address = '203.0.113.7'
  for (let i = 0; i < 60; i++) await scan(wrong, { address })
  expect(await scan(scene, { address })).toEqual({ refused: 'join-code-attempts' })
  expect(await scan(scene, { address: '203.0.113.8' })).toMatchObject({ status: 200 })
})

test('a join code tells anybody which union it is, from the city down', async () => {
  const made = await create('tells-anybody', { expiresAt: later(NOW, 1_000), cap: 5 })
  expect(made).toMatchObject({ status: 201, body: { applied: 0, createdAt: NOW } })
  const { scene } = (made as { body: { scene: string } }).body
  expect(await ask(getJoinCode, { params: { scene } })).toMatchObject({
    body: {
      orgName: '海风电子工会',
      orgPathNames: ['深圳市总工会', '南山区总工会', '粤海街道总工会', '海风电子工会'],
      state: 'valid',
      cap: 5,
      expiresAt: later(NOW, 1_000),
    },
  })
  expect(await ask(getJoinCode, { params: { scene }, now: later(NOW, 1_000) })).toMatchObject({
    body: { state: 'expired' },
  })
})

test('the same key makes one join code, whether repeated or all at once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => create('at-once-key')))
  expect(new Set(answers.map((answer) => 'body' in answer && answer.body.scene)).size).toBe(1)
  expect(answers.filter((answer) => 'status' in answer && answer.status === 201)).toHaveLength(1)
  expect(await create('at-once-key', { label: '别处' })).toEqual({ refused: 'idempotency-key-reused' })
})

test('a cadre makes and sees the codes of the own union and those below, and of no other', async () => {
  const beside = await newStaff('cadre', union.neighbour)
  const operator = await newStaff('operator', union.city)
  for (const caller of [beside, operator]) {
    expect(await create('out-of-scope', {}, caller)).toEqual({ refused: 'org-out-of-scope' })
    expect(await ask(listJoinCodes, { caller, query: { orgId: union.workplace.orgId } })).toEqual({
      refused: 'org-out-of-scope',
    })
  }
  const unknown = 'org_01J00000000000000000000000'
  expect(await create('no-such-org', { orgId: unknown })).toEqual({ refused: 'org-unknown' })
})

test('an org’s codes are listed page by page, the newest first, each once, with its count', async () => {
  const { district } = union
  const caller = await newStaff('cadre', district)
  const scenes: string[] = []
  for (let i = 0; i < 53; i++) {
    const made = await ask(createJoinCode, {
      caller,
      key: `listed-${i}-code`,
      body: { orgId: district.orgId, label: `第 ${i} 张` },
      now: later(NOW, i),
    })
    if ('body' in made) scenes.unshift(made.body.scene)
  }
  const person = await newPerson()
  await ask(apply, { caller: person, body: await proven(person, { scene: scenes[0] ?? '' }) })

  const first = await ask(listJoinCodes, { caller, query: { orgId: district.orgId } })
  if ('refused' in first) throw new Error(first.refused)
  const { cursor } = first.body
  const second = await ask(listJoinCodes, { caller, query: { orgId: district.orgId, cursor } })
  if ('refused' in second) throw new Error(second.refused)
  expect([...first.body.items, ...second.body.items].map((item) => item.scene)).toEqual(scenes)
  expect(second.body.cursor).toBeUndefined()
  expect(first.body.items[0]?.applied).toBe(1)
  expect(first.body.items[1]?.applied).toBe(0)
})

test('a cap admits exactly so many applications, all at once', async () => {
  const { scene } = await newJoinCode(union.workplace, { cap: 3 })
  const people = await Promise.all(Array.from({ length: 12 }, () => newPerson()))
  const bodies = await Promise.all(people.map((person) => proven(person, { scene })))
  const answers = await Promise.all(
    people.map((caller, i) => ask(apply, { caller, body: bodies[i] as NonNullable<(typeof bodies)[0]> })),
  )
  expect(answers.filter((answer) => 'status' in answer && answer.status === 201)).toHaveLength(3)
  expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'join-code-full')).toHaveLength(
    9,
  )
})

test('a revoked code stays revoked, says so to whoever scans it, and takes no application', async () => {
  const { cadre, scene } = await newJoinCode(union.workplace)
  const beside = await newStaff('cadre', union.neighbour)
  const params = { scene }
  expect(await ask(revokeJoinCode, { caller: beside, params })).toEqual({ refused: 'org-out-of-scope' })
  for (let times = 0; times < 2; times++)
    expect(await ask(revokeJoinCode, { caller: cadre, params })).toMatchObject({
      status: 200,
      body: { state: 'revoked' },
    })
  expect(await ask(getJoinCode, { params })).toMatchObject({ body: { state: 'revoked' } })
  const worker = await newPerson()
  expect(await ask(apply, { caller: worker, body: await proven(worker, { scene }) })).toMatchObject({
    refused: 'join-code-revoked',
  })
})

test('a code’s funnel counts each person once at each step, however often and at once they come', async () => {
  const { cadre, scene } = await newJoinCode(union.workplace)
  const params = { scene }
  const people = await Promise.all(Array.from({ length: 4 }, () => newPerson()))
  const note = (caller: Caller, step: 'scanned' | 'started') =>
    ask(noteJoinStep, { caller, params, body: { step } })
  await Promise.all([...people, ...people, ...people].map((caller) => note(caller, 'scanned')))
  await Promise.all(people.slice(0, 2).map((caller) => note(caller, 'started')))
  const [worker] = people
  if (!worker) throw new Error('nobody came')
  const phone = newPhone()
  await addToRoster(union.workplace.orgId, [{ name: '林小工', phone }])
  await ask(apply, { caller: worker, body: await proven(worker, { scene, phone }) })
  const listed = await ask(listJoinCodes, { caller: cadre, query: { orgId: union.workplace.orgId } })
  if ('refused' in listed) throw new Error(listed.refused)
  expect(listed.body.items.find((code) => code.scene === scene)).toMatchObject({
    applied: 1,
    funnel: { scanned: 4, started: 2, admitted: 1 },
  })
})

const atOnce = { admitsAtOnce: true, cap: 2, expiresAt: later(NOW, 31 * DAY_MS) }

test.each([
  ['no cap', { cap: undefined }],
  ['a cap above twenty', { cap: 21 }],
  ['no end', { expiresAt: undefined }],
  ['an end after more than a month', { expiresAt: later(NOW, 31 * DAY_MS + 1) }],
])('a code that admits at once is not made with %s', async (what, given) => {
  expect(await create(`unbounded-${what}`, { ...atOnce, ...given })).toEqual({
    refused: 'join-code-unbounded',
  })
})

test('by a code that admits at once one is a member on the cadre’s word, as many as its cap says', async () => {
  const made = await create('admits-at-once', atOnce)
  const { scene } = (made as { body: { scene: string } }).body
  expect(await ask(getJoinCode, { params: { scene } })).toMatchObject({ body: { admitsAtOnce: true } })
  const callers = await Promise.all(Array.from({ length: 6 }, newPerson))
  const bodies = await Promise.all(callers.map((caller) => proven(caller, { scene })))
  const answers = await Promise.all(
    callers.map((caller, i) => ask(apply, { caller, body: bodies[i] as (typeof bodies)[number] })),
  )
  const states = answers.map((answer) => ('body' in answer ? answer.body.application.state : answer.refused))
  expect(states.sort()).toEqual(['admitted', 'admitted', ...Array(4).fill('join-code-full')])
  const members = (await Promise.all(callers.map(({ personId }) => readMemberOf(personId)))).filter(Boolean)
  expect(members).toMatchObject([{ verifiedBy: 'cadre', tags: [] }, { verifiedBy: 'cadre' }])
  expect(members[0]?.orgId).toBe(union.workplace.orgId)
})

test('who is on the roster comes in by it as by any code; a phone that is a member’s is checked all the same', async () => {
  const { scene } = ((await create('at-once-and-roster', atOnce)) as { body: { scene: string } }).body
  const [listed, other] = [await newPerson(), await newPerson()]
  const phone = newPhone()
  await addToRoster(union.workplace.orgId, [{ name: '林小工', phone, tags: ['劳模'] }])
  await ask(apply, { caller: listed, body: await proven(listed, { scene, phone }) })
  expect(await readMemberOf(listed.personId)).toMatchObject({ verifiedBy: 'roster', tags: ['劳模'] })
  const again = await ask(apply, { caller: other, body: await proven(other, { scene, phone, sentAt: NOW }) })
  expect(again).toMatchObject({ body: { application: { state: 'checking' } } })
  expect(await readMemberOf(other.personId)).toBeUndefined()
})
