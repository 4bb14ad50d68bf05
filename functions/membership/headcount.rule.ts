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

/** Where one member of the org at `path` is counted; `draw` is any number that is the member's for good. */
export function countedAt(path: OrgPath, draw: number): CountedAt[] {
  const ids = pathsAbove(path).map(leafOf)
  const part = (depth: number) => draw % (SPREAD[depth] ?? 2)
  const leaf = ids.length - 1
  const below = ids.slice(1).map((orgId, at) => ({ aboveId: ids[at] ?? '', orgId, part: part(at + 1) }))
  return [...below, { aboveId: ids[leaf] ?? '', orgId: ids[leaf] ?? '', part: part(leaf) }]
}

export interface CountRow {
  readonly orgId: string
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
