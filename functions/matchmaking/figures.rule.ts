import { FEWEST_TOLD } from '@gonghui/shared/matchmaking/figures'
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

/**
 * The parts of a total that is told as well: what is too small is withheld, and where that leaves a single gap, which
 * subtraction would fill, the smallest of the others with it.
 */
export function toldParts<P extends { readonly count: number }>(
  parts: readonly P[],
): (Omit<P, 'count'> & { readonly count?: number })[] {
  const isSmall = ({ count }: P) => count > 0 && count < FEWEST_TOLD
  const small = parts.filter(isSmall)
  const others = parts.filter((part) => !isSmall(part) && part.count > 0)
  const next = others.reduce<P | undefined>(
    (least, part) => (least === undefined || part.count < least.count ? part : least),
    undefined,
  )
  const withheld = new Set(small.length === 1 && next ? [...small, next] : small)
  return parts.map(({ count, ...part }, at) => (withheld.has(parts[at] as P) ? part : { ...part, count }))
}
