import * as z from 'zod/mini'
import { pseudonym } from '../lib/draw-file.ts'
import { DAY_MS, dayOf, epochMsOf, type Instant, instantIn, MINUTE_MS } from '../lib/instant.ts'

/**
 * How a drop is given: first come, first served; or by lot, where the time from opening to closing is for entries, and
 * the draw comes after it.
 */
export const ways = ['first-come', 'lottery'] as const

/** The list of entrants is public this long before the number is drawn, so that nobody can shape it to the number. */
export const LIST_BEFORE_NUMBER_MINUTES = 30

/** `2026168`: the year and the draw of that year. */
const issue = z.string().check(z.regex(/^20\d{2}(?:00[1-9]|0[1-9]\d|[12]\d{2}|3[0-5]\d|36[0-6])$/))

/** Which public number a lottery is drawn with: an issue of 福彩3D, and when it is drawn by its published calendar. */
export const drawPlan = z.strictObject({ issue, drawsAt: instantIn })
export type DrawPlan = z.output<typeof drawPlan>

export const listIsOutInTime = (closesAt: Instant, { drawsAt }: DrawPlan): boolean =>
  epochMsOf(drawsAt) >= epochMsOf(closesAt) + LIST_BEFORE_NUMBER_MINUTES * MINUTE_MS

/** 福彩3D is drawn daily but for the holidays (about ten days at 春节, four at 国庆): that much an issue may lag behind the day. */
const MOST_DAYS_WITHOUT = 20

/** Whether an issue can be the one drawn on that day: a slip of the year or the digits shows here. */
export function isIssueOfItsDay({ issue: named, drawsAt }: DrawPlan): boolean {
  const day = dayOf(drawsAt)
  const year = day.slice(0, 4)
  const dayOfYear = (Date.parse(day) - Date.parse(`${year}-01-01`)) / DAY_MS + 1
  const behind = dayOfYear - Number(named.slice(4))
  return named.startsWith(year) && behind >= 0 && behind <= MOST_DAYS_WITHOUT
}

/** Where a lottery stands for those who look at it: 报名 → 待开奖 → 已开奖. */
export const lotterySteps = ['entering', 'waiting', 'drawn'] as const

/** What everybody may know of a lottery. */
export const lotteryFace = z.object({
  issue: z.string(),
  drawsAt: z.string(),
  step: z.enum(lotterySteps),
  /** How many units are drawn for; fixed when the list is out. */
  units: z.int(),
  /** How many have entered as counted at `entrantsAsOf`; exact once entries are closed and the list is out. */
  entrants: z.int(),
  entrantsAsOf: z.string(),
  /** SHA-256 of the secret seed, published before the first entry. */
  commitment: z.string(),
  /** SHA-256 of the list of entrants, once it is out. */
  listHash: z.optional(z.string()),
  /** The three digits, once two people have typed the same. */
  number: z.optional(z.string()),
})
export type LotteryFace = z.infer<typeof lotteryFace>

/** My own entry, and how it went. */
export const myEntry = z.object({
  pseudonym,
  enteredAt: z.string(),
  /** My line in the public list, from 1, once it is out. */
  line: z.optional(z.int()),
  /** My place in the order of the draw, from 1; the first so many have won. */
  position: z.optional(z.int()),
  won: z.optional(z.boolean()),
})
export type MyEntry = z.infer<typeof myEntry>
