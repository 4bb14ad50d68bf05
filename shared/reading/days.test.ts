import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginsAt, dayAfter, dayIn, daysFrom, streakOf, zoneNames, zones } from './days.ts'

test('the campaign’s zone decides the day: midnight belongs to the new one', () => {
  expect(dayIn('Asia/Shanghai', '2026-03-07T15:59:59.999Z')).toBe('2026-03-07')
  expect(dayIn('Asia/Shanghai', '2026-03-07T16:00:00.000Z')).toBe('2026-03-08')
  expect(dayIn('Asia/Urumqi', '2026-03-07T16:00:00.000Z')).toBe('2026-03-07')
  expect(beginsAt('Asia/Shanghai', '2026-03-08')).toBe('2026-03-07T16:00:00.000Z')
})

test('no offered zone has summer time, and each lies where the world’s time-zone database puts it', () => {
  for (const zone of zoneNames)
    for (let month = 0; month < 12; month++) {
      const at = Date.UTC(2026, month, 15, 12)
      const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
      expect([zone, month, Number(parts.format(at))]).toEqual([zone, month, 12 + zones[zone].hours])
    }
})

test('days are counted over the ends of months and years', () => {
  expect(daysFrom('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysFrom('2026-01-02', '2025-12-31')).toBe(-2)
  expect(dayAfter('2025-12-31', 1)).toBe('2026-01-01')
})

test('a streak runs to today, or to yesterday while today is still to come; a day missed ends it', () => {
  expect(streakOf([], '2026-03-10')).toEqual({ current: 0, longest: 0 })
  expect(streakOf(['2026-03-10'], '2026-03-10')).toEqual({ current: 1, longest: 1 })
  expect(streakOf(['2026-03-08', '2026-03-09'], '2026-03-10')).toEqual({ current: 2, longest: 2 })
  expect(streakOf(['2026-03-07', '2026-03-08'], '2026-03-10')).toEqual({ current: 0, longest: 2 })
  expect(streakOf(['2026-03-06', '2026-03-07', '2026-03-10'], '2026-03-10')).toEqual({
    current: 1,
    longest: 2,
  })
})

/** Walks day by day and asks of each whether it is there. */
function slowStreak(days: readonly string[], today: string) {
  let longest = 0
  for (const start of days)
    for (let run = 0; days.includes(dayAfter(start, run)); run++) longest = Math.max(longest, run + 1)
  let current = 0
  const end = days.includes(today) ? today : dayAfter(today, -1)
  while (days.includes(dayAfter(end, -current))) current++
  return { current, longest }
}

test('the streak is the slow oracle’s, whatever the order and however often a day is told', () => {
  const someDay = fc.integer({ min: 0, max: 40 }).map((at) => dayAfter('2024-02-10', at))
  fc.assert(
    fc.property(fc.array(someDay, { maxLength: 60 }), fc.integer({ min: 0, max: 3 }), (told, ago) => {
      const today = dayAfter(told.toSorted().at(-1) ?? '2024-03-01', ago)
      expect(streakOf(told, today)).toEqual(slowStreak(told, today))
      expect(streakOf(told.toReversed(), today)).toEqual(streakOf(new Set(told), today))
    }),
    { seed: 7, numRuns: 300 },
  )
})
