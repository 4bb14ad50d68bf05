import * as z from 'zod/mini'

/**
 * A moment, as ISO-8601 UTC with milliseconds (`2026-06-12T02:00:00.000Z`): what the wire, the table and the
 * code all carry. This one form sorts as text in the order of time, so instants are compared with `<`.
 */
export type Instant = string

export const instant = z.iso.datetime({ precision: 3 })

/** What people and scripts send: any ISO-8601 UTC moment, brought to the one form. */
export const instantIn = z.pipe(
  z.iso.datetime(),
  z.transform((text: string) => new Date(text).toISOString()),
)

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString()
export const epochMsOf = (at: Instant): number => Date.parse(at)
export const later = (at: Instant, byMs: number): Instant => instantOf(epochMsOf(at) + byMs)

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** Every day and hour of the house is China's (UTC+8, no summer time since 1991). */
const CHINA_OFFSET_MS = 8 * HOUR_MS

/** `2026-06-12`: the Asia/Shanghai day of a moment. */
export const dayOf = (at: Instant): string => instantOf(epochMsOf(at) + CHINA_OFFSET_MS).slice(0, 10)

/** Midnight in China, when the day of an instant began. */
export const startOfDay = (at: Instant): Instant => instantOf(epochMsOf(dayOf(at)) - CHINA_OFFSET_MS)

/** 0–23: the Asia/Shanghai hour of a moment. */
export const hourOf = (at: Instant): number =>
  Number(instantOf(epochMsOf(at) + CHINA_OFFSET_MS).slice(11, 13))

/** The last millisecond of the Asia/Shanghai day that comes so many days after that of a moment. */
export const endOfDayAfter = (at: Instant, days: number): Instant =>
  instantOf(Date.parse(dayOf(at)) + (days + 1) * DAY_MS - CHINA_OFFSET_MS - 1)

/** All days touched by [from, until], oldest first. */
export function daysBetween(from: Instant, until: Instant): string[] {
  const days: string[] = []
  const last = dayOf(until)
  for (let at = from; dayOf(at) <= last; at = later(at, DAY_MS)) days.push(dayOf(at))
  return days
}

/** `6月12日 10:00` for sentences that people read. */
export function inWords(at: Instant): string {
  const local = instantOf(epochMsOf(at) + CHINA_OFFSET_MS)
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}
