import { claimDrop } from '@gonghui/shared/benefits/claim'
import { instantOf, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { refusal } from '../../test/test-product'
import { answerWith, clearTaro } from '../../test/test-taro'
import { call } from './api'
import { tokens } from './tokens'
import { useFreshToken } from './use-fresh-token'

vi.mock('./server-clock', () => ({
  serverNowMs: () => Date.now(),
  monotonicMs: () => Date.now(),
  noteServerTime: () => undefined,
}))

const OPENS_MS = Date.parse('2026-06-12T02:00:00.000Z')
const opensAt = instantOf(OPENS_MS)
const RENEWAL = '/v1/membership/sessions/renewals'

/** What was sent, and how long before the opening. */
let sent: { path: string; beforeMs: number }[]
let isCrowded: boolean

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  vi.setSystemTime(OPENS_MS - 16 * MINUTE_MS)
  clearTaro()
  sent = []
  isCrowded = false
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
  answerWith(({ url }) => {
    sent.push({ path: new URL(url).pathname, beforeMs: OPENS_MS - Date.now() })
    if (isCrowded) return refusal(503, 'busy')
    if (url.endsWith('/renewals')) return { statusCode: 201, data: sessionFor(15 * MINUTE_MS) }
    return refusal(409, 'drop-sold-out')
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const sessionFor = (lifeMs: number) => ({
  ...{ token: 't', renewal: 'r', personId: 'per_1', serverTime: instantOf(Date.now()) },
  expiresAt: instantOf(Date.now() + lifeMs),
})
const goTo = (beforeMs: number) =>
  act(async () => void (await vi.advanceTimersByTimeAsync(OPENS_MS - beforeMs - Date.now())))
const tap = () => call(claimDrop, { params: { dropId: 'drp_1' }, body: { j: 1 } })

test.each([0, 0.5, 0.999])(
  'who waits renews once before the opening (by chance %d), and taps with one request',
  async (chance) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance)
    tokens.take(sessionFor(15 * MINUTE_MS))
    const { leave } = await runHook(() => useFreshToken(opensAt) ?? true)
    await goTo(4 * MINUTE_MS + 1)
    expect(sent).toEqual([])
    await goTo(30 * SECOND_MS)
    expect(sent.map(({ path }) => path)).toEqual([RENEWAL])
    const dueMs = MINUTE_MS + chance * 3 * MINUTE_MS
    expect(sent[0]?.beforeMs).toBeLessThanOrEqual(dueMs)
    expect(sent[0]?.beforeMs).toBeGreaterThan(dueMs - 11 * SECOND_MS)
    await goTo(0)
    await tap()
    expect(sent.map(({ path }) => path)).toEqual([RENEWAL, '/v1/benefits/drops/drp_1/claim'])
    await leave()
  },
)

test('a token that lasts beyond the opening, and a phone where nobody is signed in, send nothing', async () => {
  tokens.take(sessionFor(20 * MINUTE_MS))
  const { leave } = await runHook(() => useFreshToken(opensAt) ?? true)
  await goTo(0)
  tokens.drop()
  vi.setSystemTime(OPENS_MS - MINUTE_MS)
  await goTo(0)
  expect(sent).toEqual([])
  await leave()
})

test('a renewal that was turned away is tried again, and who comes back late is renewed at once', async () => {
  isCrowded = true
  tokens.take(sessionFor(15 * MINUTE_MS))
  vi.setSystemTime(OPENS_MS - 40 * SECOND_MS)
  const { leave } = await runHook(() => useFreshToken(opensAt) ?? true)
  await act(async () => undefined)
  expect(sent.map(({ path }) => path)).toEqual([RENEWAL])
  isCrowded = false
  await goTo(0)
  expect(sent.map(({ path }) => path)).toEqual([RENEWAL, RENEWAL])
  await leave()
})

test('where nothing is waited for nothing is renewed', async () => {
  tokens.take(sessionFor(MINUTE_MS))
  const { leave } = await runHook(() => useFreshToken(undefined) ?? true)
  await goTo(0)
  expect(sent).toEqual([])
  await leave()
})
