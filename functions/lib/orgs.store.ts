import type { Org } from '@gonghui/shared/lib/org'
import { keyOf } from '../table/access-patterns.ts'
import { read, readAll } from '../table/reads.ts'

export const readOrg = (orgId: string): Promise<Org | undefined> =>
  read<Org>(keyOf('an org', { orgId }), { strong: false })

/** In no particular order; orgs that are not there are left out. */
export const readOrgs = (orgIds: readonly string[]): Promise<Org[]> =>
  readAll<Org>([...new Set(orgIds)].map((orgId) => keyOf('an org', { orgId })))
