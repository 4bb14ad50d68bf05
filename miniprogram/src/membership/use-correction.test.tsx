import type { MemberFace } from '@gonghui/shared/membership/members'
import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { answerWith, clearTaro } from '../../test/test-taro'
import { tokens } from '../lib/tokens'
import { useCorrection } from './use-correction'

const NOW = '2026-06-12T02:00:00.000Z'
const member: MemberFace = {
  ...{ memberId: 'mem_1', memberNo: '266239870519', nameMasked: '林**', phoneMasked: '139****0001' },
  ...{ orgId: 'org_1', orgName: '海风电子工会', tags: [], joinedAt: NOW, standing: 'active' },
}
const seen = { name: '林小工', phone: '13900000001' }

beforeEach(() => {
  clearTaro()
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
  const far = '2099-01-01T00:00:00.000Z'
  tokens.take({ token: 't', renewal: 'r', expiresAt: far, personId: 'per_1', serverTime: NOW })
})

test('what is right is asked about only once it differs and says why; a refusal stands where it was typed', async () => {
  const sent: unknown[] = []
  let done = 0
  answerWith(({ data }) => {
    sent.push(typeof data === 'string' ? JSON.parse(data) : data)
    if (sent.length > 1) return { statusCode: 200, data: { member, serverTime: NOW } }
    const problem = { type: 'urn:gonghui:problem:phone-taken', code: 'phone-taken', status: 409 }
    const words = { title: '这个手机号是另一位会员的', next: '请核对号码', requestId: 'x', serverTime: NOW }
    return { statusCode: 409, data: { ...problem, ...words } }
  })
  const { now, leave } = await runHook(() => useCorrection(member, seen, () => done++))
  await act(() => now().open())
  await act(() => now().writeReason('本人来电'))
  expect(now().mayAsk).toBe(false)
  await act(() => now().write({ phone: '13900000002' }))
  expect(now().mayAsk).toBe(true)
  await act(() => now().ask())
  expect(now()).toMatchObject({ state: { kind: 'asking' }, changes: { name: false, phone: true } })
  await act(() => now().confirm())
  expect(now().state).toMatchObject({ kind: 'writing', error: expect.stringContaining('另一位会员') })
  expect(done).toBe(0)
  await act(() => now().write({ phone: '13900000003' }))
  await act(() => now().confirm())
  expect(sent.at(-1)).toEqual({ seen, name: '林小工', phone: '13900000003', reason: '本人来电' })
  expect(done).toBe(1)
  await leave()
})
