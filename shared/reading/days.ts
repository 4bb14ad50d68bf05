import * as z from 'zod/mini'
import { DAY_MS, epochMsOf, HOUR_MS, type Instant, instantOf } from '../lib/instant.ts'

/**
 * A campaign's own days. Its time zone decides what day it is, never the phone's, so a streak is the same on every
 * device and over a journey. Only zones without summer time are offered: hours east of UTC are then a number that a
 * phone without a time-zone database knows as well as the server.
 */
export const zones = {
  'Asia/Shanghai': { hours: 8, name: '北京时间' },
  'Asia/Urumqi': { hours: 6, name: '乌鲁木齐时间' },
  'Asia/Jakarta': { hours: 7, name: '雅加达时间' },
  'Asia/Dubai': { hours: 4, name: '迪拜时间' },
  'Africa/Nairobi': { hours: 3, name: '内罗毕时间' },
  'Africa/Lagos': { hours: 1, name: '拉各斯时间' },
} as const
export const zoneNames = Object.keys(zones) as [Zone, ...Zone[]]
export type Zone = keyof typeof zones

/** `2026-03-08`. As text it sorts as time does. */
export type Day = string
export const day = z.iso.date()

export const dayIn = (zone: Zone, at: Instant): Day =>
  instantOf(epochMsOf(at) + zones[zone].hours * HOUR_MS).slice(0, 10)

/** The first instant of a day. */
export const beginsAt = (zone: Zone, on: Day): Instant =>
  instantOf(Date.parse(`${on}T00:00:00.000Z`) - zones[zone].hours * HOUR_MS)

/** How many days from one to another; negative where the other is earlier. */
export const daysFrom = (from: Day, to: Day): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

export const dayAfter = (from: Day, days: number): Day =>
  new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)

export interface Streak {
  /** Days in a row up to today; up to yesterday where today is still to come. */
  readonly current: number
  readonly longest: number
}

/** The streak of the days that count. It knows nothing of when and from which phone they were told. */
export function streakOf(counted: Iterable<Day>, today: Day): Streak {
  const days = [...new Set(counted)].sort()
  let [run, longest] = [0, 0]
  let last: Day | undefined
  for (const one of days) {
    run = last !== undefined && daysFrom(last, one) === 1 ? run + 1 : 1
    longest = Math.max(longest, run)
    last = one
  }
  const reaches = last !== undefined && daysFrom(last, today) <= 1
  return { current: reaches ? run : 0, longest }
}
