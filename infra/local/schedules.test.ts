import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoadedFunction } from './functions.ts'
import { startSchedules, untilNext } from './schedules.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const minute = 60_000
const deployed = (invoke: LoadedFunction['invoke'], input?: unknown): LoadedFunction => ({
  name: 'jobs',
  module: 'jobs-function.ts',
  exported: 'handler',
  timeoutMs: 6_000,
  routes: [],
  schedules: [{ expression: 'rate(1 minute)', ...(input !== undefined && { input }) }],
  invoke,
})

test('a schedule ticks every minute with an event of EventBridge', async () => {
  const events: unknown[] = []
  const schedules = startSchedules([deployed(async (event) => void events.push(event))])
  await vi.advanceTimersByTimeAsync(minute - 1)
  expect(events).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1)
  await vi.advanceTimersByTimeAsync(minute)
  expect(events).toHaveLength(2)
  expect(events[0]).toMatchObject({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} })
  await schedules.stop()
  await vi.advanceTimersByTimeAsync(3 * minute)
  expect(events).toHaveLength(2)
})

test('an input takes the place of the event', async () => {
  const events: unknown[] = []
  const schedules = startSchedules([deployed(async (event) => void events.push(event), { job: 'repair' })])
  await vi.advanceTimersByTimeAsync(minute)
  await schedules.stop()
  expect(events).toEqual([{ job: 'repair' }])
})

test('a run that takes longer than a minute is never joined by a second', async () => {
  let atOnce = 0
  let most = 0
  let runs = 0
  const schedules = startSchedules([
    deployed(async () => {
      runs += 1
      most = Math.max(most, ++atOnce)
      await new Promise((resume) => setTimeout(resume, 2.5 * minute))
      atOnce -= 1
    }),
  ])
  await vi.advanceTimersByTimeAsync(10 * minute)
  expect(most).toBe(1)
  expect(runs).toBeGreaterThan(1)
  await vi.advanceTimersByTimeAsync(3 * minute)
  const stopped = schedules.stop()
  await vi.advanceTimersByTimeAsync(3 * minute)
  await stopped
})

test('a run that throws is logged, and the next one comes all the same', async () => {
  const logged: string[] = []
  let runs = 0
  const schedules = startSchedules(
    [
      deployed(async () => {
        runs += 1
        throw new Error('no table')
      }),
    ],
    (line) => logged.push(line),
  )
  await vi.advanceTimersByTimeAsync(2 * minute)
  await schedules.stop()
  expect(runs).toBe(2)
  expect(logged).toHaveLength(2)
  expect(logged[0]).toContain('no table')
})

test.each([
  ['rate(1 minute)', '2026-11-21T10:00:30Z', '2026-11-21T10:01:30.000Z'],
  ['rate(2 hours)', '2026-11-21T10:00:00Z', '2026-11-21T12:00:00.000Z'],
  ['cron(*/5 * * * ? *)', '2026-11-21T10:02:30Z', '2026-11-21T10:05:00.000Z'],
  ['cron(0 16 * * ? *)', '2026-11-21T16:00:00Z', '2026-11-22T16:00:00.000Z'],
  ['cron(30 1,13 1 * ? *)', '2026-11-21T10:00:00Z', '2026-12-01T01:30:00.000Z'],
  ['cron(0 8 ? * MON-FRI *)', '2026-11-21T10:00:00Z', '2026-11-23T08:00:00.000Z'],
  ['cron(0 0 1 JAN ? *)', '2026-11-21T10:00:00Z', '2027-01-01T00:00:00.000Z'],
  ['cron(10/20 * * * ? *)', '2026-11-21T10:31:00Z', '2026-11-21T10:50:00.000Z'],
])('after %s at %s comes %s', (expression, now, next) => {
  const at = new Date(now)
  expect(new Date(at.getTime() + untilNext(expression, at)).toISOString()).toBe(next)
})

test('an expression that cannot be read is refused at the start, not at the first tick', () => {
  const odd = { ...deployed(async () => {}), schedules: [{ expression: 'every minute' }] }
  expect(() => startSchedules([odd])).toThrow('every minute')
})
