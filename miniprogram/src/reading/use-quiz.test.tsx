import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { signIn } from '../../test/test-product'
import { answerWith, clearTaro, type Sent } from '../../test/test-taro'
import { tokens } from '../lib/tokens'
import { useQuiz } from './use-quiz'

const NOW = '2026-06-12T02:00:00.000Z'
const CAMPAIGN = 'rdg_1'
const question = (kind: string) => ({ kind, text: `${kind}？`, options: ['甲', '乙', '丙'] })

let begun: Sent[]
let handIn: () => object | Promise<object>
let attempt: object

beforeEach(() => {
  clearTaro()
  const far = '2099-01-01T00:00:00.000Z'
  tokens.take({ token: 't', renewal: 'r', expiresAt: far, personId: 'per_1', serverTime: NOW })
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
  begun = []
  const questions = [question('single'), question('multiple')]
  attempt = {
    n: 1,
    left: 1,
    day: '2026-06-12',
    questions,
    endsAt: '2026-06-12T02:10:00.000Z',
    serverTime: NOW,
  }
  answerWith(async (sent) => {
    if (sent.url.endsWith('/submission')) return (await handIn()) as { statusCode: number; data: unknown }
    begun.push(sent)
    return { statusCode: 201, data: attempt }
  })
})

async function opened() {
  const hook = await runHook(() => useQuiz(CAMPAIGN, 'q1'))
  await vi.waitFor(() => expect(begun.length).toBeGreaterThan(0))
  await act(async () => undefined)
  return hook
}
async function answered() {
  const hook = await opened()
  await act(async () => hook.now().choose(0, 1))
  await act(async () => hook.now().choose(1, 0))
  await act(async () => hook.now().choose(1, 2))
  return hook
}

test('at the end of the time no other attempt is begun; it says how many are left', async () => {
  const { now, leave } = await answered()
  await act(async () => now().runOut())
  expect(now().state).toEqual({ kind: 'over', left: 1 })
  expect(begun).toHaveLength(1)
  await leave()
})

test('what is under way as the time ends is left alone; come too late, it is over', async () => {
  const late = { code: 'attempt-late', title: '超过答题时间了', next: '请重新开始答题', status: 409 }
  let end = (_: object) => {}
  handIn = () => new Promise((resolve) => (end = resolve))
  const { now, leave } = await answered()
  await act(async () => void now().submit())
  await act(async () => now().runOut())
  expect(now().state).toMatchObject({ kind: 'answering', sending: true })
  await act(async () =>
    end({ statusCode: 409, data: { type: 't', requestId: 'r', serverTime: NOW, ...late } }),
  )
  await vi.waitFor(() => expect(now().state).toEqual({ kind: 'over', left: 1 }))
  await leave()
})

test('answers given before the page was left are there when the same attempt is opened again', async () => {
  await (await answered()).leave()
  const again = await opened()
  expect(again.now().given).toEqual([[1], [0, 2]])
  await again.leave()
})

test.each([
  ['another attempt', { n: 2 }],
  ['another day', { day: '2026-06-13' }],
  ['another person', { endsAt: '2026-06-12T02:10:00.001Z' }],
])('%s begins with nothing given', async (_, change) => {
  await (await answered()).leave()
  attempt = { ...attempt, ...change }
  const { now, leave } = await opened()
  expect(now().given).toEqual([[], []])
  await leave()
})

test('an attempt that was refused for want of a sign-in begins once one is signed in', async () => {
  tokens.leave()
  const { now, leave } = await runHook(() => useQuiz(CAMPAIGN, 'q1'))
  await act(async () => undefined)
  expect(now().state).toMatchObject({ kind: 'refused', problem: { status: 401 } })
  await act(async () => signIn())
  expect(now().state.kind).toBe('answering')
  expect(begun).toHaveLength(1)
  await leave()
})
