import { expect, test } from 'vitest'
import { tellsWho } from './telling.rule.ts'

const author = { name: '林小工', phone: '13800002071', orgName: '海风电子工会委员会' }

test.each([
  ['喜欢爬山和做饭，周末常去梧桐山。想找一个聊得来的人。'],
  ['我 1996 年的，身高 175，体重 65 公斤，一米七五。'],
  ['在电子行业做了八年，三班倒，但每周五都休息。'],
  [''],
])('“%s” tells nobody who wrote it', (text) => {
  expect(tellsWho(text, author)).toBe(false)
})

test.each([
  ['a number', '我的号 13800002071'],
  ['a number with dots', '138.0000.2071'],
  ['a number in full-width digits', '１３８００００２０７１'],
  ['a number in Chinese', '幺三八零零零零二零七一'],
  ['another’s number', '找我朋友：6543210'],
  ['WeChat', '加我微信聊'],
  ['WeChat by another name', 'V X：linxg'],
  ['QQ', 'Q Q 12345'],
  ['a link', 'https://example.cn/me'],
  ['the own name', '我叫林小工'],
  ['the own name with spaces', '林 小 工'],
  ['the employer', '在海风电子上班'],
])('%s is told', (_, text) => {
  expect(tellsWho(text, author)).toBe(true)
})
