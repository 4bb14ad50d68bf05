import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { NOW, ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { useManagedDrop } from './use-managed-drop'

beforeEach(() => {
  signedInPhone()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => void vi.useRealTimers())

const seconds = (count: number) => act(async () => void (await vi.advanceTimersByTimeAsync(count * 1_000)))

/** How often the live board is asked for in half a minute of looking at a drop. */
async function looks(
  drop: { state: string; validUntil: string },
  live: ReturnType<typeof refusal> | ReturnType<typeof ok> = ok({ asOf: NOW, claims: {} }),
) {
  let asked = 0
  answerWith(({ url }) => {
    if (url.endsWith('/live')) asked++
    if (url.endsWith('/live')) return live
    return url.endsWith('/counts') ? ok({}) : ok({ drop })
  })
  const { leave } = await runHook(() => useManagedDrop('drp_1'))
  await seconds(31)
  await leave()
  return asked
}

const open = { state: 'open', validUntil: '2099-01-01T00:00:00.000Z' }

test('the board is asked for every two seconds while something moves', async () => {
  expect(await looks(open)).toBeGreaterThan(8)
})

test('a board that is refused is not asked for again, and that of a drop long over seldom', async () => {
  expect(await looks(open, refusal(403, 'role-missing'))).toBe(1)
  const over = await looks({ state: 'settled', validUntil: '2020-01-01T00:00:00.000Z' })
  // The opening, and each quarter of a minute, or up to half as long again.
  expect([2, 3]).toContain(over)
})
