import { expect, test } from 'vitest'
import { askedMember, notFoundWords } from './asked-member'

test.each([
  ['6608 1234 3152', { memberNo: '660812343152' }],
  ['138-0000-2071', { phone: '13800002071' }],
  ['１３８００００２０７１', { phone: '13800002071' }],
  ['1380000', { phone: '1380000' }],
])('%s asks for %j', (typed, asked) => {
  expect(askedMember(typed)).toEqual(asked)
})

test('what is neither is told as such; any other refusal in its own words', () => {
  const refused = (code: string) =>
    ({
      kind: 'refused',
      problem: {
        type: '',
        code,
        status: 404,
        title: '没有找到',
        next: '请核对',
        requestId: 'r',
        serverTime: '',
      },
    }) as const
  expect(notFoundWords(refused('body-invalid'))).toBe('填 12 位会员号或 11 位手机号')
  expect(notFoundWords(refused('member-unknown'))).toBe('没有找到，请核对')
  expect(notFoundWords({ kind: 'unreachable' })).toContain('网络没有连上')
})
