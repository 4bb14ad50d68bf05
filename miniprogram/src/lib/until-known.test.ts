import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { expect, test } from 'vitest'
import { pauseMs, saidOf, untilKnown } from './until-known'

type Ended = Outcome<Contract>
const asked = (retryAfterMs: number): Ended => ({ kind: 'unknown', retryAfterMs })
const unreachable: Ended = { kind: 'unreachable' }
const saying = (title: string, next: string) => ({
  ...{ type: '', code: 'x', status: 0, requestId: '', serverTime: '' },
  ...{ title, next },
})
const refused: Ended = { kind: 'refused', problem: saying('已经处理过了', '请刷新列表') }
const answer: Ended = { kind: 'answer', status: 200, body: {} }

test.each([
  ['the pauses double', unreachable, [1_000, 2_000, 4_000, 8_000]],
  ['and stop at eight seconds', unreachable, [1_000, 2_000, 4_000, 8_000, 8_000, 8_000]],
  ['what the server asks for is waited for', asked(3_000), [3_000, 3_000, 4_000, 8_000]],
  ['but nobody waits an hour', asked(3_600_000), [30_000]],
])('%s', (_, ended, pauses) => {
  expect(pauses.map((_pause, i) => pauseMs(ended, i + 1, 0))).toEqual(pauses)
})

test('chance adds up to half, and never takes away', () => {
  expect(pauseMs(asked(2_000), 1, 0)).toBe(2_000)
  expect(pauseMs(asked(2_000), 1, 0.999_999)).toBe(3_000)
  const pauses = Array.from({ length: 200 }, () => pauseMs(asked(2_000), 1))
  expect(new Set(pauses).size).toBeGreaterThan(100)
})

/** Asks as listed, one after another; answers how it ended and what was waited for in between. */
async function asking(ends: Ended[], tries?: number) {
  const waited: number[] = []
  const left = [...ends]
  const ended = await untilKnown(async () => left.shift() ?? answer, {
    ...(tries ? { tries } : {}),
    wait: async (ms) => void waited.push(ms),
  })
  return { ended, times: waited.length }
}

test('it asks again while nobody knows, and stops at the first thing that is known', async () => {
  expect(await asking([asked(1), asked(2), unreachable, answer])).toEqual({ ended: answer, times: 3 })
  expect(await asking([refused, answer])).toEqual({ ended: refused, times: 0 })
})

test('it gives up after so many tries, still unknown', async () => {
  expect(await asking([asked(1), asked(2), asked(3)], 2)).toEqual({ ended: asked(2), times: 1 })
})

test('what is not known is told with its cause, and never as a refusal', () => {
  const next = '再点一次不会重复处理'
  const fault: Ended = { kind: 'unknown', retryAfterMs: 1, problem: saying('系统出了点问题', '请稍后再试') }
  expect(saidOf(refused, next)).toBe('已经处理过了，请刷新列表')
  expect(saidOf(fault, next)).toBe('系统出了点问题，再点一次不会重复处理')
  expect(saidOf(asked(1), next)).toBe('现在人多，再点一次不会重复处理')
  expect(saidOf(unreachable, next)).toBe('网络没有连上，再点一次不会重复处理')
})
