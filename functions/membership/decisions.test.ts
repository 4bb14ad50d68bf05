import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { dueAt, ESCALATES_AFTER_DAYS } from '@gonghui/shared/membership/review'
import { beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import { newId } from '../lib/ids.ts'
import { client } from '../table/database.ts'
import { apply } from './applications.ts'
import { approveApplication, decideApplications, listApplications, refuseApplication } from './decisions.ts'
import { getMe } from './me.ts'
import { readMemberOf } from './member.store.ts'
import { putOrg } from './org.store.ts'
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
  toldTo,
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
  expect(await toldTo(caller)).toMatchObject([
    { kind: 'application-admitted', applicationId: params.applicationId, orgName: '海风电子工会', at: NOW },
  ])
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
  expect(await toldTo(caller)).toMatchObject([{ kind: 'application-refused', at: NOW }])
})

test('a phone that has become another member’s is not approved but checked, and may still be refused', async () => {
  const first = await waitingOne()
  const { phone } = first
  const second = await waitingOne(phone, NOW)
  await ask(approveApplication, { caller: cadre, params: first.params })
  expect(await ask(approveApplication, { caller: cadre, params: second.params })).toMatchObject({
    body: { application: { state: 'checking' } },
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
  expect(await ask(apply, { caller: other, body })).toMatchObject({
    body: { application: { state: 'checking' } },
  })
})

const decideAll = (decision: 'approve' | 'refuse', applicationIds: string[], caller = cadre) =>
  ask(decideApplications, {
    caller,
    body: { decision, applicationIds, ...(decision === 'refuse' ? { reason } : {}) },
  })
const outcomesOf = async (answer: ReturnType<typeof decideAll>) => {
  const told = await answer
  if ('refused' in told) throw new Error(String(told.refused))
  return told.body.outcomes
}

test('many are decided at once: each outcome is told, a repeat decides none twice, one out of scope stops no other', async () => {
  const waiting = await Promise.all(Array.from({ length: 7 }, () => waitingOne()))
  const ids = waiting.map(({ params }) => params.applicationId)
  const [one = '', two = ''] = ids
  await ask(refuseApplication, { caller: cadre, params: { applicationId: one }, body: { reason } })
  const { scene: there } = await newJoinCode(union.neighbour)
  const elsewhere = await newPerson()
  const filed = await ask(apply, { caller: elsewhere, body: await proven(elsewhere, { scene: there }) })
  const other = 'body' in filed ? filed.body.application.applicationId : ''
  const wanted = [...ids, other, 'app_01J00000000000000000000000', two]
  const first = await outcomesOf(decideAll('approve', wanted))
  expect(first).toHaveLength(9)
  expect(first.filter(({ outcome }) => outcome === 'admitted').map((each) => each.applicationId)).toEqual(
    ids.slice(1),
  )
  expect(first.filter(({ outcome }) => outcome === 'not-done').map(({ code }) => code)).toEqual([
    'application-decided',
    'org-out-of-scope',
    'application-unknown',
  ])
  expect(await outcomesOf(decideAll('approve', wanted))).toEqual(first)
  expect((await outcomesOf(decideAll('refuse', ids.slice(1)))).map(({ code }) => code)).toEqual(
    Array(6).fill('application-decided'),
  )
})

test('where the database dies in the middle, what is not known is told as unknown, and asking again settles it', async () => {
  const ids = await Promise.all(
    Array.from({ length: 3 }, async () => (await waitingOne()).params.applicationId),
  )
  const crash = crashAt(client, 5, 'after')
  const first = await outcomesOf(decideAll('refuse', ids))
  crash.stop()
  expect(first.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'refused', 'unknown'])
  const again = await outcomesOf(decideAll('refuse', ids))
  expect(again.map(({ outcome }) => outcome)).toEqual(Array(3).fill('refused'))
})

test('the queue shows what is overdue, and what has come up to an org; the applicant sees both', async () => {
  const org = await putOrg({
    orgId: newId('org', NOW),
    name: '超时厂工会',
    level: 'workplace',
    parentId: union.street.orgId,
  })
  const { scene: there, cadre: own } = await newJoinCode(org)
  const upper = await newStaff('cadre', union.street)
  const file = async (now: string) => {
    const person = await newPerson()
    const body = await proven(person, { scene: there, sentAt: now })
    const answer = await ask(apply, { caller: person, body, now })
    return { person, id: 'body' in answer ? answer.body.application.applicationId : '' }
  }
  const old = await file(NOW)
  const now = later(NOW, ESCALATES_AFTER_DAYS * DAY_MS)
  const fresh = await file(later(now, -60_000))
  const shown = async (caller: typeof upper, orgId: string, show: 'all' | 'overdue' | 'ours') => {
    const listed = await ask(listApplications, { caller, query: { orgId, show }, now })
    if ('refused' in listed) throw new Error(listed.refused)
    return listed.body.items.map(({ applicationId }) => applicationId)
  }
  expect(await shown(own, org.orgId, 'all')).toEqual([old.id, fresh.id])
  expect(await shown(own, org.orgId, 'ours')).toEqual([old.id, fresh.id])
  expect(await shown(own, org.orgId, 'overdue')).toEqual([old.id])
  expect(await shown(upper, union.street.orgId, 'ours')).toContain(old.id)
  expect(await shown(upper, union.street.orgId, 'ours')).not.toContain(fresh.id)
  expect(await ask(getMe, { caller: old.person, now })).toMatchObject({
    body: { application: { dueAt: dueAt(NOW), escalatedTo: '粤海街道总工会' } },
  })
})
