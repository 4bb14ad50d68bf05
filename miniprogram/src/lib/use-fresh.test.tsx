import { getMemberCode } from '@gonghui/shared/membership/member-codes'
import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { call } from './api'
import { useFresh } from './use-fresh'

beforeEach(signedInPhone)

const ask = () => call(getMemberCode, {})
const expiresAt = '2026-06-12T02:01:00.000Z'

test('a code that is shown survives a fault of the server', async () => {
  answerWith(() => ok({ memberCode: 'M1', expiresAt }))
  const hook = await runHook(() => useFresh(ask))
  await vi.waitFor(() => expect(hook.now().state.kind).toBe('showing'))
  answerWith(() => refusal(500))
  await act(() => hook.now().retry())
  expect(hook.now().state).toMatchObject({ kind: 'showing', body: { memberCode: 'M1' } })
  answerWith(() => refusal(403, 'membership-missing'))
  await act(() => hook.now().retry())
  expect(hook.now().state.kind).toBe('refused')
  await hook.leave()
})
