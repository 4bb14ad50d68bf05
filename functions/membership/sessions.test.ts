import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import type { Session } from '@gonghui/shared/membership/sessions'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import { giveGrant } from '../lib/grants.store.ts'
import { readToken } from '../lib/tokens.ts'
import { apply } from './applications.ts'
import { getMe } from './me.ts'
import { personBehind } from './person.store.ts'
import { addToRoster } from './roster.store.ts'
import { GRACE_MS, SESSION_LIFE_MS } from './session.rule.ts'
import { readSession, readSessionsOf, stepSession } from './session.store.ts'
import { closeSession, openSession, renewSession } from './sessions.ts'
import { ask, makeUnion, newJoinCode, newPhone, proven, type Union } from './test-union.ts'

let wechat: Wechat
let union: Union
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.WECHAT_API_BASE = wechat.url
  union = await makeUnion()
})
afterAll(() => wechat.stop())
beforeEach(() => control('DELETE', 'faults'))

async function control(method: string, path: string, body?: object) {
  const reply = await fetch(`${wechat.url}/_control/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  return (await reply.json()) as Record<string, string>
}

/** A bearer token's own clock is the machine's: it is checked against the real time. */
const now = new Date().toISOString()

const loginCode = async (openid: string) => (await control('POST', 'login-codes', { openid })).code ?? ''
const open = async (openid: string) =>
  opened(await ask(openSession, { body: { code: await loginCode(openid) }, now }))

function opened(answer: object): Session {
  if (!('body' in answer)) throw new Error(JSON.stringify(answer))
  return answer.body as Session
}

const renew = (renewal: string, at = now) => ask(renewSession, { body: { renewal }, now: at })
const invalid = { refused: 'renewal-invalid' }

test('a login makes a person, and the next login finds the same one', async () => {
  const first = await open('openid-one')
  const second = await open('openid-one')
  expect(first.personId).toBe(second.personId)
  expect(first.renewal).not.toBe(second.renewal)
  expect(readToken(first.token)).toMatchObject({ personId: first.personId })
  expect((await open('openid-two')).personId).not.toBe(first.personId)
})

test('twenty first logins at once make one person', async () => {
  const codes = await Promise.all(Array.from({ length: 20 }, () => loginCode('openid-many')))
  const sessions = await Promise.all(codes.map((code) => ask(openSession, { body: { code }, now })))
  expect(new Set(sessions.map((session) => opened(session).personId)).size).toBe(1)
  const people = await Promise.all(Array.from({ length: 20 }, () => personBehind('openid-many-more', now)))
  expect(new Set(people).size).toBe(1)
})

test('a login code that is made up or used is refused', async () => {
  const code = await loginCode('openid-used')
  expect(await ask(openSession, { body: { code: 'made-up' }, now })).toEqual({
    refused: 'login-code-invalid',
  })
  expect(await ask(openSession, { body: { code }, now })).toMatchObject({ status: 201 })
  expect(await ask(openSession, { body: { code }, now })).toEqual({ refused: 'login-code-invalid' })
})

test.each([
  ['its system is busy', { errcode: -1 }],
  ['it counts too many calls', { errcode: 45011 }],
  ['it answers 502', { status: 502 }],
  ['it hangs up', { drop: true }],
  ['it is slow', { delayMs: 4_000 }],
])('WeChat is busy when %s', async (_, fault) => {
  const code = await loginCode('openid-busy')
  await control('POST', 'faults', { path: '/sns/jscode2session', ...fault })
  expect(await ask(openSession, { body: { code }, now })).toEqual({ refused: 'wechat-busy' })
})

test('an answer of WeChat that means our own mistake is a fault, told without the secret', async () => {
  await control('POST', 'faults', { path: '/sns/jscode2session', errcode: 40125 })
  const fault = await ask(openSession, { body: { code: 'any' }, now }).catch((error: unknown) => error)
  expect(String(fault)).toContain('40125')
  expect(String(fault)).not.toContain(wechatApp.secret)
})

test('a renewal is good for one renewal; a lost reply is given again word for word', async () => {
  const first = await open('openid-renewing')
  const second = opened(await renew(first.renewal))
  expect(second.renewal).not.toBe(first.renewal)
  const again = opened(await renew(first.renewal, later(now, GRACE_MS - 1)))
  expect(again.renewal).toBe(second.renewal)
  expect(again.personId).toBe(first.personId)
  expect(opened(await renew(second.renewal)).renewal).not.toBe(second.renewal)
})

test('ten renewals with one code at once are one renewal', async () => {
  const { renewal } = await open('openid-renewing-at-once')
  const answers = await Promise.all(Array.from({ length: 10 }, () => renew(renewal)))
  expect(new Set(answers.map((answer) => opened(answer).renewal)).size).toBe(1)
})

test('an older code shown again ends the session for both who hold it, and each is told so however often', async () => {
  const first = await open('openid-robbed')
  const second = opened(await renew(first.renewal))
  for (const renewal of [first.renewal, first.renewal, second.renewal, second.renewal])
    expect(await renew(renewal, later(now, GRACE_MS))).toEqual(invalid)
  // A clock that is a little behind answers it no more either.
  expect(await renew(second.renewal, later(now, -1))).toEqual(invalid)
  expect(await readSessionsOf(first.personId, now)).toEqual([])
})

test('who renews just as an older code is shown gets nothing by it', async () => {
  const first = await open('openid-robbed-just-now')
  const second = opened(await renew(first.renewal))
  const session = await readSession(second.renewal.split('.')[0] ?? '')
  if (!session) throw new Error('no session')
  await renew(first.renewal, later(now, GRACE_MS))
  expect(await stepSession(session, now)).toBeUndefined()
})

test('a code that was never given out is refused and closes nothing', async () => {
  const { renewal } = await open('openid-guessed-at')
  const [session, , signature] = renewal.split('.')
  const madeUp = ['', 'x', `${session}.2.${signature}`, `${session}.1.${'A'.repeat(43)}`, `${renewal}A`]
  for (const text of madeUp) expect(await renew(text)).toEqual(invalid)
  expect(await renew(renewal)).toMatchObject({ status: 201 })
})

test('a session unused for thirty days is over', async () => {
  const { renewal } = await open('openid-away')
  const renewedAt = later(now, SESSION_LIFE_MS - 1)
  const { renewal: next } = opened(await renew(renewal, renewedAt))
  expect(await renew(next, later(renewedAt, SESSION_LIFE_MS))).toEqual(invalid)
})

test('a closed session is not renewed, and closing it again is fine', async () => {
  const { renewal, token } = await open('openid-leaving')
  const caller = readToken(token)
  if (typeof caller === 'string') throw new Error(caller)
  const closed = { status: 200, body: { closed: true } }
  expect(await ask(closeSession, { caller })).toEqual(closed)
  expect(await renew(renewal)).toEqual({ refused: 'session-closed' })
  expect(await ask(closeSession, { caller })).toEqual(closed)
})

test('me is a stranger, then a member with a fresh token, and the next session knows it', async () => {
  const { token } = await open('openid-joining')
  const caller = readToken(token)
  if (typeof caller === 'string') throw new Error(caller)
  expect(await ask(getMe, { caller, now })).toEqual({
    status: 200,
    body: { personId: caller.personId, grants: [], serverTime: now },
  })

  const phone = newPhone()
  await addToRoster(union.workplace.orgId, [{ name: '林小工', phone, tags: ['新就业形态'] }])
  const { scene } = await newJoinCode(union.workplace)
  await ask(apply, { caller, body: await proven(caller, { scene, phone }) })
  const grant = {
    role: 'staff',
    orgId: union.city.orgId,
    orgPath: union.city.path,
    orgName: '深圳市总工会',
  } as const
  await giveGrant(caller.personId, grant)

  const me = await ask(getMe, { caller, now })
  if (!('body' in me)) throw new Error('refused')
  expect(me.body).toMatchObject({
    member: {
      name: '林小工',
      phoneMasked: `139****${phone.slice(-4)}`,
      memberNo: expect.stringMatching(/^26\d{10}$/),
      orgPathNames: ['深圳市总工会', '南山区总工会', '粤海街道总工会', '海风电子工会'],
      tags: ['新就业形态'],
      verifiedBy: 'roster',
    },
    application: { state: 'admitted', orgName: '海风电子工会' },
    grants: [grant],
  })
  const told = readToken(me.body.token ?? '')
  expect(told).toMatchObject({
    sessionId: caller.sessionId,
    member: { memberId: me.body.member?.memberId, orgPath: union.workplace.path, tags: ['新就业形态'] },
  })
  // With the fresh token there is nothing to correct.
  if (typeof told === 'string') throw new Error(told)
  const settled = await ask(getMe, { caller: told, now })
  expect('body' in settled && settled.body.token).toBeUndefined()
  const next = await open('openid-joining')
  expect(next.memberId).toBe(me.body.member?.memberId)
  expect(readToken(next.token)).toMatchObject({ member: told.member })
})
