import { sms as tencent } from 'tencentcloud-sdk-nodejs-sms'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../environment.ts'
import { startWechat, type Wechat } from './server.ts'

let wechat: Wechat
let now: number
beforeEach(async () => {
  now = Date.now()
  wechat = await startWechat({ ...wechatApp, sms: smsApp, now: () => now })
})
afterEach(() => wechat.stop())

/** Tencent's own client, so that the fake is held to what the product will really send. */
function send(changed: { secretId?: string; secretKey?: string; phone?: string; template?: string } = {}) {
  const { secretId = smsApp.secretId, secretKey = smsApp.secretKey } = changed
  const client = new tencent.v20210111.Client({
    credential: { secretId, secretKey },
    region: 'ap-guangzhou',
    profile: { httpProfile: { protocol: 'http://', endpoint: new URL(wechat.url).host } },
  })
  return client.SendSms({
    SmsSdkAppId: smsApp.appId,
    SignName: smsApp.sign,
    TemplateId: changed.template ?? smsApp.template,
    PhoneNumberSet: [changed.phone ?? '+8613800138000'],
    TemplateParamSet: ['482913', '5'],
  })
}

const inbox = async (query = '') => {
  const reply = await fetch(`${wechat.url}/_control/sms${query}`)
  return ((await reply.json()) as { messages: { phone: string; params: string[]; text: string }[] }).messages
}

test('a message signed by the real client arrives, with its words and its parameters', async () => {
  const { SendStatusSet } = await send()
  expect(SendStatusSet).toMatchObject([{ Code: 'Ok', PhoneNumber: '+8613800138000', Fee: 1 }])
  expect(await inbox('?phone=13800138000')).toMatchObject([
    { phone: '13800138000', params: ['482913', '5'], text: expect.stringContaining('【工惠】482913') },
  ])
  expect(await inbox('?phone=13900139000')).toEqual([])
  expect(await (await fetch(`${wechat.url}/sms`)).text()).toContain('482913')
})

test.each([
  ['AuthFailure.SignatureFailure', { secretKey: 'wrong' }],
  ['AuthFailure.SecretIdNotFound', { secretId: 'AKIDother' }],
])('%s is the refusal of %o, and nothing is sent', async (code, changed) => {
  await expect(send(changed)).rejects.toMatchObject({ code })
  expect(await inbox()).toEqual([])
})

test('a signature ends after five minutes', async () => {
  now += 5 * 60_000 + 2_000
  await expect(send()).rejects.toMatchObject({ code: 'AuthFailure.SignatureExpire' })
})

test.each([
  ['InvalidParameterValue.IncorrectPhoneNumber', { phone: '12345' }],
  ['FailedOperation.TemplateIncorrectOrUnapproved', { template: '999' }],
])('%s is the state of one number, not an error of the call', async (code, changed) => {
  const { SendStatusSet } = await send(changed)
  expect(SendStatusSet).toMatchObject([{ Code: code, Fee: 0 }])
  expect(await inbox()).toEqual([])
})

test('faults come in the documented shapes: of the call, and of one number', async () => {
  const fault = (body: object) =>
    fetch(`${wechat.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) })
  await fault({ path: 'SendSms', code: 'InternalError.Timeout' })
  await expect(send()).rejects.toMatchObject({ code: 'InternalError.Timeout' })
  await fault({ path: 'SendSms', code: 'LimitExceeded.PhoneNumberThirtySecondLimit', perNumber: true })
  const { SendStatusSet } = await send()
  expect(SendStatusSet?.[0]?.Code).toBe('LimitExceeded.PhoneNumberThirtySecondLimit')
  expect((await send()).SendStatusSet?.[0]?.Code).toBe('Ok')
})

test('an unsigned request is refused', async () => {
  const reply = await fetch(wechat.url, {
    method: 'POST',
    headers: { 'X-TC-Action': 'SendSms', 'X-TC-Version': '2021-01-11' },
    body: '{}',
  })
  expect(await reply.json()).toMatchObject({
    Response: { Error: { Code: 'AuthFailure.InvalidAuthorization' }, RequestId: expect.any(String) },
  })
})
