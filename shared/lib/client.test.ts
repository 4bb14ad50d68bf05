import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { outcome } from './client.ts'
import { contract } from './contract.ts'
import { serverProblems } from './problems.ts'

const to = contract({
  name: 'any',
  summary: '',
  method: 'POST',
  path: '/v1/any',
  audience: 'anyone',
  replies: { 200: z.object({ done: z.boolean() }) },
})

const came = (status: number, body: unknown = undefined, headers: Record<string, string> = {}) =>
  outcome(to, { status, headers, body })
const problem = (code: keyof typeof serverProblems) => ({
  ...{ type: '', code, requestId: 'req-1', serverTime: '', ...serverProblems[code] },
})

test('an answer and a refusal are known', () => {
  expect(came(200, { done: true })).toEqual({ kind: 'answer', status: 200, body: { done: true } })
  const refusal = problem('role-missing')
  expect(came(403, refusal)).toEqual({ kind: 'refused', problem: refusal })
})

test('a fault may have come after the deed, so it is unknown, with its request id beside it', () => {
  const fault = problem('fault')
  expect(came(500, fault)).toEqual({ kind: 'unknown', retryAfterMs: 1_000, problem: fault })
  expect(came(501)).toEqual({ kind: 'unknown', retryAfterMs: 1_000 })
})

test.each([429, 502, 503, 504])('turned away with %i, one comes back when one is told to', (status) => {
  expect(came(status, undefined, { 'retry-after': '3' })).toEqual({ kind: 'unknown', retryAfterMs: 3_000 })
  expect(came(status, problem('busy'))).toMatchObject({ kind: 'unknown', problem: { code: 'busy' } })
})

test('a page of somebody on the way is no answer', () => {
  expect(came(404, '<html>')).toEqual({ kind: 'unknown', retryAfterMs: 1_000 })
  expect(outcome(to, 'unreachable')).toEqual({ kind: 'unreachable' })
})
