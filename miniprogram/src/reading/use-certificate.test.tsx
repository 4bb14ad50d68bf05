import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone, signIn } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { tokens } from '../lib/tokens'
import { useCertificate } from './use-certificate'

beforeEach(signedInPhone)

test('a certificate that was asked for without being signed in comes once one is', async () => {
  tokens.leave()
  const certificate = { name: '张三' }
  answerWith(() => (tokens.now() ? ok({ certificate }, 201) : refusal(401, 'token-missing')))
  const { now, leave } = await runHook(() => useCertificate('rdg_1'))
  expect(now().taking).toMatchObject({ kind: 'refused', problem: { code: 'token-missing' } })
  await act(async () => signIn())
  expect(now().taking).toEqual({ kind: 'taken', certificate })
  await leave()
})
