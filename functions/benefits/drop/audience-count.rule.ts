import type { People } from '@gonghui/shared/benefits/audience'
import { isAtOrBelow, type OrgPath } from '@gonghui/shared/lib/roles'

/** Whose members a pool of a plan has: those at and below some orgs, without those at and below others. */
export interface PoolOfPeople {
  /** Undefined is the general pool. */
  readonly quota?: OrgPath
  readonly of: readonly OrgPath[]
  readonly without: readonly OrgPath[]
}

const isBelow = (path: OrgPath, above: OrgPath) => path !== above && isAtOrBelow(path, above)

/** Those of some orgs that stand below none of the others, each once: together they hold everybody, nobody twice. */
export const topmost = (paths: readonly OrgPath[]): OrgPath[] =>
  [...new Set(paths)].filter((path) => !paths.some((other) => isBelow(path, other)))

/** The pools of a plan as people: the most specific quota has them, the general pool has the rest. */
export const peopleOf = (audience: readonly OrgPath[], quotas: readonly OrgPath[]): PoolOfPeople[] => [
  { of: topmost(audience), without: topmost(quotas) },
  ...quotas.map((quota) => ({
    quota,
    of: [quota],
    without: topmost(quotas.filter((other) => isBelow(other, quota))),
  })),
]

/** All members of a pool, whoever of them may take: from how many there are at and below each org. */
export const membersIn = ({ of, without }: PoolOfPeople, below: ReadonlyMap<OrgPath, number>): number => {
  const sum = (paths: readonly OrgPath[]) =>
    paths.reduce((members, path) => members + (below.get(path) ?? 0), 0)
  // A member who moves while the counts are read may be missed in one of them.
  return Math.max(0, sum(of) - sum(without))
}

/** Which pools' members are read one by one, the smallest first, as long as they are no more than `most` in all. */
export function worthReading(members: readonly number[], most: number): number[] {
  let read = 0
  return [...members.entries()]
    .sort(([, a], [, b]) => a - b)
    .flatMap(([at, count]) => {
      read += count
      return count > 0 && read <= most ? [at] : []
    })
}

/** Everybody who may take, from what is known of each pool. */
export const together = (pools: readonly People[]): People => ({
  count: pools.reduce((sum, { count }) => sum + count, 0),
  isExact: pools.every(({ isExact }) => isExact),
})
