import type { countAudience as contract, People } from '@gonghui/shared/benefits/audience'
import { isAtOrBelow, type OrgPath } from '@gonghui/shared/lib/roles'
import { type AudienceFacts, audienceRefusal } from '../../lib/audience.rule.ts'
import { readOrgs } from '../../lib/orgs.store.ts'
import { type Allowance, countBelow, membersBelow } from '../../lib/rolls.store.ts'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import * as rule from './audience-count.rule.ts'
import { within } from './scope.ts'

/** So many members are read one by one for an answer, and so many calls are made for it: above that it is “at most”. */
export const MOST_READ = 5_000
const MOST_CALLS = 400

/**
 * How many members a plan is for now, in all and pool by pool. Without tags and membership age the orgs' own counts
 * say it, however many there are: one small range for each org that is named. With them the members of the smaller
 * pools are read; of the larger ones only the upper bound is said.
 */
export const countAudience: Handler<typeof contract> = async ({ body, caller, now }) => {
  const { audience, quotaOrgIds } = body
  const orgs = new Map((await readOrgs([...audience.orgIds, ...quotaOrgIds])).map((org) => [org.orgId, org]))
  const named = audience.orgIds.flatMap((orgId) => orgs.get(orgId) ?? [])
  const quotas = [...new Set(quotaOrgIds)].flatMap((orgId) => orgs.get(orgId) ?? [])
  if (orgs.size < new Set([...audience.orgIds, ...quotaOrgIds]).size) return refuse('org-unknown')
  if (!named.every(({ path }) => within(caller, ['operator'], path))) return refuse('org-out-of-scope')
  const paths = named.map(({ path }) => path)
  const isInside = quotas.every((quota) => paths.some((path) => isAtOrBelow(quota.path, path)))
  if (!isInside) return refuse('quota-outside-audience')
  const pools = rule.peopleOf(
    paths,
    quotas.map(({ path }) => path),
  )
  const counted = await peopleIn(pools, { audiencePaths: paths, audience })
  return reply(200, {
    people: rule.together(counted),
    pools: counted.map((people, at) => {
      const quota = quotas[at - 1]
      return { ...(quota ? { orgId: quota.orgId, name: quota.name } : {}), people }
    }),
    serverTime: now,
  })
}

async function peopleIn(pools: readonly rule.PoolOfPeople[], facts: AudienceFacts): Promise<People[]> {
  const paths = [...new Set(pools.flatMap(({ of, without }) => [...of, ...without]))]
  const below = new Map<OrgPath, number>(
    await Promise.all(paths.map(async (path) => [path, await countBelow(path)] as const)),
  )
  const members = pools.map((pool) => rule.membersIn(pool, below))
  const { tags = [], joinedBefore, onRoster } = facts.audience
  const isEverybody = tags.length === 0 && joinedBefore === undefined && !onRoster
  if (isEverybody) return members.map((count) => ({ count, isExact: true }))
  const people: People[] = members.map((count) => ({ count, isExact: count === 0 }))
  const allowance: Allowance = { calls: MOST_CALLS }
  for (const at of rule.worthReading(members, MOST_READ)) {
    const read = await membersBelow(pools[at] ?? { of: [], without: [] }, allowance)
    // The smallest went first: where the allowance ends, the larger ones stay at their upper bound.
    if (!read) break
    people[at] = { count: read.filter((one) => !audienceRefusal(facts, one)).length, isExact: true }
  }
  return people
}
