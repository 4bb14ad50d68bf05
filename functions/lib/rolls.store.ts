import { leafOf, type OrgPath } from '@gonghui/shared/lib/roles'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { readAll, readRange } from '../table/reads.ts'

/** What decides whether something is for a member: no name, no phone. */
export interface RolledMember {
  readonly memberId: string
  readonly orgPath: OrgPath
  readonly tags: readonly string[]
  readonly joinedAt: string
  /** A roster vouches for them. */
  readonly onRoster?: true
}

/** A member's row, as far as it is read here. */
type Row = Pick<RolledMember, 'memberId' | 'tags' | 'joinedAt'> & { readonly verifiedBy?: string }

const rolled = ({ memberId, tags, joinedAt, verifiedBy }: Row, orgPath: OrgPath): RolledMember => ({
  ...{ memberId, tags, joinedAt, orgPath },
  ...(verifiedBy === 'roster' ? { onRoster: true } : {}),
})

interface Counted {
  readonly orgId: string
  readonly members: number
}

/** Members at and below an org: one range of a few rows (of the city, one row for each district and part). */
export async function countBelow(path: OrgPath): Promise<number> {
  const [aboveId, orgId] = path.split('/').slice(-2)
  const rows = await readRange<Counted>(
    orgId === undefined
      ? rangeOf('members counted below an org', { aboveId: aboveId ?? '' })
      : rangeOf('members counted below an org', { aboveId: aboveId ?? '', orgId }),
  )
  return rows.reduce((sum, { members }) => sum + members, 0)
}

/** What a walk may still ask of the table; it stops, and says nothing, when it is used up. */
export interface Allowance {
  calls: number
}

const WANTED = 'memberId, tags, joinedAt, verifiedBy'
const BATCH = 100

/**
 * Everybody at and below some orgs but not below others, or undefined where the allowance does not reach. An org costs
 * one call for its roll, one more where others stand below it, and one for each hundred members.
 */
export async function membersBelow(
  { of, without }: { readonly of: readonly OrgPath[]; readonly without: readonly OrgPath[] },
  allowance: Allowance,
): Promise<RolledMember[] | undefined> {
  const left = new Set(without.map(leafOf))
  const found: RolledMember[] = []
  const spend = (calls: number) => {
    allowance.calls -= calls
    return allowance.calls >= 0
  }
  const visit = async (path: OrgPath, members: number): Promise<boolean> => {
    const orgId = leafOf(path)
    if (left.has(orgId)) return true
    if (!spend(1)) return false
    const roll = await readRange<{ memberId: string }>(rangeOf('a member on an org’s roll', { orgId }))
    if (!spend(Math.ceil(roll.length / BATCH))) return false
    const keys = roll.map(({ memberId }) => keyOf('a member', { memberId }))
    const rows = await readAll<Row>(keys, { only: WANTED })
    for (const row of rows) found.push(rolled(row, path))
    // Who is not on the org's own roll is on one below it.
    return roll.length >= members || descend(path)
  }
  const descend = async (path: OrgPath): Promise<boolean> => {
    if (!spend(1)) return false
    const aboveId = leafOf(path)
    const counts = new Map<string, number>()
    for (const { orgId, members } of await readRange<Counted>(
      rangeOf('members counted below an org', { aboveId }),
    ))
      if (orgId !== aboveId) counts.set(orgId, (counts.get(orgId) ?? 0) + members)
    const below = [...counts].filter(([, members]) => members > 0)
    const visited = await Promise.all(below.map(([orgId, members]) => visit(`${path}/${orgId}`, members)))
    return visited.every(Boolean)
  }
  const visited = await Promise.all(of.map((path) => visit(path, Number.POSITIVE_INFINITY)))
  return visited.every(Boolean) ? found : undefined
}
