import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { useClerkInvited } from './use-clerk-invited'

const CODE = 'C23456789ABCDEFG'
const view = {
  ...{
    orgName: '海风电子工会',
    outletName: '海湾影城',
    address: '新港路 18 号',
    until: '2026-06-13T02:00:00.000Z',
  },
  accepted: false,
}
const me = {
  personId: 'per_1',
  grants: [{ role: 'clerk', orgId: 'o', orgPath: 'o', orgName: '', outletId: 'x' }],
}

let asked: string[]
beforeEach(() => {
  signedInPhone()
  asked = []
})
const answering = (accept: () => ReturnType<typeof ok>, shown: object = view) =>
  answerWith(({ url }) => {
    const path = new URL(url).pathname
    asked.push(path)
    if (path.endsWith('/accept')) return accept()
    return path.endsWith('/view') ? ok(shown) : ok(me)
  })

test('who accepts is a clerk at once: what they may do is read anew', async () => {
  answering(() => ok({ accepted: true }))
  const { now } = await runHook(() => useClerkInvited(CODE))
  expect(now().state).toMatchObject({ kind: 'asked', view: { outletName: '海湾影城' } })
  await act(async () => now().accept())
  expect(now().state).toMatchObject({ kind: 'accepted' })
  expect(asked.at(-1)).toBe('/v1/membership/me')
})

test('a code that somebody else was quicker with says so in place of the question', async () => {
  answering(() => refusal(409, 'clerk-invitation-used'))
  const { now } = await runHook(() => useClerkInvited(CODE))
  await act(async () => now().accept())
  expect(now().state).toMatchObject({ kind: 'refused', problem: { code: 'clerk-invitation-used' } })
})

test('who has accepted and opens it again is not asked again', async () => {
  answering(() => ok({ accepted: true }), { ...view, accepted: true })
  const { now } = await runHook(() => useClerkInvited(CODE))
  expect(now().state).toMatchObject({ kind: 'accepted' })
  await act(async () => now().accept())
  expect(asked.filter((path) => path.endsWith('/accept'))).toEqual([])
})
