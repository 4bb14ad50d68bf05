import { DAY_MS, instantOf, later } from '@gonghui/shared/lib/instant'
import { getMe } from '@gonghui/shared/membership/sessions'
import { beforeEach, expect, test, vi } from 'vitest'
import { refusal } from '../../test/test-product'
import { answerWith, clearTaro, type Sent } from '../../test/test-taro'
import { call, signInWith } from './api'
import { tokens } from './tokens'

/** WeChat, which lets anybody in without a question. */
const wechat = vi.hoisted(() => ({ code: 'silent' as string | undefined }))
vi.mock('./login', () => ({
  entersUnasked: true,
  silentLoginCode: async () => wechat.code,
  finishLogin: async () => undefined,
}))

const NOW = instantOf(Date.now())
const session = (expiresAt: string) => ({
  token: 't',
  renewal: 'r',
  expiresAt,
  personId: 'per_1',
  serverTime: NOW,
})
const refused = (code: string) => ({
  statusCode: 401,
  data: { type: '', code, status: 401, title: code, next: '', requestId: 'r', serverTime: NOW },
})

let sent: string[]

beforeEach(() => {
  clearTaro()
  tokens.drop()
  sent = []
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
  // The session is gone from the table; a code from WeChat would open a new one.
  answerWith(({ url, method }: Sent) => {
    sent.push(`${method} ${new URL(url).pathname}`)
    if (url.endsWith('/renewals')) return refused('renewal-invalid')
    if (url.endsWith('/sessions')) return { statusCode: 201, data: session(later(NOW, DAY_MS)) }
    return tokens.now() ? { statusCode: 200, data: { personId: 'per_1' } } : refused('token-missing')
  })
})

const OPEN = 'POST /v1/membership/sessions'

test('a device that its owner signed out from another stays out until somebody taps 登录', async () => {
  tokens.take(session(later(NOW, -60_000)))
  expect(await call(getMe, {})).toMatchObject({ kind: 'refused', problem: { code: 'token-missing' } })
  expect(await call(getMe, {})).toMatchObject({ kind: 'refused' })
  expect(sent).not.toContain(OPEN)
  expect(tokens.hasLeft()).toBe(true)
  await signInWith('tapped')
  expect(tokens.hasLeft()).toBe(false)
  expect(await call(getMe, {})).toMatchObject({ kind: 'answer' })
})

test('a session that nobody used for its thirty days is opened anew unasked', async () => {
  tokens.take(session(later(NOW, -30 * DAY_MS)))
  expect(await call(getMe, {})).toMatchObject({ kind: 'answer' })
  expect(sent).toContain(OPEN)
})

const lost = () => {
  throw new Error('no network')
}

test.each([
  ['a fault', () => refusal(500), 'unknown'],
  ['a crowd', () => refusal(503, 'busy'), 'unknown'],
  ['no network', lost, 'unreachable'],
])('a renewal that ends in %s signs nobody out, and the worn token is not sent', async (_, end, kind) => {
  tokens.take(session(later(NOW, -60_000)))
  answerWith(({ url }) => {
    sent.push(new URL(url).pathname)
    return end()
  })
  expect(await call(getMe, {})).toMatchObject({ kind })
  expect(sent).toEqual(['/v1/membership/sessions/renewals'])
  expect(tokens.now()).toMatchObject({ renewal: 'r' })
  expect(tokens.hasLeft()).toBe(false)
})

test('a token that wears out on the way is renewed, and where that is not answered the call is unknown', async () => {
  tokens.take(session(later(NOW, DAY_MS)))
  answerWith(({ url }) => (url.endsWith('/renewals') ? refusal(503, 'busy') : refused('token-expired')))
  expect(await call(getMe, {})).toMatchObject({ kind: 'unknown' })
})

test('who cannot be signed in for want of a network is told that, and not to sign in', async () => {
  wechat.code = undefined
  expect(await call(getMe, {})).toEqual({ kind: 'unreachable' })
  wechat.code = 'silent'
  answerWith(() => refusal(503, 'wechat-busy'))
  expect(await call(getMe, {})).toMatchObject({ kind: 'unknown' })
})
