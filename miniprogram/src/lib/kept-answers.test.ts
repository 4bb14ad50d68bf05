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
