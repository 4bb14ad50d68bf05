import { expect, test } from 'vitest'
import { refusalLine } from './refusal-line'

const [OPENED, GONE, CAME] = [
  '2026-06-12T02:00:00.000Z',
  '2026-06-12T02:00:06.000Z',
  '2026-06-12T02:00:07.000Z',
]
const drop = { opensAt: OPENED, kind: 'goods' } as const
const problem = (facts?: Record<string, unknown>) => ({
  ...{ type: '', code: 'drop-sold-out', status: 409, title: '', next: '', requestId: 'r' },
  ...{ serverTime: CAME, ...(facts ? { facts } : {}) },
})

test('who came too late reads when it opened, when the last unit went and when they came', () => {
  const line = refusalLine(problem({ soldOutAt: GONE }), drop)
  expect(line.map(({ at }) => at)).toEqual([OPENED, GONE, CAME])
  expect(line.map(({ kind }) => kind)).toEqual(['opening', 'no', 'me'])
  expect(line[1]?.words).toBe('最后 1 份')
})

test('nothing is said of a last unit that nobody has missed yet, or only after one came', () => {
  for (const facts of [undefined, {}, { soldOutAt: '2026-06-12T02:00:07.001Z' }])
    expect(refusalLine(problem(facts), drop).map(({ at }) => at)).toEqual([OPENED, CAME])
  expect(refusalLine(problem({ soldOutAt: GONE }), undefined)).toHaveLength(1)
})
