import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { type Org, orgLevels } from '@gonghui/shared/lib/org'
import { isAtOrBelow, leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import type { ManagedOrg } from '@gonghui/shared/membership/org-tree'

/** An org as the table holds it. */
export interface OrgRow extends Org {
  readonly revision: number
  /** How often an org was put below it: who found nobody below, and closes it, was not overtaken. */
  readonly arrivals?: number
  readonly closedAt?: Instant
  /** Where its members and the orgs below it went. */
  readonly mergedInto?: string
  /** The orgs that were merged into it, and into those, the latest first: who is on their rosters is on its own. */
  readonly absorbed?: readonly string[]
  /** Where it lay before, the oldest first. */
  readonly before?: readonly FormerPlace[]
}

/** A place in the tree that an org had, itself or by those above it, until an instant. */
export interface FormerPlace {
  readonly path: string
  readonly until: Instant
}

/** Tokens with an old path are read until they end, and a change is carried through to those below in minutes. */
const KNOWN_LATE_MS = 20 * MINUTE_MS
/** A member's token tells fewer. */
const FORMER_PLACES = 12

/**
 * An org in another place, which notes the one it had: where a member's units of a drop are is decided by the place of
 * their union when the drop was published. It counts until everybody knows of the other.
 */
export function placedAt(org: OrgRow, to: Pick<Org, 'path' | 'pathNames'>, at: Instant): OrgRow {
  const next = { ...org, ...to, revision: org.revision + 1 }
  if (to.path === org.path) return next
  const left = { path: org.path, until: later(at, KNOWN_LATE_MS) }
  return { ...next, before: [...(org.before ?? []), left].slice(-FORMER_PLACES) }
}

/** With the org itself, what one batch reads. */
export const MOST_ABSORBED = 99

/** An org and those that were merged into it. */
export const withAbsorbed = ({
  orgId,
  absorbed = [],
}: Pick<OrgRow, 'orgId' | 'absorbed'>): readonly string[] => [orgId, ...absorbed]

/** What an org has absorbed once another is merged into it. */
export const absorbedWith = (into: OrgRow, org: OrgRow): string[] => [
  org.orgId,
  ...(org.absorbed ?? []),
  ...(into.absorbed ?? []),
]

export const aboveOf = ({ path }: Org): string | undefined => {
  const above = pathsAbove(path).at(-2)
  return above && leafOf(above)
}

export const stateOf = ({ closedAt, mergedInto }: OrgRow): ManagedOrg['state'] =>
  mergedInto !== undefined ? 'merged' : closedAt !== undefined ? 'closed' : 'open'

export const shownManaged = (row: OrgRow, members: number): ManagedOrg => ({
  orgId: row.orgId,
  name: row.name,
  level: row.level,
  path: row.path,
  pathNames: [...row.pathNames],
  state: stateOf(row),
  revision: row.revision,
  members,
})

const rank = (level: Org['level']) => orgLevels.indexOf(level)

/** 市 → 区/产业 → 街道/行业 → 基层: an org stands below any that is higher, not only the next. */
export const mayStandBelow = (level: Org['level'], above: Org['level']): boolean => rank(level) > rank(above)

export const seatBelow = (above: Org, orgId: string, name: string) => ({
  path: `${above.path}/${orgId}`,
  pathNames: [...above.pathNames, name],
})

interface Change {
  readonly org: OrgRow
  readonly revision: number
}

type Stale = 'org-closed' | 'org-changed'
type Meets = 'do' | 'same' | Stale | 'org-below-itself' | 'org-level-wrong'

const stale = ({ org, revision }: Change): Stale | undefined => {
  if (org.closedAt !== undefined) return 'org-closed'
  return org.revision === revision ? undefined : 'org-changed'
}

export function meetRename(change: Change & { readonly name: string }): 'do' | 'same' | Stale {
  if (change.org.closedAt === undefined && change.org.name === change.name) return 'same'
  return stale(change) ?? 'do'
}

export function meetMove(change: Change & { readonly above: OrgRow }): Meets {
  const { org, above } = change
  if (org.closedAt === undefined && aboveOf(org) === above.orgId) return 'same'
  const refusal = stale(change)
  if (refusal) return refusal
  if (above.closedAt !== undefined) return 'org-closed'
  if (isAtOrBelow(above.path, org.path)) return 'org-below-itself'
  return mayStandBelow(org.level, above.level) ? 'do' : 'org-level-wrong'
}

export function meetMerge(change: Change & { readonly into: OrgRow }): Meets | 'org-absorbed-many' {
  const { org, into } = change
  if (org.mergedInto === into.orgId) return 'same'
  const refusal = stale(change)
  if (refusal) return refusal
  if (into.closedAt !== undefined) return 'org-closed'
  if (isAtOrBelow(into.path, org.path)) return 'org-below-itself'
  if (org.level !== into.level || org.level === 'city') return 'org-level-wrong'
  return absorbedWith(into, org).length > MOST_ABSORBED ? 'org-absorbed-many' : 'do'
}

export function meetClose(
  change: Change & { readonly members: number; readonly below: number },
): 'do' | 'same' | Stale | 'org-not-empty' {
  const { org, members, below } = change
  if (org.closedAt !== undefined && org.mergedInto === undefined) return 'same'
  const refusal = stale(change)
  if (refusal) return refusal
  return org.level === 'city' || members > 0 || below > 0 ? 'org-not-empty' : 'do'
}
