import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { loadMe, useMe } from './me'

beforeEach(signedInPhone)

test('a fault of the server makes no visitor of a member', async () => {
  answerWith(() => ok({ personId: 'per_1', grants: [] }))
  await act(loadMe)
  answerWith(() => refusal(500))
  await act(loadMe)
  const { now, leave } = await runHook(useMe)
  expect(now()).toMatchObject({ kind: 'known', me: { personId: 'per_1' }, stale: true })
  answerWith(() => refusal(404, 'person-unknown'))
  await act(loadMe)
  expect(now().kind).toBe('visitor')
  await leave()
})
