import { leafOf, type OrgPath, pathsAbove } from '@gonghui/shared/lib/roles'

/**
 * How many members an org has, itself and below. No row is written by everybody: the rows of an org's count lie with
 * the org above it, so one range tells the counts of all orgs right below; the busier the level, the more rows its
 * count is spread over. An org's own members (those of no org below it) count in its own range under its own name.
 */
export interface CountedAt {
  readonly aboveId: string
  readonly orgId: string
  readonly part: number
}

/** Rows by depth: the city's own members, a district, a street, a workplace. */
const SPREAD = [16, 16, 4, 2]
const spreadAt = (depth: number): number => SPREAD[depth] ?? 2

/** Where one member of the org at `path` is counted; `draw` is any number that is the member's for good. */
export function countedAt(path: OrgPath, draw: number): CountedAt[] {
  const ids = pathsAbove(path).map(leafOf)
  const leaf = ids.length - 1
  const below = ids.slice(1).map((orgId, at) => ({
    aboveId: ids[at] ?? '',
    orgId,
    part: draw % spreadAt(at + 1),
  }))
  return [...below, { aboveId: ids[leaf] ?? '', orgId: ids[leaf] ?? '', part: draw % spreadAt(leaf) }]
}

/** All rows that the count of the org at `path` may be spread over, with the org above it. */
export function rowsOf(path: OrgPath): CountedAt[] {
  const ids = pathsAbove(path).map(leafOf)
  const [aboveId = '', orgId = ''] = ids.slice(-2)
  return Array.from({ length: spreadAt(ids.length - 1) }, (_, part) => ({ aboveId, orgId, part }))
}

/**
 * The rows that are closed when the org at `path` ends there. Where an org above it changed its depth, its count is still
 * spread as it was before.
 * @param rows that its count has there now.
 */
export function rowsToClose(path: OrgPath, rows: readonly Pick<CountRow, 'part'>[]): CountedAt[] {
  const ruled = rowsOf(path)
  const others = rows.filter(({ part }) => !ruled.some((at) => at.part === part))
  return [...ruled, ...others.flatMap(({ part }) => ruled.slice(0, 1).map((at) => ({ ...at, part })))]
}

/** The orgs above the one at `path`, each as it is counted with the one above it; the city is counted with none. */
export const ancestorsOf = (path: OrgPath): CountedAt[] => countedAt(path, 0).slice(0, -2)

const nameOf = ({ aboveId, orgId, part }: CountedAt) => `${aboveId}/${orgId}/${part}`

/** What changes when a member comes to one org, from another or from none; a row that gains and loses one is left out. */
export function changesOf(
  { to, from }: { readonly to?: OrgPath | undefined; readonly from?: OrgPath | undefined },
  draw: number,
): { readonly at: CountedAt; readonly by: 1 | -1 }[] {
  const gains = to === undefined ? [] : countedAt(to, draw)
  const losses = from === undefined ? [] : countedAt(from, draw)
  const [gained, lost] = [new Set(gains.map(nameOf)), new Set(losses.map(nameOf))]
  return [
    ...gains.filter((at) => !lost.has(nameOf(at))).map((at) => ({ at, by: 1 as const })),
    ...losses.filter((at) => !gained.has(nameOf(at))).map((at) => ({ at, by: -1 as const })),
  ]
}

export interface CountRow {
  readonly orgId: string
  readonly part: number
  readonly members: number
}

/** Members of the org whose range was read, and of each org right below it. */
export function foldCounts(rows: readonly CountRow[]): {
  readonly total: number
  readonly byOrg: ReadonlyMap<string, number>
} {
  const byOrg = new Map<string, number>()
  for (const { orgId, members } of rows) byOrg.set(orgId, (byOrg.get(orgId) ?? 0) + members)
  return { total: rows.reduce((sum, { members }) => sum + members, 0), byOrg }
}
