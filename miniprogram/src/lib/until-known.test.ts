import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { expect, test } from 'vitest'
import { pauseMs, untilKnown } from './until-known'

type Ended = Outcome<Contract>
const asked = (retryAfterMs: number): Ended => ({ kind: 'unknown', retryAfterMs })
const unreachable: Ended = { kind: 'unreachable' }
const problem = (status: number): Ended => ({
  kind: 'refused',
  problem: { type: '', code: 'x', status, title: '', next: '', requestId: '', serverTime: '' },
})
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
  expect(await asking([asked(1), problem(500), unreachable, answer])).toEqual({ ended: answer, times: 3 })
  expect(await asking([problem(409), answer])).toEqual({ ended: problem(409), times: 0 })
})

test('it gives up after so many tries, still unknown', async () => {
  expect(await asking([asked(1), asked(2), asked(3)], 2)).toEqual({ ended: asked(2), times: 1 })
})
