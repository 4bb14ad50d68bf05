import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { apply } from './applications.ts'
import { approveApplication, listApplications, refuseApplication } from './decisions.ts'
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
let scene: string
let cadre: Awaited<ReturnType<typeof newJoinCode>>['cadre']
beforeAll(async () => {
  union = await makeUnion()
  ;({ scene, cadre } = await newJoinCode(union.workplace))
})

async function waitingOne(phone = newPhone(), sentAt = later(NOW, -60_000)) {
  const caller = await newPerson()
  const answer = await ask(apply, { caller, body: await proven(caller, { scene, phone, sentAt }) })
  if ('refused' in answer) throw new Error(answer.refused)
  return { caller, phone, params: { applicationId: answer.body.application.applicationId } }
}

const reason = '请到工会核实'
const list = (caller = cadre, orgId = union.workplace.orgId, cursor?: string) =>
  ask(listApplications, { caller, query: { orgId, cursor } })

test('every union from the workplace up sees what waits, with the whole name and a masked phone', async () => {
  const { params, phone } = await waitingOne()
  const { city, district, street, workplace } = union
  for (const org of [city, district, street, workplace]) {
    const listed = await list(await newStaff('cadre', org), org.orgId)
    if ('refused' in listed) throw new Error(listed.refused)
    expect(listed.body.items.find((item) => item.applicationId === params.applicationId)).toMatchObject({
      name: '林小工',
      phoneMasked: `139****${phone.slice(-4)}`,
      joinCodeLabel: '3 号门岗海报',
      orgName: '海风电子工会',
      state: 'waiting',
    })
  }
})

test('a cadre beside, below, or of another role sees and decides nothing', async () => {
  const { params } = await waitingOne()
  const outOfScope = { refused: 'org-out-of-scope' }
  for (const caller of [await newStaff('cadre', union.neighbour), await newStaff('operator', union.city)]) {
    expect(await list(caller)).toEqual(outOfScope)
    expect(await ask(approveApplication, { caller, params })).toEqual(outOfScope)
    expect(await ask(refuseApplication, { caller, params, body: { reason } })).toEqual(outOfScope)
  }
  expect(await list(cadre, union.street.orgId)).toEqual(outOfScope)
  const unknown = { applicationId: 'app_01J00000000000000000000000' }
  expect(await ask(approveApplication, { caller: cadre, params: unknown })).toEqual({
    refused: 'application-unknown',
  })
})

test('an approval makes a member, leaves every queue, and is told again to the same cadre', async () => {
  const { caller, params } = await waitingOne()
  const approved = await ask(approveApplication, { caller: cadre, params })
  expect(approved).toMatchObject({
    status: 200,
    body: { application: { state: 'admitted', decidedAt: NOW } },
  })
  expect(await readMemberOf(caller.personId)).toMatchObject({
    orgId: union.workplace.orgId,
    verifiedBy: 'cadre',
    nameMasked: '林**',
  })
  expect(await ask(approveApplication, { caller: cadre, params, now: later(NOW, 5_000) })).toMatchObject({
    status: 200,
    body: { application: { state: 'admitted', decidedAt: NOW } },
  })
  expect(await ask(refuseApplication, { caller: cadre, params, body: { reason } })).toMatchObject({
    refused: 'application-decided',
    facts: { state: 'admitted' },
  })
  const listed = await list(await newStaff('cadre', union.city), union.city.orgId)
  expect(JSON.stringify(listed)).not.toContain(params.applicationId)
})

test('a refusal keeps its first reason, and is told again to the same cadre', async () => {
  const { caller, params } = await waitingOne()
  const first = await ask(refuseApplication, { caller: cadre, params, body: { reason } })
  expect(first).toMatchObject({ status: 200, body: { application: { state: 'refused', reason } } })
  expect(await ask(refuseApplication, { caller: cadre, params, body: { reason: '别的' } })).toEqual(first)
  expect(await ask(approveApplication, { caller: cadre, params })).toMatchObject({
    refused: 'application-decided',
  })
  expect(await readMemberOf(caller.personId)).toBeUndefined()
})

test('a phone that has become another member’s cannot be approved, only refused', async () => {
  const first = await waitingOne()
  const { phone } = first
  const second = await waitingOne(phone, NOW)
  await ask(approveApplication, { caller: cadre, params: first.params })
  expect(await ask(approveApplication, { caller: cadre, params: second.params })).toEqual({
    refused: 'phone-taken',
  })
  expect(
    await ask(refuseApplication, { caller: cadre, params: second.params, body: { reason } }),
  ).toMatchObject({
    status: 200,
  })
})

test('the queue is paged, the oldest first, each once', async () => {
  const { scene: there, cadre: caller } = await newJoinCode(union.neighbour)
  const filed: string[] = []
  for (let i = 0; i < 33; i++) {
    const person = await newPerson()
    const now = later(NOW, i)
    const answer = await ask(apply, { caller: person, body: await proven(person, { scene: there }), now })
    if ('body' in answer) filed.push(answer.body.application.applicationId)
  }
  const first = await list(caller, union.neighbour.orgId)
  if ('refused' in first) throw new Error(first.refused)
  const second = await list(caller, union.neighbour.orgId, first.body.cursor)
  if ('refused' in second) throw new Error(second.refused)
  expect([...first.body.items, ...second.body.items].map((item) => item.applicationId)).toEqual(filed)
  expect(second.body.cursor).toBeUndefined()
})

test('a roster line imported again stays taken', async () => {
  const phone = newPhone()
  const line = { name: '林小工', phone }
  await addToRoster(union.workplace.orgId, [line])
  const caller = await newPerson()
  await ask(apply, { caller, body: await proven(caller, { scene, phone }) })
  await addToRoster(union.workplace.orgId, [line])
  expect(await readMemberOf(caller.personId)).toMatchObject({ verifiedBy: 'roster' })
  const other = await newPerson()
  const body = await proven(other, { scene, phone, sentAt: NOW })
  expect(await ask(apply, { caller: other, body })).toEqual({ refused: 'phone-taken' })
})
