import { createHash } from 'node:crypto'
import { epochMsOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import {
  isSigned,
  pictureStanding,
  pictureVerdictFrom,
  strictest,
  verdictFrom,
} from './content-check.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const TOKEN = 'token-of-test'

const signed = (timestamp: string, nonce = '42') => ({
  timestamp,
  nonce,
  signature: createHash('sha1').update([TOKEN, timestamp, nonce].sort().join('')).digest('hex'),
})
const seconds = (at: string) => String(epochMsOf(at) / 1_000)

test('a push is WeChat’s where the token signed it within ten minutes', () => {
  expect(isSigned(signed(seconds(NOW)), TOKEN, NOW)).toBe(true)
  expect(isSigned(signed(seconds(NOW)), TOKEN, later(NOW, 10 * MINUTE_MS))).toBe(true)
  expect(isSigned(signed(seconds(NOW)), TOKEN, later(NOW, 10 * MINUTE_MS + 1_000))).toBe(false)
  expect(isSigned(signed(seconds(later(NOW, 11 * MINUTE_MS))), TOKEN, NOW)).toBe(false)
})

test('a push with another token, a changed nonce or nothing signed is nobody’s', () => {
  expect(isSigned(signed(seconds(NOW)), 'another', NOW)).toBe(false)
  expect(isSigned({ ...signed(seconds(NOW)), nonce: '43' }, TOKEN, NOW)).toBe(false)
  expect(isSigned({}, TOKEN, NOW)).toBe(false)
  expect(isSigned(signed('yesterday'), TOKEN, NOW)).toBe(false)
})

test('of several verdicts the strictest holds, and a word nobody knows is for a person', () => {
  expect(strictest([])).toBe('pass')
  expect(strictest(['pass', 'review', 'pass'])).toBe('review')
  expect(strictest(['review', 'risky'])).toBe('risky')
  expect(['pass', 'review', 'risky', 'strange', undefined].map(verdictFrom)).toEqual([
    'pass',
    'review',
    'risky',
    'review',
    'review',
  ])
})

test('a picture is under check for half an hour and then waits for a person', () => {
  expect(pictureStanding(undefined, NOW, later(NOW, 30 * MINUTE_MS - 1))).toBe('under-check')
  expect(pictureStanding(undefined, NOW, later(NOW, 30 * MINUTE_MS))).toBe('review')
  expect(pictureStanding('pass', NOW, later(NOW, 30 * MINUTE_MS))).toBe('pass')
})

test('only the end of a picture’s check tells anything, and what could not be loaded was not judged', () => {
  const event = { Event: 'wxa_media_check', appid: 'wx1', trace_id: 'trace-one', errcode: 0 }
  const result = { suggest: 'risky', label: 20001 }
  expect(pictureVerdictFrom({ ...event, result }, 'wx1')).toEqual({ traceId: 'trace-one', verdict: 'risky' })
  expect(pictureVerdictFrom({ ...event, errcode: -1008 }, 'wx1')?.verdict).toBe('review')
  for (const other of [
    undefined,
    'text',
    { ...event, result, Event: 'user_enter' },
    { ...event, result, appid: 'wx2' },
    { ...event, result, trace_id: '../x' },
  ])
    expect(pictureVerdictFrom(other, 'wx1')).toBeUndefined()
})
