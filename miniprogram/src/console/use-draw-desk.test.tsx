import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { NOW, ok, signedInPhone } from '../../test/test-product'
import { answerWith, hidePage, showPage } from '../../test/test-taro'
import { useDrawDesk } from './use-draw-desk'

beforeEach(signedInPhone)

test('the desk is read while one looks: not behind another page, and not after the draw is over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  // Nobody rests longer than they must.
  vi.spyOn(Math, 'random').mockReturnValue(0)
  let asked = 0
  let endedAt: string | undefined
  answerWith(() => {
    asked++
    return ok({ desk: { lottery: {}, ...(endedAt && { endedAt }) } })
  })
  const seconds = (count: number) => act(async () => void (await vi.advanceTimersByTimeAsync(count * 1_000)))
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const { leave } = await runHook(() => useDrawDesk('drp_1'))
  await seconds(7)
  expect(asked).toBe(3)
  await act(async () => hidePage())
  await seconds(30)
  expect(asked).toBe(3)
  endedAt = NOW
  await act(async () => showPage())
  await seconds(0)
  expect(asked).toBe(4)
  await seconds(30)
  expect(asked).toBe(4)
  await leave()
  vi.restoreAllMocks()
  vi.useRealTimers()
})
