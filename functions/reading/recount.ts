import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { readOrgs } from '../lib/orgs.store.ts'
import { type Campaign, stateAt } from './campaign.rule.ts'
import { readCampaign } from './campaign.store.ts'
import type { Seat } from './reader.store.ts'
import { countOf, together } from './tally.rule.ts'
import * as store from './tally.store.ts'
import { inTurns } from './tally.store.ts'

/** Counts shards, then every org above them, the lowest first; and those that an org was counted under before it moved. */
export async function recount(campaign: Campaign, seats: readonly Seat[], now: Instant): Promise<void> {
  if (seats.length === 0) return
  const { campaignId } = campaign
  const teams = await orgsById(seats.map(({ orgId }) => orgId))
  await inTurns(seats, async ({ orgId, shard }) => {
    const orgName = teams.get(orgId)?.name ?? orgId
    const readers = await store.readShard(campaignId, { orgId, shard })
    const count = { ...countOf(campaign, readers, orgName), orgId, orgName }
    await store.putPart({ campaignId, orgId, part: `SHARD#${shard}` }, count, now)
  })
  const placed = new Map<string, string>()
  let formers = await countUp(campaignId, teams, placed, now)
  while (formers.length > 0) formers = await countUp(campaignId, await orgsById(formers), placed, now)
  // Noted last: what was cut short is then found to have moved once more, and done again.
  await inTurns([...placed], ([orgId, above]) => store.noteUnder(campaignId, orgId, above))
}

/** After the name changed that a reader is listed by: where the campaign is closed at once, for nobody counts it any more. */
export async function countNamed(campaignId: string, seat: Seat, now: Instant): Promise<void> {
  const campaign = await readCampaign(campaignId)
  if (campaign && stateAt(campaign, now) === 'closed') return recount(campaign, [seat], now)
  await store.touch(campaignId, seat, now)
}

/**
 * Counts orgs and all above them.
 * @param placed gains each org that is counted under another than before.
 * @returns those that it was counted under: they have lost it, and are to be counted too.
 */
async function countUp(
  campaignId: string,
  some: ReadonlyMap<string, Org>,
  placed: Map<string, string>,
  now: Instant,
): Promise<string[]> {
  const paths = new Set([...some.values()].flatMap(({ path }) => pathsAbove(path)))
  const orgs = await orgsById([...paths].map(leafOf))
  const formers: string[] = []
  const depths = [...new Set([...paths].map(depthOf))].toSorted((a, b) => b - a)
  for (const depth of depths) {
    const here = [...paths].filter((path) => depthOf(path) === depth && depth > 1)
    await inTurns(here, async (path) => {
      const orgId = leafOf(path)
      const { parts } = await store.readParts(campaignId, orgId, { strong: true })
      const above = leafOf(path.slice(0, path.lastIndexOf('/')))
      const count = { ...together(parts), orgId, orgName: orgs.get(orgId)?.name ?? orgId }
      const part = `BELOW#${orgId}` as const
      await store.putPart({ campaignId, orgId: above, part }, count, now)
      if (placed.has(orgId)) return
      const former = await store.readUnder(campaignId, orgId)
      if (former === above) return
      placed.set(orgId, above)
      if (former === undefined) return
      await store.emptyPart({ campaignId, orgId: former, part }, orgId, now)
      formers.push(former)
    })
  }
  return formers
}

const depthOf = (path: string): number => path.split('/').length

const orgsById = async (orgIds: readonly string[]): Promise<ReadonlyMap<string, Org>> =>
  new Map((await readOrgs(orgIds)).map((org) => [org.orgId, org]))
