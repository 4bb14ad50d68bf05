import { fits, reasonsFor, scoreOf } from './fit.rule.ts'
import type { Single } from './summary.rule.ts'

/** The years of birth that somebody’s wishes leave open: all of them, unless the age is a must. */
export function birthYearsFor({ wishes: { age } }: Single, year: number): { from: number; until: number } {
  const { min, max } = age.must ? age : OLDEST_AND_YOUNGEST
  return { from: year - max, until: year - min }
}
const OLDEST_AND_YOUNGEST = { min: 18, max: 90 }

export interface Chosen {
  readonly single: Single
  readonly score: number
}

/**
 * Whom one may be suggested today, the first of them first: everybody who fits both ways and is not done with, first those who were not shown lately,
 * then by score; among equals by a lot that changes with the day, so that nobody is always last.
 */
export function chooseSuggestions(
  me: Single,
  candidates: readonly Single[],
  known: { readonly done: ReadonlySet<string>; readonly lately: ReadonlySet<string> },
  { year, lot }: { readonly year: number; readonly lot: number },
): Chosen[] {
  return candidates
    .filter((one) => !known.done.has(one.profileId) && fits(me, one, year))
    .map((single) => ({
      single,
      score: scoreOf(reasonsFor(me, single, year)),
      lately: known.lately.has(single.profileId) ? 1 : 0,
      lot: lotIn(lot, single.profileId),
    }))
    .sort((a, b) => a.lately - b.lately || b.score - a.score || a.lot - b.lot)
    .map(({ single, score }) => ({ single, score }))
}

/** Ids are drawn evenly, so the day’s 32 bits over their first ones put them into another order every day. */
const lotIn = (lot: number, profileId: string): number =>
  (Number.parseInt(profileId.slice(0, 8), 16) ^ lot) >>> 0
