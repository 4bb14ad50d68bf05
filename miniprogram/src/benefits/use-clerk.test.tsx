import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { useDesk } from './use-clerk'

beforeEach(signedInPhone)

const OUTLET = 'out_01JXM1X0000000000000000000'

test('a fault after the tap leaves it open whether it is redeemed, and the next tap is the same deed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const keys: (string | undefined)[] = []
  let fails = true
  answerWith(({ url, header }) => {
    if (url.endsWith('/preview')) return ok({ preview: { ticket: 'ticket', collectFen: 1_920 } })
    keys.push(header['idempotency-key'])
    return fails ? refusal(500) : ok({ redemption: { redemptionId: 'rdm_1' } }, 201)
  })
  const { now, leave } = await runHook(() => useDesk(OUTLET, () => undefined))
  await act(() => now().look('pass'))
  const tap = () =>
    act(async () => {
      const done = now().redeem()
      await vi.runAllTimersAsync()
      await done
    })
  await tap()
  expect(now().desk.kind).toBe('unsure')
  fails = false
  await tap()
  expect(now().desk.kind).toBe('done')
  expect(keys).toHaveLength(5)
  expect(new Set(keys).size).toBe(1)
  vi.useRealTimers()
  await leave()
})
