import '../../infra/local/test-table.ts'
import { createServer } from 'node:http'
import { instantOf } from '@gonghui/shared/lib/instant'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { close, listen } from '../../infra/local/ports.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import { personBehind } from '../membership/person.store.ts'
import { handler } from '../wechat-function.ts'
import { checkText, readPictureVerdict, submitPicture } from './content-check.ts'

const NOW = instantOf(Date.now())
type Push = (event: object, context: object) => Promise<{ statusCode?: number; body?: string }>

let wechat: Wechat
let author: { readonly personId: string; readonly scene: 'profile' }

/** Serves one picture, and takes WeChat's pushes as API Gateway would. */
const web = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://any')
  if (url.pathname !== '/events') return void response.end('a picture')
  let body = ''
  for await (const chunk of request) body += chunk
  const event = {
    routeKey: `${request.method} /v1/wechat/events`,
    queryStringParameters: Object.fromEntries(url.searchParams),
    body,
    isBase64Encoded: false,
  }
  const answer = await (handler as unknown as Push)(event, {})
  response.writeHead(answer.statusCode ?? 500)
  response.end(answer.body)
})
let base = ''

const control = async (name: string, body: object, method = 'POST') =>
  (await fetch(`${wechat.url}/_control/${name}`, { method, body: JSON.stringify(body) })).json() as Promise<
    Record<string, unknown>
  >

beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.WECHAT_API_BASE = wechat.url
  base = `http://127.0.0.1:${await listen(web, { port: 0, host: '127.0.0.1', setting: 'PORT', what: 'web' })}`
  author = { personId: await personBehind('openid-of-author', NOW), scene: 'profile' }
})
afterAll(async () => {
  await wechat.stop()
  await close(web)
})

test('a text is sound, for a person to judge, or refused, as WeChat says', async () => {
  expect(await checkText('喜欢爬山和做饭', author)).toBe('pass')
  expect(await checkText('这里有待审的内容', author)).toBe('review')
  expect(await checkText('这里有违规的内容', author)).toBe('risky')
})

test('nothing is asked about an empty text, and a text beyond WeChat’s length is a fault', async () => {
  expect(await checkText(' \n', author)).toBe('pass')
  await expect(checkText('长'.repeat(2_501), author)).rejects.toThrow('more text')
})

test('an unknown author’s text, and that of one who has gone, waits for a person', async () => {
  expect(await checkText('你好', { ...author, personId: 'per_01J00000000000000000000000' })).toBe('review')
  await control('faults', { path: '/wxa/msg_sec_check', errcode: 61010 })
  expect(await checkText('你好', author)).toBe('review')
})

test('while WeChat is busy nothing is known, and a dead token is replaced unseen', async () => {
  await control('faults', { path: '/wxa/msg_sec_check', errcode: -1 })
  expect(await checkText('你好', author)).toEqual({ refused: 'wechat-busy' })
  await control('faults', { path: '/wxa/msg_sec_check', errcode: 40001 })
  expect(await checkText('你好', author)).toBe('pass')
})

test('WeChat’s push is taken only with its signature', async () => {
  expect(await control('callback', { url: `${base}/events` })).toEqual({ verified: true })
  expect(await control('callback', { url: `${base}/events`, token: 'another' })).toEqual({ verified: false })
  const body = { Event: 'wxa_media_check', appid: wechatApp.appid, trace_id: 'trace-forged' }
  const forged = await fetch(`${base}/events`, { method: 'POST', body: JSON.stringify(body) })
  expect(forged.status).toBe(403)
  expect(await readPictureVerdict('trace-forged')).toBeUndefined()
})

test.each([
  ['sound', 'pass'],
  ['待审', 'review'],
  ['违规', 'risky'],
])('the verdict on a %s picture comes by the signed push and stands', async (words, verdict) => {
  await control('callback', { url: `${base}/events` })
  const submitted = await submitPicture(`${base}/${encodeURIComponent(words)}.jpg`, author)
  if (typeof submitted === 'string' || 'refused' in submitted) throw new Error('it was not taken')
  await expect.poll(() => readPictureVerdict(submitted.traceId)).toBe(verdict)
})
