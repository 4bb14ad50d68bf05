import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import type { Caller } from '../lib/caller.ts'
import { apply } from './applications.ts'
import { sendPhoneCode } from './phone-codes.ts'
import { ask, makeUnion, NOW, newJoinCode, newPerson, newPhone, proven } from './test-union.ts'

let wechat: Wechat
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.SMS_API_BASE = wechat.url
})
afterAll(() => wechat.stop())
afterEach(() => control('DELETE', 'faults'))

async function control(method: string, path: string, body?: object) {
  const reply = await fetch(`${wechat.url}/_control/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  return reply.json()
}
async function inbox(phone: string) {
  const { messages } = (await control('GET', `sms?phone=${phone}`)) as { messages: { params: string[] }[] }
  return messages.map((message) => message.params)
}
const send = (caller: Caller, phone: string, now = NOW) =>
  ask(sendPhoneCode, { caller, body: { phone }, now })

test('the code that arrives by SMS proves the phone, once', async () => {
  const { scene } = await newJoinCode((await makeUnion()).workplace)
  const caller = await newPerson()
  const phone = newPhone()
  expect(await send(caller, phone)).toEqual({
    status: 201,
    body: { resendAt: later(NOW, 60_000), expiresAt: later(NOW, 300_000), serverTime: NOW },
  })
  const [[oneTimeCode = '', minutes] = []] = await inbox(phone)
  expect(oneTimeCode).toMatch(/^\d{6}$/)
  expect(minutes).toBe('5')
  const body = { ...(await proven(await newPerson(), { scene })), phone, oneTimeCode }
  expect(await ask(apply, { caller, body })).toMatchObject({ status: 201 })
  // Used up: with another name it is another request, and needs another code.
  expect(await ask(apply, { caller, body: { ...body, name: '林大工' } })).toEqual({
    refused: 'phone-code-invalid',
  })
})

test('of twenty requests at once one is sent, and a minute later the next', async () => {
  const caller = await newPerson()
  const phone = newPhone()
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(caller, phone)))
  expect(answers.filter((answer) => 'status' in answer)).toHaveLength(1)
  expect(await inbox(phone)).toHaveLength(1)
  const resendAt = later(NOW, 60_000)
  expect(await send(caller, phone, later(NOW, 59_999))).toEqual({
    refused: 'phone-code-too-soon',
    facts: { resendAt },
  })
  expect(await send(caller, phone, resendAt)).toMatchObject({ status: 201 })
})

test('a person has ten codes a day, to whatever phones; the day is China’s', async () => {
  const caller = await newPerson()
  for (let i = 0; i < 10; i++)
    expect(await send(caller, newPhone(), later(NOW, i * 60_000))).toMatchObject({ status: 201 })
  const phone = newPhone()
  expect(await send(caller, phone, later(NOW, 600_000))).toEqual({ refused: 'phone-code-limit' })
  expect(await inbox(phone)).toEqual([])
  expect(await send(caller, phone, '2026-06-12T15:59:59.999Z')).toEqual({ refused: 'phone-code-limit' })
  expect(await send(caller, phone, '2026-06-12T16:00:00.000Z')).toMatchObject({ status: 201 })
})

test('a phone is sent ten codes a day, by whatever persons', async () => {
  const phone = newPhone()
  for (let i = 0; i < 10; i++)
    expect(await send(await newPerson(), phone, later(NOW, i * 60_000))).toMatchObject({ status: 201 })
  expect(await send(await newPerson(), phone, later(NOW, 600_000))).toEqual({ refused: 'phone-code-limit' })
})

test.each([
  ['the provider refuses it', { code: 'LimitExceeded.PhoneNumberDailyLimit', perNumber: true }],
  ['the provider has a fault', { code: 'InternalError' }],
  ['nobody answers', { drop: true }],
])('a code that is not sent because %s keeps nobody waiting', async (_, fault) => {
  await control('POST', 'faults', { path: 'SendSms', ...fault })
  const caller = await newPerson()
  const phone = newPhone()
  expect(await send(caller, phone)).toEqual({ refused: 'sms-busy' })
  expect(await send(caller, phone, later(NOW, 1))).toMatchObject({ status: 201 })
})
