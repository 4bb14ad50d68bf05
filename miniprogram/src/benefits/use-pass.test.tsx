import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone, signIn } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { tokens } from '../lib/tokens'
import { keptCode } from './kept-code'
import { useMerchantCode } from './use-merchant-code'
import { usePass } from './use-pass'
import { useVoucher } from './use-voucher'

beforeEach(signedInPhone)

const VOUCHER = 'vch_1'
const away = () => {
  throw new Error('no network')
}
const pass = () => runHook(() => usePass(VOUCHER, () => {}))

test('a short code that was shown once is there without a network, until one signs out', async () => {
  answerWith(() => ok({ pass: 'P1', shortCode: '123412341234', expiresAt: '2099-01-01T00:00:00.000Z' }))
  const upstairs = await pass()
  await vi.waitFor(() => expect(upstairs.now().state.kind).toBe('showing'))
  await upstairs.leave()
  answerWith(away)
  const cellar = await pass()
  await vi.waitFor(() => expect(cellar.now().state.kind).toBe('offline'))
  expect(cellar.now().shortCode).toBe('123412341234')
  await cellar.leave()
  await act(async () => tokens.leave())
  expect(keptCode.read(VOUCHER)).toBeUndefined()
})

test('a merchant’s code that was uncovered is there without a network', async () => {
  answerWith(() => ok({ code: 'M-1' }))
  const till = await runHook(() => useMerchantCode(VOUCHER, () => {}))
  expect(till.now().state.kind).toBe('covered')
  await act(() => till.now().uncover())
  await till.leave()
  answerWith(away)
  const again = await runHook(() => useMerchantCode(VOUCHER, () => {}))
  expect(again.now().state).toEqual({ kind: 'shown', code: 'M-1' })
  await again.leave()
})

test.each([
  ['issued', '1234'],
  ['redeemed', undefined],
  ['voided', undefined],
])('the code of a voucher that is %s is kept as %s', async (state, code) => {
  keptCode.keep(VOUCHER, '1234')
  answerWith(() => ok({ voucher: { voucherId: VOUCHER, state } }))
  const hook = await runHook(() => useVoucher(VOUCHER))
  await vi.waitFor(() => expect(hook.now().voucher?.state).toBe(state))
  expect(keptCode.read(VOUCHER)).toBe(code)
  await hook.leave()
})

test('a voucher without a pass any more is looked at anew', async () => {
  answerWith(() => refusal(409, 'voucher-spent'))
  const over = vi.fn()
  const hook = await runHook(() => usePass(VOUCHER, over))
  await vi.waitFor(() => expect(over).toHaveBeenCalledOnce())
  await hook.leave()
})

test('a merchant’s code that was asked for without being signed in comes once one is', async () => {
  tokens.leave()
  answerWith(() => (tokens.now() ? ok({ code: 'A1B2' }) : refusal(401, 'token-missing')))
  const { now, leave } = await runHook(() => useMerchantCode(VOUCHER, () => {}))
  await act(() => now().uncover())
  expect(now().state).toMatchObject({ kind: 'refused', problem: { code: 'token-missing' } })
  await act(async () => signIn())
  expect(now().state).toEqual({ kind: 'shown', code: 'A1B2' })
  await leave()
})
