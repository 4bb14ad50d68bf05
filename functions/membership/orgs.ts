import type { listOrgs as contract } from '@gonghui/shared/membership/orgs'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { readCityUnion, readOrgsBelow } from './org-lookup.store.ts'

export const listOrgs: Handler<typeof contract> = async ({ query }) => {
  const org = query.orgId ? await readOrg(query.orgId) : await readCityUnion()
  if (!org) return refuse('org-unknown')
  const below = await readOrgsBelow(org.orgId)
  // One that has ended keeps its place in the tree, for what happened in it; nobody chooses it any more.
  return reply(200, { org, below: below.filter(({ closedAt }) => closedAt === undefined) })
}
