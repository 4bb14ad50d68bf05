import type { Org } from '@gonghui/shared/lib/org'
import { leafOf, type OrgPath } from '@gonghui/shared/lib/roles'
import { keyOf } from '../table/access-patterns.ts'
import { read, readAll } from '../table/reads.ts'

export const readOrg = (orgId: string): Promise<Org | undefined> =>
  read<Org>(keyOf('an org', { orgId }), { strong: false })

const MERGERS = 8

/** The org that stands for one: itself, or the one that it was merged into, however often that happened. */
export async function standingFor<O extends { readonly mergedInto?: string }>(
  orgId: string,
  readOne: (orgId: string) => Promise<O | undefined>,
): Promise<O | undefined> {
  let org = await readOne(orgId)
  for (let mergers = 0; org?.mergedInto !== undefined && mergers < MERGERS; mergers++)
    org = await readOne(org.mergedInto)
  return org
}

/**
 * Where an org is now whose path was written down with something. Who may see that thing goes by this: a path as it was
 * written still means the orgs that were above it then.
 */
export async function pathNow(written: OrgPath): Promise<OrgPath> {
  const org = await standingFor<Org & { readonly mergedInto?: string }>(leafOf(written), readOrg)
  return org?.path ?? written
}

/** In no particular order; orgs that are not there are left out. */
export const readOrgs = (orgIds: readonly string[]): Promise<Org[]> =>
  readAll<Org>([...new Set(orgIds)].map((orgId) => keyOf('an org', { orgId })))
