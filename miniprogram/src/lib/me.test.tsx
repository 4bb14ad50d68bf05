import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone, signIn } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { loadMe, refreshMe, useMe } from './me'
import { tokens } from './tokens'

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

test('one who comes back is asked about anew, but not within half a minute of an answer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  let asked = 0
  answerWith(() => {
    asked++
    return ok({ personId: 'per_1', grants: [] })
  })
  await act(loadMe)
  await act(refreshMe)
  expect(asked).toBe(1)
  vi.setSystemTime(Date.now() + 30_000)
  await act(refreshMe)
  expect(asked).toBe(2)
  vi.setSystemTime(Date.now() + 30_000)
  answerWith(() => refusal(500))
  await act(refreshMe)
  answerWith(() => ok({ personId: 'per_1', grants: [], serverTime: 'after the fault' }))
  await act(refreshMe)
  const { now, leave } = await runHook(useMe)
  expect(now()).toMatchObject({ stale: false, me: { serverTime: 'after the fault' } })
  await leave()
  vi.useRealTimers()
})

test('a session that ended by itself makes no visitor of a member; another person is not shown as them', async () => {
  answerWith(() => ok({ personId: 'per_1', grants: [] }))
  await act(loadMe)
  const { now, leave } = await runHook(useMe)
  await act(async () => tokens.drop())
  expect(now()).toMatchObject({ kind: 'known', me: { personId: 'per_1' } })
  answerWith(() => refusal(503, 'busy'))
  await act(async () => signIn('per_2'))
  expect(now().kind).toBe('offline')
  await act(async () => tokens.leave())
  expect(now().kind).toBe('visitor')
  await leave()
})
