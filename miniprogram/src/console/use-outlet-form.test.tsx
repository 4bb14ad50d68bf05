import type { ManagedOutlet } from '@gonghui/shared/benefits/outlets'
import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith, type Sent } from '../../test/test-taro'
import { useOutletForm } from './use-outlet-form'

const outlet: ManagedOutlet = {
  ...{
    outletId: 'out_1',
    orgId: 'org_1',
    name: '海湾影城',
    address: '新港路 18 号',
    hours: '全天',
    revision: 3,
  },
}
const typed = { name: '海湾影城', address: '新港路 18 号', hours: '全天' }

let asked: Sent[]
beforeEach(() => {
  signedInPhone()
  asked = []
})
const keysOf = () => asked.map(({ header }) => header['idempotency-key'])

test('what is typed anew is another outlet, and has a key of its own; one that is refused is not told of', async () => {
  const saved: ManagedOutlet[] = []
  answerWith((request) => {
    asked.push(request)
    return refusal(403, 'org-out-of-scope')
  })
  const { now } = await runHook(() => useOutletForm({ orgId: 'org_1' }, (one) => saved.push(one)))
  await act(async () => now().change(typed))
  await act(async () => now().save())
  expect(now().saving).toMatchObject({ kind: 'failed' })
  await act(async () => now().change({ name: '别的店' }))
  await act(async () => now().save())
  expect(keysOf()).toHaveLength(2)
  expect(new Set(keysOf()).size).toBe(2)
  expect(saved).toHaveLength(0)
})

test('a tap that is repeated after a refusal is the same deed, under the same key', async () => {
  answerWith((request) => {
    asked.push(request)
    return asked.length === 1 ? refusal(403, 'org-out-of-scope') : ok(outlet, 201)
  })
  const saved: ManagedOutlet[] = []
  const { now } = await runHook(() => useOutletForm({ orgId: 'org_1' }, (one) => saved.push(one)))
  await act(async () => now().change(typed))
  await act(async () => now().save())
  await act(async () => now().save())
  expect([new Set(keysOf()).size, saved.length]).toEqual([1, 1])
})

test('a correction names the revision that was first read, though the list behind it is newer', async () => {
  answerWith((request) => {
    asked.push(request)
    return ok(outlet)
  })
  let read = outlet
  const { now } = await runHook(() => useOutletForm({ orgId: 'org_1', outlet: read }, () => undefined))
  read = { ...outlet, revision: 4 }
  await act(async () => now().change({ name: '新店名' }))
  await act(async () => now().save())
  expect(asked.map(({ data = '' }) => JSON.parse(data))).toMatchObject([{ revision: 3, name: '新店名' }])
})

test('what is typed wrong is said at its field, and nothing is sent', async () => {
  answerWith((request) => {
    asked.push(request)
    return ok(outlet)
  })
  const { now } = await runHook(() => useOutletForm({ orgId: 'org_1' }, () => undefined))
  await act(async () => now().save())
  expect([Object.keys(now().errors).sort(), asked]).toEqual([['address', 'hours', 'name'], []])
})
