import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import type { Caller } from '../lib/caller.ts'
import { deviceOf } from './device.rule.ts'
import { endDevice, endDevices, listDevices } from './devices.ts'
import { renewalOf } from './renewal.ts'
import { SESSION_LIFE_MS } from './session.rule.ts'
import { readSession, startSession, stepSession } from './session.store.ts'
import { renewSession } from './sessions.ts'
import { ask, NOW, newPerson } from './test-union.ts'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50'

/** Somebody signed in on some devices, the first of which asks. */
async function signedIn(...devices: readonly string[]) {
  const { personId } = await newPerson()
  const sessions = []
  for (const [i, device] of devices.entries())
    sessions.push(await startSession(personId, later(NOW, i), device))
  const caller: Caller = { personId, sessionId: sessions[0]?.sessionId ?? '' }
  return { caller, sessions }
}

async function listed(caller: Caller, now = later(NOW, 100)) {
  const answer = await ask(listDevices, { caller, now })
  return 'body' in answer ? answer.body.items : []
}

test.each([
  [IPHONE, '微信・iPhone'],
  ['Mozilla/5.0 (Linux; Android 14; V2307A) Chrome/116 MicroMessenger/8.0.49', '微信・安卓手机'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126 Safari/537.36 Edg/126.0',
    'Edge 浏览器・Windows 电脑',
  ],
  ['', '未知设备'],
])('%s is told as %s', (agent, words) => {
  expect(deviceOf(agent)).toBe(words)
})

test('each device is listed, the last used first, and the one that asks is marked', async () => {
  const { caller } = await signedIn('微信・iPhone', '网页控制台')
  expect((await listed(caller)).map(({ device, current }) => [device, current])).toEqual([
    ['网页控制台', false],
    ['微信・iPhone', true],
  ])
})

test('an ended device is renewed no more and gone from the list; ended again it is unknown', async () => {
  const { caller, sessions } = await signedIn('微信・iPhone', '网页控制台')
  const { sessionId = '', generation = 1 } = sessions[1] ?? {}
  const params = { sessionId }
  expect(await ask(endDevice, { caller, params })).toMatchObject({ status: 200 })
  const body = { renewal: renewalOf(sessionId, generation) }
  expect(await ask(renewSession, { body, now: NOW })).toEqual({ refused: 'session-closed' })
  expect((await listed(caller)).map(({ device }) => device)).toEqual(['微信・iPhone'])
  expect(await ask(endDevice, { caller, params })).toEqual({ refused: 'session-unknown' })
})

test('nobody ends another person’s device', async () => {
  const [mine, theirs] = [await signedIn('a'), await signedIn('b')]
  const params = { sessionId: theirs.caller.sessionId }
  expect(await ask(endDevice, { caller: mine.caller, params })).toEqual({ refused: 'session-unknown' })
  expect(await readSession(params.sessionId)).toBeDefined()
})

test('signing out everywhere leaves the device in the hand, or none', async () => {
  const { caller } = await signedIn('a', 'b', 'c')
  const others = await ask(endDevices, { caller, body: { keepThis: true } })
  expect(others).toMatchObject({ body: { ended: 2 } })
  expect((await listed(caller)).map(({ device }) => device)).toEqual(['a'])
  expect(await ask(endDevices, { caller, body: { keepThis: false } })).toMatchObject({ body: { ended: 1 } })
  expect(await listed(caller)).toEqual([])
})

test('a session that is used stays listed beyond its first thirty days; one that is not falls off', async () => {
  const { caller, sessions } = await signedIn('used', 'unused')
  const [used] = sessions
  if (!used) throw new Error('nobody is signed in')
  await stepSession(used, later(NOW, 20 * DAY_MS))
  const afterwards = await listed(caller, later(NOW, SESSION_LIFE_MS + DAY_MS))
  expect(afterwards.map(({ device }) => device)).toEqual(['used'])
})
