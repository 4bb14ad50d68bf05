import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PNG } from 'pngjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../environment.ts'
import { startWechat, type Wechat } from './server.ts'

type Fields = Record<string, unknown>
const minute = 60_000

let wechat: Wechat
let now: number
beforeEach(async () => {
  now = Date.now()
  wechat = await startWechat({
    ...wechatApp,
    sms: smsApp,
    now: () => now,
    miniprogramPages: () => ['pages/home/index', 'membership/join/index'],
  })
})
afterEach(() => wechat.stop())

const get = (path: string) => fetch(wechat.url + path)
const post = (path: string, body: Fields) =>
  fetch(wechat.url + path, { method: 'POST', body: JSON.stringify(body) })
const answer = async (reply: Promise<Response>) =>
  (await (await reply).json()) as Fields & { errcode?: number }
const control = (name: string, body: Fields) => answer(post(`/_control/${name}`, body))

const session = (code: string, changed: Record<string, string> = {}) =>
  answer(
    get(
      `/sns/jscode2session?${new URLSearchParams({
        appid: wechatApp.appid,
        secret: wechatApp.secret,
        js_code: code,
        grant_type: 'authorization_code',
        ...changed,
      })}`,
    ),
  )
const askToken = (more: Fields = {}) =>
  answer(
    post('/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: wechatApp.appid,
      secret: wechatApp.secret,
      ...more,
    }),
  )
const tokenOf = async (more: Fields = {}) => String((await askToken(more)).access_token)
const loginCode = async (openid = 'o-wang-fang') => String((await control('login-codes', { openid })).code)

test('a login code is good once, for the openid it was given to', async () => {
  const code = await loginCode()
  const first = await session(code)
  expect(first.openid).toBe('o-wang-fang')
  expect(Buffer.from(String(first.session_key), 'base64')).toHaveLength(16)
  expect(await session(code)).toMatchObject({ errcode: 40163 })
})

test('of twenty who use one login code at once, one signs in', async () => {
  const code = await loginCode()
  const answers = await Promise.all(Array.from({ length: 20 }, () => session(code)))
  expect(answers.filter(({ openid }) => openid)).toHaveLength(1)
  expect(answers.filter(({ errcode }) => errcode === 40163)).toHaveLength(19)
})

test('a login code ends after five minutes', async () => {
  const early = await loginCode()
  const late = await loginCode()
  now += 5 * minute - 1
  expect(await session(early)).toHaveProperty('openid')
  now += 1
  expect(await session(late)).toMatchObject({ errcode: 40029 })
})

test.each([
  [40029, 'an unknown code', { js_code: 'forged' }],
  [40013, 'another appid', { appid: 'wx9999999999999999' }],
  [40125, 'a wrong secret', { secret: 'wrong' }],
  [40002, 'another grant', { grant_type: 'password' }],
  [41008, 'no code', { js_code: '' }],
])('%i is the answer to %s', async (errcode, _, changed) => {
  expect(await session(await loginCode(), changed)).toMatchObject({ errcode })
})

test('a phone code is good once; used, unknown and ended codes are one refusal', async () => {
  const path = `/wxa/business/getuserphonenumber?access_token=${await tokenOf()}`
  const { code } = await control('phone-codes', { openid: 'o-wang-fang', phone: '13800138000' })
  const first = await answer(post(path, { code }))
  expect(first).toMatchObject({
    errcode: 0,
    phone_info: { purePhoneNumber: '13800138000', countryCode: '86' },
  })
  expect(await answer(post(path, { code }))).toMatchObject({ errcode: 40029 })
  const late = await control('phone-codes', { openid: 'o-wang-fang', phone: '13800138000' })
  now += 5 * minute
  expect(await answer(post(path, { code: late.code }))).toMatchObject({ errcode: 40029 })
})

test('the access token is the same to everybody, and both are good while one replaces the other', async () => {
  const first = await tokenOf()
  expect(await tokenOf()).toBe(first)
  now += 115 * minute
  const second = await tokenOf()
  expect(second).not.toBe(first)
  const check = (token: string) => answer(post(`/wxa/getwxacodeunlimit?access_token=${token}`, { scene: '' }))
  expect(await check(first)).toMatchObject({ errcode: 40169 })
  now += 5 * minute
  expect(await check(first)).toMatchObject({ errcode: 42001 })
  expect(await check(second)).toMatchObject({ errcode: 40169 })
})

test('a forced renewal ends the old token, but not twice within thirty seconds', async () => {
  const first = await tokenOf()
  const second = await tokenOf({ force_refresh: true })
  expect(second).not.toBe(first)
  expect(await tokenOf({ force_refresh: true })).toBe(second)
  const path = '/cgi-bin/message/subscribe/send?access_token='
  expect(await answer(post(path + first, {}))).toMatchObject({ errcode: 40001 })
  expect(await answer(post('/cgi-bin/message/subscribe/send', {}))).toMatchObject({ errcode: 41001 })
})

test('the code of a scene is an image; a scene or page WeChat would refuse is refused', async () => {
  const path = `/wxa/getwxacodeunlimit?access_token=${await tokenOf()}`
  const scene = 'j=0123456789abcdef0123456789abcd'
  const reply = await post(path, { scene, page: 'membership/join/index', width: 300 })
  expect(reply.headers.get('content-type')).toBe('image/png')
  const { width, height, data } = PNG.sync.read(Buffer.from(await reply.arrayBuffer()))
  expect([width, height]).toEqual([300, 300])
  expect(new Set(data)).toEqual(new Set([0, 255]))
  expect(await answer(post(path, { scene: `${scene}e` }))).toMatchObject({ errcode: 40169 })
  expect(await answer(post(path, { scene: '扫码' }))).toMatchObject({ errcode: 40169 })
  expect(await answer(post(path, { scene, page: 'not/there' }))).toMatchObject({ errcode: 41030 })
  expect(await answer(post(path, { scene, page: '/pages/home/index' }))).toMatchObject({ errcode: 41030 })
})

test('text is judged: passed, held for a person, or risky', async () => {
  const path = `/wxa/msg_sec_check?access_token=${await tokenOf()}`
  const check = (content: string, more: Fields = {}) =>
    answer(post(path, { content, version: 2, scene: 2, openid: 'o-wang-fang', ...more }))
  expect(await check('今天读了三十页')).toMatchObject({ errcode: 0, result: { suggest: 'pass', label: 100 } })
  expect(await check('待审内容')).toMatchObject({ result: { suggest: 'review' } })
  expect(await check('好书', { nickname: '违规' })).toMatchObject({ result: { suggest: 'risky' } })
  expect(await check('x'.repeat(2_501))).toMatchObject({ errcode: 45002 })
  expect(await check('好书', { openid: '' })).toMatchObject({ errcode: 40003 })
  now += 121 * minute
  const again = `/wxa/msg_sec_check?access_token=${await tokenOf()}`
  const late = await answer(post(again, { content: '好书', version: 2, scene: 2, openid: 'o-wang-fang' }))
  expect(late).toMatchObject({ errcode: 61010 })
})

test('a picture’s verdict is pushed, signed, and pushed again until it is taken', async () => {
  const pushed: { query: URLSearchParams; body: Fields }[] = []
  const product = createServer(async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://product')
    if (pathname === '/picture-违规.png' || decodeURIComponent(pathname).includes('违规'))
      return void response.end('bytes')
    if (request.method === 'GET') return void response.end(query.get('echostr'))
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    pushed.push({ query, body: JSON.parse(Buffer.concat(chunks).toString()) })
    response.writeHead(pushed.length === 1 ? 500 : 200).end('success')
  })
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve))
  const at = `http://127.0.0.1:${(product.address() as AddressInfo).port}`
  expect(await control('callback', { url: `${at}/callback`, token: 'shared' })).toEqual({ verified: true })
  const accepted = await answer(
    post(`/wxa/media_check_async?access_token=${await tokenOf()}`, {
      media_url: `${at}/${encodeURIComponent('picture-违规.png')}`,
      media_type: 2,
      version: 2,
      scene: 1,
      openid: 'o-wang-fang',
    }),
  )
  await expect.poll(() => pushed.length).toBe(2)
  product.close()
  const [first, second] = pushed
  expect(second?.body).toEqual(first?.body)
  expect(first?.body).toMatchObject({
    Event: 'wxa_media_check',
    trace_id: accepted.trace_id,
    FromUserName: 'o-wang-fang',
    result: { suggest: 'risky' },
  })
  const signed = ['timestamp', 'nonce'].map((name) => second?.query.get(name) ?? '')
  const expected = createHash('sha1')
    .update(['shared', ...signed].sort().join(''))
    .digest('hex')
  expect(second?.query.get('signature')).toBe(expected)
})

test('one agreement is one message', async () => {
  const path = `/cgi-bin/message/subscribe/send?access_token=${await tokenOf()}`
  const message = {
    touser: 'o-wang-fang',
    template_id: 'template-opening',
    page: 'pages/home/index?from=notice',
    data: { thing1: { value: '1元观影' } },
  }
  expect(await answer(post(path, message))).toMatchObject({ errcode: 43101 })
  await control('subscriptions', { openid: 'o-wang-fang', templateId: 'template-opening' })
  const long = { ...message, data: { thing1: { value: '长'.repeat(21) } } }
  expect(await answer(post(path, long))).toMatchObject({ errcode: 47003 })
  expect(await answer(post(path, { ...message, page: 'not/there' }))).toMatchObject({ errcode: 41030 })
  expect(await answer(post(path, message))).toMatchObject({ errcode: 0 })
  expect(await answer(post(path, message))).toMatchObject({ errcode: 43101 })
  const { messages } = await answer(get('/_control/messages?openid=o-wang-fang'))
  expect(messages).toMatchObject([{ fields: { thing1: '1元观影' } }])
})

test('what was sent stands on a page, as text, with whom how many more may be sent', async () => {
  await control('subscriptions', { openid: 'o-li-qiang', templateId: 'template-opening', count: 3 })
  const path = `/cgi-bin/message/subscribe/send?access_token=${await tokenOf()}`
  const data = { thing1: { value: '<b>观影' } }
  await post(path, { touser: 'o-li-qiang', template_id: 'template-opening', data })
  const text = await (await get('/messages')).text()
  expect(text).toContain('&lt;b&gt;观影')
  expect(text).not.toContain('<b>观影')
  expect(text).toContain('o-li-qiang：template-opening 2 条')
})

test('a fault that was asked for comes as often as asked, and every call is counted', async () => {
  const code = await loginCode()
  await control('faults', { path: '/sns/jscode2session', errcode: 45011, times: 2 })
  expect(await session(code)).toMatchObject({ errcode: 45011 })
  expect(await session(code)).toMatchObject({ errcode: 45011 })
  expect(await session(code)).toHaveProperty('openid')
  const { counts } = await answer(get('/_control/calls'))
  expect(counts).toEqual({ '/sns/jscode2session': 3 })
})

test('an answer can be lost after the call was carried out', async () => {
  const code = await loginCode()
  await control('faults', { path: '/sns/jscode2session', drop: true, when: 'after' })
  await expect(session(code)).rejects.toThrow()
  expect(await session(code)).toMatchObject({ errcode: 40163 })
})

test('a session’s answer is labelled as text, as WeChat labels it', async () => {
  const reply = await get(
    `/sns/jscode2session?appid=${wechatApp.appid}&secret=${wechatApp.secret}&grant_type=authorization_code&js_code=${await loginCode()}`,
  )
  expect(reply.headers.get('content-type')).toBe('text/plain')
})
