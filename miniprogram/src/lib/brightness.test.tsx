import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { hidePage, screen, showPage } from '../../test/test-taro'

vi.stubEnv('TARO_ENV', 'weapp')
const { useBrightScreen } = await import('./brightness')

beforeEach(() => {
  screen.brightness = 0.4
  screen.told = Promise.resolve()
})

test('the screen is bright while the code is seen, and as it was when another app comes before it', async () => {
  const { leave } = await runHook(useBrightScreen)
  await vi.waitFor(() => expect(screen.brightness).toBe(1))
  await act(async () => hidePage())
  expect(screen.brightness).toBe(0.4)
  await act(async () => showPage())
  await vi.waitFor(() => expect(screen.brightness).toBe(1))
  await leave()
  expect(screen.brightness).toBe(0.4)
})

test('who leaves before the phone has told how bright it is leaves it so', async () => {
  let tell = () => {}
  screen.told = new Promise<void>((done) => {
    tell = done
  })
  const { leave } = await runHook(useBrightScreen)
  await leave()
  tell()
  await new Promise((done) => setTimeout(done))
  expect(screen.brightness).toBe(0.4)
})
