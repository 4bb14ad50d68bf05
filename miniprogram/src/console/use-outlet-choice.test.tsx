import { useState } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { useOutletChoice } from './use-outlet-choice'

const outletNamed = (outletId: string, closedAt?: string) => ({
  ...{ outletId, orgId: 'org_1', name: outletId, address: '路', hours: '全天', revision: 1 },
  ...(closedAt && { closedAt }),
})
const SHUT = '2026-06-01T00:00:00.000Z'

/** The choice as a form holds it. */
function useForm(first: readonly string[]) {
  const [chosen, choose] = useState(first)
  return { chosen, choice: useOutletChoice('org_1', chosen, choose) }
}
const shown = ({ choice }: ReturnType<typeof useForm>) => choice.outlets.map(({ outletId }) => outletId)

beforeEach(() => {
  signedInPhone()
  answerWith(() =>
    ok({ items: [outletNamed('a'), outletNamed('b', SHUT), outletNamed('c', SHUT)], cursor: 'x' }),
  )
})

test('a closed outlet is seen only while it is chosen', async () => {
  const { now } = await runHook(() => useForm(['b']))
  expect(shown(now())).toEqual(['a', 'b'])
  await act(async () => now().choice.toggle('b'))
  expect([now().chosen, shown(now())]).toEqual([[], ['a']])
})

test('all adds what is open to what is chosen, and drops none of another page', async () => {
  const { now } = await runHook(() => useForm(['of-page-two']))
  await act(async () => now().choice.chooseAll())
  expect(now().chosen).toEqual(['of-page-two', 'a'])
})

test('an outlet that is registered here is chosen and seen at once, though the list ends pages later', async () => {
  const { now } = await runHook(() => useForm(['a']))
  await act(async () => now().choice.register(outletNamed('new')))
  expect([now().chosen, shown(now())]).toEqual([
    ['a', 'new'],
    ['a', 'new'],
  ])
})
