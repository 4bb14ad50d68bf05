import type { DropFace } from '@gonghui/shared/benefits/drops'
import { expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { arrange, useHome } from './use-home'

const NOW = Date.parse('2026-11-22T02:00:00.000Z')
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString()
const drop = (title: string, opens: number, closes: number, given: Partial<DropFace> = {}) =>
  ({
    ...{
      title,
      state: 'scheduled',
      opensAt: at(opens),
      closesAt: at(closes),
      stock: { left: 9, total: 9, asOf: at(0) },
    },
    ...given,
  }) as DropFace

test('the soonest to open is shown large, and below it first what one can do something about', () => {
  const drops = [
    drop('over', -9, -1),
    drop('paused', -9, 9, { state: 'paused' }),
    drop('gone', -9, 9, { stock: { left: 0, total: 9, asOf: at(0) } }),
    drop('tomorrow', 24, 48),
    drop('open', -1, 9),
    drop('soon', 1, 9),
  ]
  const { next, rest } = arrange(drops, NOW)
  expect(next?.title).toBe('soon')
  expect(rest.map(({ title }) => title)).toEqual(['open', 'tomorrow', 'paused', 'gone', 'over'])
})

test('at the opening instant home looks again, and asks nobody', async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'performance'] })
  signedInPhone()
  let asked = 0
  answerWith(() => {
    asked++
    return ok({ items: [drop('soon', 1, 9), drop('later', 2, 9)], serverTime: at(0) })
  })
  const hook = await runHook(useHome)
  await vi.waitFor(() => expect(hook.now().drops?.next?.title).toBe('soon'))
  vi.advanceTimersByTime(3_600_000)
  await act(async () => hook.now().onOpening())
  expect(hook.now().drops?.next?.title).toBe('later')
  expect(asked).toBe(1)
  await hook.leave()
  vi.useRealTimers()
})
