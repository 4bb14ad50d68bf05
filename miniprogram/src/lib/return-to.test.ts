import { DAY_MS } from '@gonghui/shared/lib/instant'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clearTaro } from '../../test/test-taro'
import { arriveAt, rememberReturn, returnTo } from './return-to'

const fruit = { url: '/benefits/drop?dropId=drp_1', title: '时令水果礼盒' }

beforeEach(() => {
  clearTaro()
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => void vi.useRealTimers())

test('the way back leads over a weekend, and not into the next season', () => {
  rememberReturn(fruit)
  vi.setSystemTime(Date.now() + 4 * DAY_MS - 1)
  expect(returnTo()).toMatchObject(fruit)
  vi.setSystemTime(Date.now() + 1)
  expect(returnTo()).toBeUndefined()
})

test('who has arrived needs no way back; who stands elsewhere does', () => {
  rememberReturn(fruit)
  arriveAt('/benefits/drop?dropId=drp_2')
  expect(returnTo()).toMatchObject(fruit)
  arriveAt(fruit.url)
  expect(returnTo()).toBeUndefined()
})
