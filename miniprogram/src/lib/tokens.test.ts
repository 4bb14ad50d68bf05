import { beforeEach, expect, test } from 'vitest'
import { signedInPhone, signIn } from '../../test/test-product'
import { keepAnswer, keptAnswer } from './kept-answers'
import { keepReceipt, keptReceipts } from './kept-receipts'
import { rememberReturn, returnTo } from './return-to'
import { tokens } from './tokens'

beforeEach(() => {
  signedInPhone()
  keepAnswer('me', { name: '张三' })
  keepReceipt({ receipt: 'r', dropId: 'drp_1', title: '电影票', said: '已抢完', at: '' })
  rememberReturn({ url: '/benefits/drop?dropId=drp_1', title: '电影票' })
})

const kept = () => [keptAnswer('me'), keptReceipts()[0], returnTo()].filter(Boolean).length

test('who signs out leaves nothing of theirs for the next', () => {
  tokens.leave()
  expect(kept()).toBe(0)
})

test('a session that ended by itself leaves it to the same person, and to nobody else', () => {
  tokens.drop()
  signIn('per_1')
  expect(kept()).toBe(3)
  tokens.drop()
  signIn('per_2')
  expect(kept()).toBe(0)
})

test('what a visitor wanted to return to is there once they have signed in', () => {
  tokens.leave()
  rememberReturn({ url: '/benefits/drop?dropId=drp_2', title: '水果' })
  signIn('per_2')
  expect(returnTo()?.title).toBe('水果')
})
