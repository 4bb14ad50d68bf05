import {
  type EventCount,
  type EventCounts,
  eventCounts,
  FEWEST_TOLD,
} from '@gonghui/shared/matchmaking/figures'
import { type Gender, genders } from '@gonghui/shared/matchmaking/words'
import type { Single } from './summary.rule.ts'

/** The cell that somebody is counted in: `female-1990`. */
export const cellOf = ({ facts }: Single): string =>
  `${facts.gender}-${Math.floor(facts.birthYear / 10) * 10}`

export function cellFrom(name: string): { readonly gender: Gender; readonly bornFrom: number } | undefined {
  const [gender = '', born = ''] = name.split('-')
  const known = genders.find((one) => one === gender)
  return known && /^\d{4}$/.test(born) ? { gender: known, bornFrom: Number(born) } : undefined
}

/** A count as it may be told. */
export const toldCount = (count: number): { readonly count?: number } =>
  count > 0 && count < FEWEST_TOLD ? {} : { count }

const sumOf = (parts: Iterable<{ readonly count: number }>): number =>
  [...parts].reduce((sum, { count }) => sum + count, 0)

/**
 * The parts of a total that is told as well: what is too small is withheld, and the smallest of the others with it, for
 * as long as what is withheld is a single gap, which subtraction would fill, or is too few people all together.
 */
export function toldParts<P extends { readonly count: number }>(
  parts: readonly P[],
): (Omit<P, 'count'> & { readonly count?: number })[] {
  const isSmall = ({ count }: P) => count > 0 && count < FEWEST_TOLD
  const small = parts.filter(isSmall)
  const others = parts
    .filter((part) => !isSmall(part) && part.count > 0)
    .sort((one, next) => one.count - next.count)
  const withheld = new Set(small)
  while (withheld.size === 1 || (withheld.size > 0 && sumOf(withheld) < FEWEST_TOLD)) {
    const next = others.shift()
    // Nobody else is counted: then the total is too small itself, and is not told.
    if (!next) break
    withheld.add(next)
  }
  return parts.map(({ count, ...part }, at) => (withheld.has(parts[at] as P) ? part : { ...part, count }))
}

type Counted = Readonly<Record<EventCount, number>>

/** Events with their total: each count is a column of parts of its own. */
export function toldEvents<E extends Counted>(
  events: readonly E[],
): { readonly events: (Omit<E, EventCount> & EventCounts)[]; readonly total: EventCounts } {
  const columns = eventCounts.map((name) => {
    const parts = events.map((event) => ({ count: event[name] }))
    return { name, parts: toldParts(parts), ...toldCount(sumOf(parts)) }
  })
  return {
    events: events.map((event, i) => ({
      ...event,
      ...Object.fromEntries(columns.map(({ name, parts }) => [name, parts[i]?.count])),
    })),
    total: Object.fromEntries(columns.map(({ name, count }) => [name, count])),
  }
}
