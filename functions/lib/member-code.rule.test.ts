import { later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { newId } from './ids.ts'
import { codeStands, digitsFor, memberCodeFor, openMemberCode } from './member-code.rule.ts'

const NOW = '2026-06-12T02:00:00.500Z'
beforeAll(() => {
  process.env.MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
})

test('a code names its member and its end, and lives for a minute', () => {
  const memberId = newId('member', NOW)
  const { memberCode, expiresAt } = memberCodeFor(memberId, NOW)
  expect(expiresAt).toBe('2026-06-12T02:01:00.000Z')
  expect(openMemberCode(` ${memberCode}\n`)).toEqual({ memberId, expiresAt })
})

test('a code with any letter changed was not made by us', () => {
  const { memberCode } = memberCodeFor(newId('member', NOW), NOW)
  for (let at = 0; at < memberCode.length; at++) {
    const other = memberCode[at] === 'A' ? 'B' : 'A'
    const changed = memberCode.slice(0, at) + other + memberCode.slice(at + 1)
    expect([at, openMemberCode(changed)]).toEqual([at, undefined])
  }
  for (const text of ['', 'GHM1.', 'GH1.AAAA', `${memberCode}AAAA`])
    expect(openMemberCode(text)).toBeUndefined()
})

test('past its end a code is late for a minute, and then over', () => {
  const end = '2026-06-12T02:01:00.000Z'
  expect(codeStands(end, end)).toBe('good')
  expect(codeStands(end, later(end, 1))).toBe('late')
  expect(codeStands(end, later(end, 60_000))).toBe('late')
  expect(codeStands(end, later(end, 60_001))).toBe('over')
})

test('digits stay the same in one stretch of time and hold for five minutes at least', () => {
  const memberId = newId('member', NOW)
  const first = digitsFor(memberId, '2026-06-12T02:00:00.000Z', 0)
  const last = digitsFor(memberId, '2026-06-12T02:04:59.999Z', 0)
  expect(first).toEqual(last)
  expect(first.digits).toMatch(/^\d{8}$/)
  expect(first.until).toBe('2026-06-12T02:10:00.000Z')
  expect(digitsFor(memberId, '2026-06-12T02:05:00.000Z', 0).digits).not.toBe(first.digits)
  expect(digitsFor(memberId, NOW, 1).digits).not.toBe(first.digits)
})
