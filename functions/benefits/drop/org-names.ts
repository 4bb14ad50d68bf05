import { readOrgs } from '../../lib/orgs.store.ts'

/** The names of orgs as somebody works through many rows: each org is read once. One that is gone has no name. */
export function knownOrgNames(): (orgIds: readonly string[]) => Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>()
  return async (orgIds) => {
    const fresh = [...new Set(orgIds)].filter((orgId) => orgId !== '' && !known.has(orgId))
    if (fresh.length > 0) for (const { orgId, name } of await readOrgs(fresh)) known.set(orgId, name)
    return known
  }
}
