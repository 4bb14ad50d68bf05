import { expect, test } from 'vitest'
import { codesStayGood, judgeCodes, reportOf, withoutSeen } from './codes.rule.ts'

const UNTIL = '2026-06-19T13:00:00.000Z'
const judge = (...rows: string[][]) =>
  judgeCodes(
    rows.map((cells, i) => ({ line: i + 1, cells })),
    UNTIL,
  )

test('a heading is no code, on the first row only', () => {
  expect([...judge(['券码', '到期日'], ['AB12-0001']).codes]).toEqual([['AB12-0001', 2]])
  expect(judge(['AB12-0001'], ['code']).codes.size).toBe(2)
})

test('a code twice in the file is named with both lines', () => {
  const { bad } = judge(['AAAA1'], ['BBBB2'], ['AAAA1'])
  expect(bad).toEqual([{ line: 3, code: 'AAAA1', fault: 'repeated', reason: '与第 1 行重复' }])
})

test('a code that expires before the vouchers do is bad; on the last day it is good', () => {
  expect(judge(['AAAA1', '2026-06-18']).bad).toMatchObject([
    { line: 1, fault: 'expiry', reason: '2026-06-18 到期，早于券的有效期' },
  ])
  for (const day of ['2026-06-19', '2026/6/19', '2026.06.19', '2026年6月19日', '2026-06-19 23:59'])
    expect(judge(['AAAA1', day]).bad).toEqual([])
})

test.each([
  ['too short', 'ABC', ''],
  ['too long', 'A'.repeat(65), ''],
  ['with a space inside', 'AB 1234', ''],
  ['in Chinese', '券码一二三四', ''],
  ['with a day that is none', 'AAAA1', '2026-13-01'],
  ['with words for a day', 'AAAA1', 'next year'],
])('a code %s is bad', (_, code, expires) => {
  expect(judge([code, expires]).bad).toMatchObject([{ fault: 'format' }])
})

test('full-width letters are the same code as their plain form', () => {
  expect(judge(['ＡＡＡＡ１'], ['AAAA1']).bad).toMatchObject([{ fault: 'repeated' }])
})

test('codes that another drop brought before are bad, each with that drop’s title', () => {
  const judged = withoutSeen(
    judge(['AAAA1'], ['ABC'], ['BBBB2']),
    new Map([['#AAAA1', '春日观影']]),
    (code) => `#${code}`,
  )
  expect([...judged.codes.keys()]).toEqual(['BBBB2'])
  expect(reportOf(judged)).toEqual({
    count: 1,
    faults: { format: 1, expiry: 0, repeated: 0, 'used-before': 1 },
    badLines: [
      { line: 1, reason: '“春日观影”已经导入过这个券码' },
      { line: 2, reason: '券码要 4–64 位，只用字母、数字和符号' },
    ],
  })
})

test('a report names the first hundred bad lines and counts all', () => {
  const report = reportOf(judge(...Array.from({ length: 150 }, () => ['x'])))
  expect(report.badLines).toHaveLength(100)
  expect(report.faults.format).toBe(150)
})

test('codes stay with a draft as long as they are of its kind and live as long as its vouchers', () => {
  const plan = { kind: 'film', validUntil: UNTIL, codes: 'imported' } as const
  expect(codesStayGood(plan, plan)).toBe(true)
  expect(codesStayGood(plan, { ...plan, kind: 'meal' })).toBe(false)
  expect(codesStayGood(plan, { ...plan, validUntil: '2026-06-20T13:00:00.000Z' })).toBe(false)
  expect(codesStayGood(plan, { ...plan, codes: 'generated' })).toBe(false)
})
