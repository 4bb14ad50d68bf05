import { DAY_MS, instantOf, later } from '@gonghui/shared/lib/instant'
import { getMe } from '@gonghui/shared/membership/sessions'
import { beforeEach, expect, test, vi } from 'vitest'
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
const refused = (code: string, status = 401) => ({
  statusCode: status,
  data: { type: '', code, status, title: code, next: '', requestId: 'r', serverTime: NOW },
})

let sent: string[]
let closing: string

beforeEach(() => {
  clearTaro()
  tokens.drop()
  sent = []
  closing = 'session-closed'
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
  // The session is gone from the table; a code from WeChat would open a new one.
  answerWith(({ url, method }: Sent) => {
    sent.push(`${method} ${new URL(url).pathname}`)
    if (url.endsWith('/renewals')) return refused(closing)
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
  ['a fault', () => refused('fault', 500), 'unknown'],
  ['a crowd', () => refused('busy', 503), 'unknown'],
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
  answerWith(({ url }) => (url.endsWith('/renewals') ? refused('busy', 503) : refused('token-expired')))
  expect(await call(getMe, {})).toMatchObject({ kind: 'unknown' })
})

test('who cannot be signed in for want of a network is told that, and not to sign in', async () => {
  wechat.code = undefined
  expect(await call(getMe, {})).toEqual({ kind: 'unreachable' })
  wechat.code = 'silent'
  answerWith(() => refused('wechat-busy', 503))
  expect(await call(getMe, {})).toMatchObject({ kind: 'unknown' })
})

test('a renewal whose answer was lost for too long is no sign-out: WeChat lets one in again', async () => {
  closing = 'renewal-invalid'
  tokens.take(session(later(NOW, -60_000)))
  expect(await call(getMe, {})).toMatchObject({ kind: 'answer' })
  expect(sent.filter((one) => one === OPEN)).toHaveLength(1)
  expect(tokens.hasLeft()).toBe(false)
})
