import { DAY_MS, HOUR_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'

const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const

/** `+2m`, `-1h`, `+30d`: a moment as the files of the seed tell it, counted from `start`. */
export function momentOf(text: string, start: Instant): Instant {
  const [, sign, count, unit] = /^([+-])(\d+)([mhd])$/.exec(text) ?? []
  if (!sign || !count || !unit) throw new Error(`not a moment: ${text}`)
  return later(start, Number(`${sign}${count}`) * UNIT_MS[unit as keyof typeof UNIT_MS])
}
