import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, later } from '../lib/instant.ts'
import { dueAt, ESCALATES_AFTER_DAYS, escalatedTo, isFor } from './review.ts'

test.each([
  ['Wednesday', '2026-06-10T02:00:00.000Z', '2026-06-11T02:00:00.000Z'],
  ['Thursday evening in Shanghai', '2026-06-11T15:59:59.999Z', '2026-06-12T15:59:59.999Z'],
  ['the first minute of Friday in Shanghai', '2026-06-11T16:00:00.000Z', '2026-06-14T16:00:00.000Z'],
  ['Friday', '2026-06-12T02:00:00.000Z', '2026-06-15T02:00:00.000Z'],
  ['the last minute of Friday in Shanghai', '2026-06-12T15:59:59.999Z', '2026-06-15T15:59:59.999Z'],
  ['Saturday', '2026-06-13T02:00:00.000Z', '2026-06-15T16:00:00.000Z'],
  ['Sunday', '2026-06-14T02:00:00.000Z', '2026-06-15T16:00:00.000Z'],
])('handed in on %s it is due one working day later', (_, submitted, due) => {
  expect(dueAt(submitted)).toBe(due)
})

test('what was handed in later is never due earlier', () => {
  const hours = Array.from({ length: 24 * 21 }, (_, hour) =>
    dueAt(later('2026-06-10T02:00:00.000Z', hour * HOUR_MS)),
  )
  expect(hours).toEqual(hours.toSorted())
})

test('untouched it goes up one union every three days, to the city and no further', () => {
  const at = '2026-06-10T02:00:00.000Z'
  const path = 'org_C/org_D/org_W'
  const after = (days: number, ms = 0) => later(at, days * DAY_MS + ms)
  const step = ESCALATES_AFTER_DAYS
  expect(escalatedTo(path, at, after(step, -1))).toBeUndefined()
  expect(escalatedTo(path, at, after(step))).toBe('org_D')
  expect(escalatedTo(path, at, after(2 * step))).toBe('org_C')
  expect(escalatedTo(path, at, after(9 * step))).toBe('org_C')
  expect(escalatedTo('org_C', at, after(step))).toBeUndefined()

  const whose = (now: string) => ['org_C', 'org_D', 'org_W', 'org_X'].filter((id) => isFor(id, path, at, now))
  expect(whose(at)).toEqual(['org_W'])
  expect(whose(after(step))).toEqual(['org_D', 'org_W'])
  expect(whose(after(2 * step))).toEqual(['org_C', 'org_D', 'org_W'])
})
