import { getMe } from '@gonghui/shared/membership/sessions'
import Taro from '@tarojs/taro'
import { beforeEach, expect, test } from 'vitest'
import { ok, signedInPhone } from '../../test/test-product'
import { answerWith, disk } from '../../test/test-taro'
import { call } from './api'
import { keepAnswer, keptAnswer } from './kept-answers'
import { storage } from './storage'
import { tokens } from './tokens'

beforeEach(signedInPhone)

test('what a full phone cannot write holds while the app runs, and is written once there is room', () => {
  disk.room = 0
  storage.write('choice', 'dark')
  expect(storage.read('choice')).toBe('dark')
  expect(Taro.getStorageSync('choice')).toBe('')
  disk.room = 1_000
  storage.write('choice', 'light')
  expect([storage.read('choice'), Taro.getStorageSync('choice')]).toEqual(['light', 'light'])
  storage.remove('choice')
  expect(storage.read('choice')).toBeUndefined()
})

test('on a full phone one is signed in, and calls', async () => {
  disk.room = 0
  answerWith(({ header }) => ok({ personId: header.authorization ?? '' }))
  const expiresAt = '2099-01-01T00:00:00.000Z'
  tokens.take({ token: 'new', renewal: 'r', expiresAt, personId: 'per_1', serverTime: expiresAt })
  expect(await call(getMe, {})).toMatchObject({ kind: 'answer', body: { personId: 'Bearer new' } })
})

test('what has to be written takes the place of the answers that were kept longest ago', () => {
  for (const name of ['one', 'two', 'three', 'four']) keepAnswer(name, name.padEnd(500))
  keepAnswer('one', 'again'.padEnd(500))
  disk.room = JSON.stringify('x'.padEnd(2_500)).length
  storage.write('pending', 'x'.padEnd(600))
  expect(Taro.getStorageSync<string>('pending')).toHaveLength(600)
  expect(['one', 'two', 'three', 'four'].filter((name) => keptAnswer(name))).toEqual(['one', 'four'])
})
