import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { answerWith, clearTaro, navigations, type Sent } from '../../test/test-taro'
import { rememberReturn } from '../lib/return-to'
import { tokens } from '../lib/tokens'
import { useJoin } from './use-join'

const SCENE = 'J23456789ABCDEFG'
const NOW = '2026-06-12T02:00:00.000Z'
const ok = (data: object, statusCode = 200) => ({ statusCode, data: { serverTime: NOW, ...data } })

const code = {
  scene: SCENE,
  label: '3 号门岗海报',
  orgId: 'org_1',
  orgName: '海风电子工会',
  orgPathNames: [],
  state: 'valid',
  consentVersion: '1',
}
const application = (state: string) => ({
  applicationId: 'app_1',
  state,
  orgId: 'org_1',
  orgName: '海风电子工会',
  submittedAt: NOW,
})

let applied: Sent[]
let steps: Sent[]

/** A product that knows the join code, and ends each application as the test says. */
function product(ends: (() => ReturnType<typeof ok>)[]) {
  answerWith((sent) => {
    if (sent.url.endsWith(`/join-codes/${SCENE}`)) return ok(code)
    if (sent.url.endsWith('/me')) return ok({ personId: 'per_1', grants: [] })
    if (sent.url.endsWith('/steps')) {
      steps.push(sent)
      return ok({ noted: true })
    }
    applied.push(sent)
    const end = ends.shift()
    if (!end) throw new Error('one application too many')
    return end()
  })
}

beforeEach(() => {
  clearTaro()
  tokens.take({
    token: 't',
    renewal: 'r',
    expiresAt: '2099-01-01T00:00:00.000Z',
    personId: 'per_1',
    serverTime: NOW,
  })
  applied = []
  steps = []
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
})

async function filledIn() {
  const hook = await runHook(() => useJoin(SCENE))
  await vi.waitFor(() => expect(hook.now().answer.kind).toBe('ready'))
  await act(async () =>
    hook.now().change({ name: ' 林小工 ', phoneBy: 'typed', phone: '138 0000 2071', oneTimeCode: '123456' }),
  )
  return hook
}

test('nothing is sent before the consent box is ticked, and the box says so', async () => {
  product([])
  const hook = await filledIn()
  expect(hook.now().form.consent).toBe(false)
  await act(() => hook.now().submit())
  expect(applied).toEqual([])
  expect(hook.now().errors).toEqual({ consent: '请先看隐私说明，同意后打勾' })
})

test('two taps send one application', async () => {
  product([() => ok({ application: application('waiting') }, 201)])
  const hook = await filledIn()
  await act(async () => hook.now().change({ consent: true }))
  await act(() => Promise.all([hook.now().submit(), hook.now().submit()]).then(() => {}))
  expect(applied).toHaveLength(1)
  expect(JSON.parse(applied[0]?.data ?? '{}')).toMatchObject({
    scene: SCENE,
    name: '林小工',
    oneTimeCode: '123456',
  })
})

test('who waits for a cadre sees where the application stands', async () => {
  product([() => ok({ application: application('waiting') }, 201)])
  const hook = await filledIn()
  await act(async () => hook.now().change({ consent: true }))
  await act(() => hook.now().submit())
  expect(navigations).toEqual(['/membership/status'])
})

test('who is admitted lands on the benefit they came from', async () => {
  rememberReturn({ url: '/benefits/drop?dropId=drp_1', title: '时令水果礼盒' })
  product([() => ok({ application: application('admitted') }, 201)])
  const hook = await filledIn()
  await act(async () => hook.now().change({ consent: true }))
  await act(() => hook.now().submit())
  expect(navigations).toEqual(['/benefits/drop?dropId=drp_1'])
})

test('a refusal stands where it belongs: the wrong code beside its field', async () => {
  const problem = {
    type: '',
    code: 'phone-code-invalid',
    status: 409,
    title: '手机号没有验证成功',
    next: '请重新获取验证码',
    requestId: 'r',
  }
  product([() => ok(problem, 409)])
  const hook = await filledIn()
  await act(async () => hook.now().change({ consent: true }))
  await act(() => hook.now().submit())
  expect(hook.now().sending.kind).toBe('refused')
  expect(hook.now().errors.oneTimeCode).toContain('请重新获取验证码')
  expect(navigations).toEqual([])
})

test('the poster is told of a scan and of the first word typed, once each', async () => {
  product([])
  const hook = await filledIn()
  await act(async () => hook.now().change({ name: '林' }))
  await vi.waitFor(() => expect(steps.map(({ data }) => data)).toEqual(['scanned', 'started'].map(asSent)))
})
const asSent = (step: string) => JSON.stringify({ step })
