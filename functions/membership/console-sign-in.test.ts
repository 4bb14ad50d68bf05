import '../../infra/local/test-table.ts'
import { later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { SIGN_IN_LIFE_SECONDS } from '@gonghui/shared/membership/console-sign-ins'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { giveGrant, grantsOf } from '../lib/grants.store.ts'
import { isRefusal } from '../lib/server.ts'
import { readToken } from '../lib/tokens.ts'
import { browserOf, placeOf } from './console-sign-in.rule.ts'
import * as signIns from './console-sign-ins.ts'
import { readSession } from './session.store.ts'
import { renewSession } from './sessions.ts'
import { ask, makeUnion, newMemberOf, newStaff } from './test-union.ts'

const NOW = new Date().toISOString()
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const from = { address: '113.88.12.7', agent: CHROME }
const OVER = later(NOW, SIGN_IN_LIFE_SECONDS * SECOND_MS)

let org: Org
let cadre: StaffCaller
beforeAll(async () => {
  org = (await makeUnion()).district
  cadre = await newStaff('cadre', org)
})

async function asked() {
  const answer = await ask(signIns.askConsoleSignIn, { from, now: NOW })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)
const poll = (secret: string, now = NOW) => ask(signIns.pollConsoleSignIn, { body: { poll: secret }, now })
const view = (secret: string, caller = cadre, now = NOW) =>
  ask(signIns.viewConsoleSignIn, { body: { signInCode: secret }, caller, now })
const confirm = (secret: string, caller = cadre, now = NOW) =>
  ask(signIns.confirmConsoleSignIn, { body: { signInCode: secret }, caller, now })
const no = (secret: string, caller = cadre, now = NOW) =>
  ask(signIns.refuseConsoleSignIn, { body: { signInCode: secret }, caller, now })

test('a code that is scanned and confirmed signs the browser in, as a session of its own, by the member’s name', async () => {
  const { caller } = await newMemberOf(org, { name: '陈志远' })
  const grant = { role: 'operator' as const, orgId: org.orgId, orgPath: org.path, orgName: org.name }
  await giveGrant(caller.personId, grant)
  const person: StaffCaller = { ...caller, grants: await grantsOf(caller.personId) }
  const { code: scanned, poll: secret } = await asked()
  expect(await poll(secret)).toMatchObject({ body: { state: 'waiting' } })
  expect(await view(scanned, person)).toMatchObject({
    body: { browser: 'Chrome · Windows', place: 'IP 113.88.*.*', askedAt: NOW, until: OVER },
  })
  expect(await poll(secret)).toMatchObject({ body: { state: 'scanned', by: '陈**' } })
  expect(code(await confirm(scanned, person))).toBe(200)
  const answer = await poll(secret)
  if (isRefusal(answer)) throw new Error(answer.refused)
  const { session, state, by } = answer.body
  expect([state, by, session?.personId]).toEqual(['confirmed', '陈**', person.personId])
  const bearer = readToken(session?.token ?? '')
  if (typeof bearer === 'string') throw new Error(bearer)
  expect(bearer.sessionId).not.toBe(person.sessionId)
  expect(await readSession(bearer.sessionId)).toMatchObject({
    device: '网页控制台',
    personId: person.personId,
  })
})

test('a lost reply may be fetched again for a minute, the same session; then the code is spent', async () => {
  const { code: scanned, poll: secret } = await asked()
  await confirm(scanned)
  const sessions = await Promise.all([poll(secret), poll(secret), poll(secret)])
  const again = await poll(secret, later(NOW, 59 * SECOND_MS))
  const renewals = [...sessions, again].map((one) =>
    isRefusal(one) ? one.refused : one.body.session?.renewal,
  )
  expect(new Set(renewals).size).toBe(1)
  expect(renewals.at(-1)).toMatch(/^.{20,}$/)
  expect(code(await poll(secret, later(NOW, MINUTE_MS)))).toBe('sign-in-over')
  expect(code(await confirm(scanned, await newStaff('cadre', org)))).toBe('sign-in-over')
})

test('a session that has been renewed since is not handed out again', async () => {
  const { code: scanned, poll: secret } = await asked()
  await confirm(scanned)
  const answer = await poll(secret)
  const renewal = isRefusal(answer) ? '' : (answer.body.session?.renewal ?? '')
  expect(code(await ask(renewSession, { body: { renewal }, now: NOW }))).toBe(201)
  expect(code(await poll(secret))).toBe('sign-in-over')
})

test('of two phones that confirm one code at once one is told yes, and the session is that one’s', async () => {
  for (let round = 0; round < 5; round++) {
    const { code: scanned, poll: secret } = await asked()
    const phones = await Promise.all([newStaff('cadre', org), newStaff('clerk', org), newStaff('staff', org)])
    const answers = await Promise.all(phones.map((phone) => confirm(scanned, phone)))
    expect(answers.map(code).sort()).toEqual([200, 'sign-in-over', 'sign-in-over'])
    const winner = phones[answers.findIndex((answer) => !isRefusal(answer))]
    expect(await poll(secret)).toMatchObject({ body: { session: { personId: winner?.personId } } })
  }
})

test('of a yes and a no at the same time one counts, and both sides see the same', async () => {
  const { code: scanned, poll: secret } = await asked()
  const answers = await Promise.all([confirm(scanned), no(scanned, await newStaff('staff', org))])
  expect(answers.filter(isRefusal)).toHaveLength(1)
  const said = await poll(secret)
  if (isRefusal(said)) throw new Error(said.refused)
  expect(said.body.state).toBe(isRefusal(answers[0] ?? {}) ? 'refused' : 'confirmed')
})

test('who confirms twice is told yes twice', async () => {
  const { code: scanned } = await asked()
  expect([code(await confirm(scanned)), code(await confirm(scanned))]).toEqual([200, 200])
})

test('the phone may refuse and the browser may give up; then nothing is confirmed', async () => {
  const first = await asked()
  expect(code(await no(first.code))).toBe(200)
  expect(await poll(first.poll)).toMatchObject({ body: { state: 'refused' } })
  expect(code(await confirm(first.code))).toBe('sign-in-over')
  const second = await asked()
  const cancel = () => ask(signIns.cancelConsoleSignIn, { body: { poll: second.poll }, now: NOW })
  expect([code(await cancel()), code(await cancel())]).toEqual([200, 200])
  expect(code(await view(second.code))).toBe('sign-in-over')
  expect(await poll(second.poll)).toMatchObject({ body: { state: 'cancelled' } })
})

test('after three minutes a code is expired on both sides', async () => {
  const { code: scanned, poll: secret } = await asked()
  const last = later(OVER, -1)
  expect(code(await view(scanned, cadre, last))).toBe(200)
  expect(code(await view(scanned, cadre, OVER))).toBe('sign-in-expired')
  expect(code(await confirm(scanned, cadre, OVER))).toBe('sign-in-expired')
  expect(await poll(secret, OVER)).toMatchObject({ body: { state: 'expired' } })
})

test('the code of the QR polls nothing, and the browser’s secret confirms nothing', async () => {
  const { code: scanned, poll: secret } = await asked()
  expect(code(await poll(scanned))).toBe('sign-in-unknown')
  expect(code(await confirm(secret))).toBe('sign-in-unknown')
  expect(code(await confirm(`${scanned.slice(0, -1)}${scanned.endsWith('A') ? 'B' : 'A'}`))).toBe(
    'sign-in-unknown',
  )
  expect(code(await confirm(`sgn_01J00000000000000000000000.${'A'.repeat(22)}`))).toBe('sign-in-unknown')
})

test.each([
  [CHROME, 'Chrome · Windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
    'Safari · macOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  [`${CHROME} Edg/140.0`, 'Edge · Windows'],
  ['curl/8', '未知浏览器'],
])('the browser %s is told as %s', (agent, told) => {
  expect(browserOf(agent)).toBe(told)
})

test.each([
  ['113.88.12.7', 'IP 113.88.*.*'],
  ['192.168.1.4', '内网'],
  ['::1', '内网'],
  ['2408:8256:1::7', 'IP 2408:8256:*'],
  ['', '未知地点'],
])('of the address %s no more is told than %s', (address, told) => {
  expect(placeOf(address)).toBe(told)
})
