import Taro from '@tarojs/taro'
import { expect, test } from 'vitest'
import { signedInPhone } from '../../test/test-product'
import { keepAnswer, keptAnswer } from './kept-answers'
import { tokens } from './tokens'

test('what was kept for one who signs out is there for nobody after them; what is the phone’s stays', () => {
  signedInPhone()
  keepAnswer('wallet-ready', { items: ['a voucher'] })
  Taro.setStorageSync('appearance', { care: true })
  expect(keptAnswer('wallet-ready')).toEqual({ items: ['a voucher'] })
  tokens.leave()
  expect(keptAnswer('wallet-ready')).toBeUndefined()
  expect(Taro.getStorageSync('appearance')).toEqual({ care: true })
})

test('of more than sixty, the one that was kept longest ago goes', () => {
  signedInPhone()
  for (let day = 1; day <= 60; day++) keepAnswer(`voucher-${day}`, { day })
  keepAnswer('voucher-1', { day: 1 })
  keepAnswer('voucher-61', { day: 61 })
  expect([1, 2, 3, 61].filter((day) => keptAnswer(`voucher-${day}`))).toEqual([1, 3, 61])
})

test('what an earlier version kept, in no order, goes first', () => {
  signedInPhone()
  for (let day = 1; day <= 70; day++) Taro.setStorageSync(`answer-old-${day}`, { day })
  keepAnswer('new', {})
  const kept = Taro.getStorageInfoSync().keys.filter((key) => key.startsWith('answer-'))
  expect(kept).toHaveLength(60)
  expect(kept).toContain('answer-new')
})
