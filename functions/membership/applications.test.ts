import '../../infra/local/test-table.ts'
import { epochMsOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import { issueToken } from '../lib/tokens.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { readRange } from '../table/reads.ts'
import { apply } from './applications.ts'
import { approveApplication, listApplications, refuseApplication } from './decisions.ts'
import { getMe } from './me.ts'
import { readMemberOf } from './member.store.ts'
import { addToRoster, readRosterEntry } from './roster.store.ts'
import { ask, makeUnion, NOW, newJoinCode, newPerson, newPhone, proven, type Union } from './test-union.ts'

let wechat: Wechat
let union: Union
let scene: string
let cadre: Awaited<ReturnType<typeof newJoinCode>>['cadre']
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.WECHAT_API_BASE = wechat.url
  union = await makeUnion()
})
afterAll(() => wechat.stop())
beforeEach(async () => {
  ;({ scene, cadre } = await newJoinCode(union.workplace))
})

async function control(path: string, body: object) {
  const reply = await fetch(`${wechat.url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return (await reply.json()) as Record<string, string>
}
const phoneCode = async (phone: string) =>
  (await control('phone-codes', { openid: 'openid-any', phone })).code ?? ''

function bodyOf(answer: Awaited<ReturnType<typeof apply>>) {
  if ('refused' in answer) throw new Error(answer.refused)
  return answer.body
}
const waitingIds = async (orgId: string) => {
  const listed = await ask(listApplications, { caller: cadre, query: { orgId } })
  if ('refused' in listed) throw new Error(listed.refused)
  return listed.body.items.map((item) => item.applicationId)
}

test('a worker on the roster is a member at once, with a token that says so', async () => {
  const phone = newPhone()
  await addToRoster(union.workplace.orgId, [{ name: '阿依古丽·买买提', phone, tags: ['女职工'] }])
  const caller = await newPerson()
  // The dot of the name as another keyboard types it.
  const answer = await ask(apply, {
    caller,
    body: {
      scene,
      name: ' 阿依古丽•买买提',
      phoneCode: await phoneCode(phone),
      consentVersion: CONSENT_VERSION,
    },
  })
  expect(answer).toMatchObject({ status: 201, body: { application: { state: 'admitted', decidedAt: NOW } } })
  const member = await readMemberOf(caller.personId)
  expect(member).toMatchObject({
    orgPath: union.workplace.path,
    tags: ['女职工'],
    verifiedBy: 'roster',
    joinedAt: NOW,
  })
  const { personId, sessionId } = caller
  const told = {
    memberId: member?.memberId ?? '',
    orgPath: union.workplace.path,
    tags: ['女职工'],
    joinedAt: NOW,
    onRoster: true as const,
  }
  expect(bodyOf(answer).token).toBe(issueToken({ personId, sessionId, member: told }, epochMsOf(NOW)))
  expect(await readRosterEntry(union.workplace, { name: '阿依古丽·买买提', phone })).toMatchObject({
    takenBy: member?.memberId,
  })
})

test.each([
  ['the name is another', { name: '林大工' }, {}],
  ['the phone is another', {}, { phone: '13900099999' }],
  ['the roster is a neighbour’s', {}, {}],
])('a worker waits where %s', async (why, typed, lined) => {
  const phone = newPhone()
  const org = why.includes('neighbour') ? union.neighbour : union.workplace
  await addToRoster(org.orgId, [{ name: '林小工', phone, ...lined }])
  const caller = await newPerson()
  const answer = await ask(apply, { caller, body: await proven(caller, { scene, phone, ...typed }) })
  expect(answer).toMatchObject({ status: 201, body: { application: { state: 'waiting' } } })
  expect(bodyOf(answer).token).toBeUndefined()
  expect(await readMemberOf(caller.personId)).toBeUndefined()
  const { applicationId } = bodyOf(answer).application
  expect(await waitingIds(union.workplace.orgId)).toContain(applicationId)
  expect(await ask(getMe, { caller })).toMatchObject({
    body: { application: { applicationId, state: 'waiting' } },
  })
})

test('consent is kept, with its version and moment, and an old one is asked for again', async () => {
  const caller = await newPerson()
  const body = await proven(caller, { scene })
  expect(await ask(apply, { caller, body: { ...body, consentVersion: '2019-01' } })).toEqual({
    refused: 'consent-outdated',
    facts: { consentVersion: CONSENT_VERSION },
  })
  const { application } = bodyOf(await ask(apply, { caller, body }))
  const { personId } = caller
  const kept = await readRange(rangeOf('a consent a person gave with an application', { personId }))
  expect(kept).toMatchObject([
    { sk: `CONSENT#${application.applicationId}`, version: CONSENT_VERSION, givenAt: NOW, scene },
  ])
})

test('the same request is answered again, though its phone code is used up and its join code is over', async () => {
  const caller = await newPerson()
  const { scene } = await newJoinCode(union.workplace, { expiresAt: later(NOW, MINUTE_MS) })
  const body = {
    scene,
    name: '林小工',
    phoneCode: await phoneCode(newPhone()),
    consentVersion: CONSENT_VERSION,
  }
  const first = await ask(apply, { caller, body })
  const again = await ask(apply, { caller, body, now: later(NOW, 2 * MINUTE_MS) })
  expect(again).toMatchObject({ status: 200, body: { application: bodyOf(first).application } })
})

test('the same facts again at the same union are the same application; another union is told to wait', async () => {
  const caller = await newPerson()
  const phone = newPhone()
  const first = await ask(apply, { caller, body: await proven(caller, { scene, phone }) })
  const poster = await newJoinCode(union.workplace)
  const consentVersion = CONSENT_VERSION
  const again = { name: '林 小工', phoneCode: await phoneCode(phone), consentVersion }
  expect(await ask(apply, { caller, body: { scene: poster.scene, ...again } })).toMatchObject({
    status: 200,
    body: { application: bodyOf(first).application },
  })
  const elsewhere = await newJoinCode(union.neighbour)
  expect(await ask(apply, { caller, body: { scene: elsewhere.scene, ...again } })).toEqual({
    refused: 'application-waiting',
    facts: { orgName: '海风电子工会' },
  })
})

test('a waiting application may be corrected: the old one leaves the queue and cannot be approved', async () => {
  const caller = await newPerson()
  const phone = newPhone()
  const first = bodyOf(
    await ask(apply, { caller, body: await proven(caller, { scene, phone, name: '林小王' }) }),
  )
  const body = { scene, name: '林小工', phoneCode: await phoneCode(phone), consentVersion: CONSENT_VERSION }
  const second = bodyOf(await ask(apply, { caller, body }))
  expect(second.application.applicationId).not.toBe(first.application.applicationId)
  const waiting = await waitingIds(union.workplace.orgId)
  expect(waiting).toContain(second.application.applicationId)
  expect(waiting).not.toContain(first.application.applicationId)
  const params = { applicationId: first.application.applicationId }
  expect(await ask(approveApplication, { caller: cadre, params })).toMatchObject({
    refused: 'application-decided',
  })
})

test('a waiting worker whose line has come onto the roster is admitted on the next scan', async () => {
  const caller = await newPerson()
  const phone = newPhone()
  await ask(apply, { caller, body: await proven(caller, { scene, phone }) })
  await addToRoster(union.workplace.orgId, [{ name: '林小工', phone }])
  const body = { scene, name: '林小工', phoneCode: await phoneCode(phone), consentVersion: CONSENT_VERSION }
  expect(await ask(apply, { caller, body })).toMatchObject({ body: { application: { state: 'admitted' } } })
})

test('after a refusal one may apply again', async () => {
  const caller = await newPerson()
  const first = bodyOf(await ask(apply, { caller, body: await proven(caller, { scene }) }))
  const params = { applicationId: first.application.applicationId }
  await ask(refuseApplication, { caller: cadre, params, body: { reason: '请写全名' } })
  expect(await ask(getMe, { caller })).toMatchObject({
    body: { application: { state: 'refused', reason: '请写全名' } },
  })
  const again = await ask(apply, {
    caller,
    body: await proven(caller, { scene, name: '林小工人', sentAt: NOW }),
  })
  expect(again).toMatchObject({ status: 201, body: { application: { state: 'waiting' } } })
})

test('a member is told so before a phone code is spent', async () => {
  const caller = await newPerson()
  const phone = newPhone()
  await addToRoster(union.workplace.orgId, [{ name: '林小工', phone }])
  await ask(apply, { caller, body: await proven(caller, { scene, phone }) })
  const code = await phoneCode(phone)
  const body = { scene, name: '林小工', phoneCode: code, consentVersion: CONSENT_VERSION }
  expect(await ask(apply, { caller, body })).toEqual({ refused: 'already-member' })
  const other = await newPerson()
  expect(await ask(apply, { caller: other, body })).toMatchObject({
    body: { application: { state: 'checking' } },
  })
  // WeChat tells a code's number but once; asked again we know it still.
  expect(await ask(apply, { caller: other, body })).toMatchObject({
    body: { application: { state: 'checking' } },
  })
})

test.each([
  ['a made-up code', '', 'phone-code-invalid'],
  ['a foreign number', '+85251234567', 'phone-code-invalid'],
])('%s from the phone button is refused and nothing is written', async (_, phone, refused) => {
  const caller = await newPerson()
  const code = phone ? await phoneCode(phone) : 'made-up'
  const body = { scene, name: '林小工', phoneCode: code, consentVersion: CONSENT_VERSION }
  expect(await ask(apply, { caller, body })).toEqual({ refused })
  const { personId } = caller
  expect(await ask(getMe, { caller })).toEqual({
    status: 200,
    body: { personId, grants: [], serverTime: NOW },
  })
})

test('while WeChat is busy the applicant is told to wait, and the same request succeeds afterwards', async () => {
  const caller = await newPerson()
  const body = {
    scene,
    name: '林小工',
    phoneCode: await phoneCode(newPhone()),
    consentVersion: CONSENT_VERSION,
  }
  await control('faults', { path: '/wxa/business/getuserphonenumber', errcode: -1 })
  expect(await ask(apply, { caller, body })).toEqual({ refused: 'wechat-busy' })
  expect(await ask(apply, { caller, body })).toMatchObject({ status: 201 })
})

test('an access token that WeChat no longer knows is fetched anew, once', async () => {
  await control('faults', { path: '/wxa/business/getuserphonenumber', errcode: 40001 })
  const caller = await newPerson()
  const body = {
    scene,
    name: '林小工',
    phoneCode: await phoneCode(newPhone()),
    consentVersion: CONSENT_VERSION,
  }
  expect(await ask(apply, { caller, body })).toMatchObject({ status: 201 })
})

test('five guesses at a one-time code are all there are, and the same guess again is one', async () => {
  const caller = await newPerson()
  const body = await proven(caller, { scene })
  const guess = (oneTimeCode: string) => ask(apply, { caller, body: { ...body, oneTimeCode } })
  const wrong = { refused: 'phone-code-invalid' }
  for (const code of ['000001', '000002', '000003', '000004']) expect(await guess(code)).toEqual(wrong)
  await Promise.all(Array.from({ length: 5 }, () => guess('000004')))
  expect(await guess('000005')).toEqual(wrong)
  expect(await guess(body.oneTimeCode)).toEqual(wrong)
})

test('a one-time code is over at its last instant, and proves nothing for another person', async () => {
  const caller = await newPerson()
  const body = await proven(caller, { scene, sentAt: later(NOW, -5 * MINUTE_MS) })
  expect(await ask(apply, { caller, body })).toEqual({ refused: 'phone-code-invalid' })
  expect(await ask(apply, { caller: await newPerson(), body, now: later(NOW, -1) })).toEqual({
    refused: 'phone-code-invalid',
  })
  expect(await ask(apply, { caller, body, now: later(NOW, -1) })).toMatchObject({ status: 201 })
})
