import type { listOrgs as contract } from '@gonghui/shared/membership/orgs'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { readCityUnion, readOrgsBelow } from './org-lookup.store.ts'

export const listOrgs: Handler<typeof contract> = async ({ query }) => {
  const org = query.orgId ? await readOrg(query.orgId) : await readCityUnion()
  if (!org) return refuse('org-unknown')
  return reply(200, { org, below: await readOrgsBelow(org.orgId) })
}
