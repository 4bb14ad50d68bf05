import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { answerWith, clearTaro, disk, type Sent } from '../../test/test-taro'
import { tokens } from '../lib/tokens'
import { useClaim } from './use-claim'

const NOW = '2026-06-12T02:00:00.000Z'
const FAR = '2099-01-01T00:00:00.000Z'
const DROP = 'drp_01JXM1X0000000000000000000'

const refused = (code: string, status: number, retryAfter?: string) => ({
  statusCode: status,
  header: retryAfter ? { 'Retry-After': retryAfter } : {},
  data: { type: '', code, status, title: code, next: '', requestId: 'r', serverTime: NOW },
})

let sent: Sent[]

/** A product that ends each claim as the test says. */
function product(ends: ReturnType<typeof refused>[]) {
  answerWith((one) => {
    sent.push(one)
    const end = ends.shift()
    if (!end) throw new Error('one claim too many')
    return end
  })
}

beforeEach(() => {
  clearTaro()
  tokens.take({
    token: 't',
    renewal: 'r',
    expiresAt: FAR,
    personId: 'per_1',
    serverTime: NOW,
  })
  sent = []
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
})

test('a thumb that drums on the button sends one claim, and none right after its answer', async () => {
  product([refused('drop-sold-out', 409)])
  const { now, leave } = await runHook(() => useClaim(DROP, 'mem_1'))
  await act(async () => {
    await Promise.all(Array.from({ length: 30 }, () => now().claim(1)))
  })
  expect(now().state.kind).toBe('refused')
  await act(async () => {
    for (let i = 0; i < 30; i++) await now().claim(1)
  })
  expect(sent).toHaveLength(1)
  await leave()
})

test('who is told to wait waits as long as the server asked, and asks again with retry', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
  product([refused('too-many-requests', 429, '3'), refused('drop-sold-out', 409)])
  const { now, leave } = await runHook(() => useClaim(DROP, 'mem_1'))
  await act(async () => {
    void now().claim(1)
    await vi.advanceTimersByTimeAsync(2_900)
  })
  expect(now().state.kind).toBe('waiting')
  expect(sent).toHaveLength(1)
  await act(async () => void (await vi.advanceTimersByTimeAsync(1_700)))
  expect(sent.map(({ data = '' }) => JSON.parse(data))).toEqual([{ j: 1 }, { j: 1, retry: true }])
  expect(now().state.kind).toBe('refused')
  await leave()
  vi.useRealTimers()
})

test('a phone that can write nothing down claims all the same', async () => {
  disk.room = 0
  product([refused('drop-sold-out', 409)])
  const { now, leave } = await runHook(() => useClaim(DROP, 'mem_1'))
  await act(() => now().claim(1))
  expect(now().state.kind).toBe('refused')
  await leave()
})

test('a worn token that nobody renews at the opening leaves the tap waiting, and never asks to sign in', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
  const session = { token: 't', renewal: 'r', personId: 'per_1', serverTime: NOW }
  tokens.take({ ...session, expiresAt: NOW })
  let crowded = true
  answerWith((one) => {
    sent.push(one)
    if (!one.url.endsWith('/renewals')) return refused('drop-sold-out', 409)
    return crowded ? refused('busy', 503) : { statusCode: 201, data: { ...session, expiresAt: FAR } }
  })
  const { now, leave } = await runHook(() => useClaim(DROP, 'mem_1'))
  await act(async () => {
    void now().claim(1)
    await vi.advanceTimersByTimeAsync(4_000)
  })
  expect(now().state.kind).toBe('waiting')
  expect(sent.filter(({ url }) => !url.endsWith('/renewals'))).toEqual([])
  crowded = false
  await act(async () => void (await vi.advanceTimersByTimeAsync(15_000)))
  expect(now().state).toMatchObject({ kind: 'refused', problem: { code: 'drop-sold-out' } })
  await leave()
  vi.useRealTimers()
})
