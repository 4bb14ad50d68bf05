import { expect, test } from 'vitest'
import { readCodes } from './codes.rule.ts'

const UNTIL = '2026-06-19T13:00:00.000Z'

test('a file with a BOM, a heading, CRLF and quotes is read as its codes', () => {
  const read = readCodes('\uFEFFcode,expires\r\n"AB12-0001",2026-12-31\r\nAB12-0002,\r\n', UNTIL)
  expect(read).toMatchObject({ codes: ['AB12-0001', 'AB12-0002'], taken: true })
  expect(read.report).toEqual({ count: 2, duplicates: [], badLines: [] })
})

test('a code twice in the file is named with both lines, and nothing is taken', () => {
  const read = readCodes('AAAA1\nBBBB2\nAAAA1\n', UNTIL)
  expect(read.taken).toBe(false)
  expect(read.report.duplicates).toEqual([{ line: 3, reason: '与第 1 行重复' }])
})

test('a code that expires before the vouchers do is a bad line; on the last day it is good', () => {
  expect(readCodes('AAAA1,2026-06-18\n', UNTIL).report.badLines).toEqual([
    { line: 1, reason: '2026-06-18 到期，早于券的有效期' },
  ])
  expect(readCodes('AAAA1,2026-06-19\n', UNTIL).taken).toBe(true)
})

test.each([
  ['too short', 'ABC'],
  ['with a space inside', 'AB 1234'],
  ['in Chinese', '券码一二三四'],
  ['with a day that is none', 'AAAA1,next year'],
])('a line %s is bad', (_, line) => {
  expect(readCodes(`${line}\n`, UNTIL).report.badLines).toHaveLength(1)
})

test('full-width letters are the same code as their plain form', () => {
  expect(readCodes('ＡＡＡＡ１\nAAAA1\n', UNTIL).report.duplicates).toHaveLength(1)
})

test.each(['"AAAA1\nBBBB2\n', 'AAAA1\na"b"c\n"'])(
  'a quote without its end (%j) is a bad line, not a fault',
  (csv) => {
    const { taken, report } = readCodes(csv, UNTIL)
    expect(taken).toBe(false)
    expect(report.badLines).toEqual([{ line: expect.any(Number), reason: '引号没有成对，从这里起读不下去' }])
  },
)

test.each(['', '\n\n', 'code\n'])('a file without codes (%j) is refused', (csv) => {
  expect(readCodes(csv, UNTIL).taken).toBe(false)
})
