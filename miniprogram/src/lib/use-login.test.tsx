import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { clearTaro, navigations } from '../../test/test-taro'
import { useLogin } from './use-login'

beforeEach(clearTaro)

test('a login that cannot begin is told in words, and may be tapped again', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new Error('no network')
  })
  const { now, leave } = await runHook(() => useLogin())
  await act(() => now().login())
  expect(now()).toMatchObject({ busy: false, failed: expect.stringContaining('网络没有连上') })
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
  await act(() => now().login())
  expect(now().failed).toBeUndefined()
  expect(navigations).toEqual(['/console/sign-in'])
  await leave()
})

test('while it is under way it says so', async () => {
  let arrive = () => {}
  vi.resetModules()
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise((done) => {
        arrive = () => done({ json: async () => ({ apiBase: 'http://product.test' }) })
      }),
  )
  const fresh = await import('./use-login')
  const { now, leave } = await runHook(() => fresh.useLogin())
  let ended = Promise.resolve()
  await act(async () => {
    ended = now().login()
  })
  expect(now().busy).toBe(true)
  await act(async () => {
    arrive()
    await ended
  })
  expect(now().busy).toBe(false)
  await leave()
})
