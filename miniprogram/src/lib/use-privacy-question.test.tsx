import { privacyNotice } from '@gonghui/shared/membership/privacy-notice'
import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { answerWith, clearTaro } from '../../test/test-taro'
import { tokens } from './tokens'
import { usePrivacyQuestion } from './use-privacy-question'

const NOW = '2026-06-12T02:00:00.000Z'
const { version } = privacyNotice

let asked = 0
const standsAt = (standing: string, ask: boolean) =>
  answerWith(() => {
    asked++
    return { statusCode: 200, data: { version, standing, ask, entries: [], serverTime: NOW } }
  })
async function opened(personId: string | undefined = 'per_1') {
  const hook = await runHook(() => usePrivacyQuestion(personId))
  await act(async () => undefined)
  return hook
}

beforeEach(() => {
  clearTaro()
  asked = 0
  const far = '2099-01-01T00:00:00.000Z'
  tokens.take({ token: 't', renewal: 'r', expiresAt: far, personId: 'per_1', serverTime: NOW })
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
})

test.each([
  ['outdated', true, 'changed'],
  ['refused', true, 'again'],
  ['withdrawn', true, 'again'],
  ['refused', false, undefined],
  ['agreed', false, undefined],
  // Who never said anything is asked on joining.
  ['never', true, undefined],
] as const)('of who stands at %s (time to ask: %s) is asked %s', async (standing, ask, question) => {
  standsAt(standing, ask)
  const { now, leave } = await opened()
  await vi.waitFor(() => expect(asked).toBe(1))
  await act(async () => undefined)
  expect(now().question).toBe(question)
  await leave()
})

test('who has agreed to this version costs no call on the next opening, and another person is asked', async () => {
  standsAt('agreed', false)
  await (await opened()).leave()
  await vi.waitFor(() => expect(asked).toBe(1))
  await (await opened()).leave()
  expect(asked).toBe(1)
  await (await opened('per_2')).leave()
  await vi.waitFor(() => expect(asked).toBe(2))
})

test('put away without an answer it comes again with the next opening; answered, it does not', async () => {
  standsAt('outdated', true)
  for (const opening of [1, 2]) {
    const { now, leave } = await opened()
    await vi.waitFor(() => expect(now().question).toBe('changed'))
    await act(async () => (opening === 1 ? now().later() : now().answered()))
    expect(now().question).toBeUndefined()
    await leave()
  }
  await (await opened()).leave()
  expect(asked).toBe(2)
})
