import { DAY_MS, epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { beginsAt } from '@gonghui/shared/reading/days'
import { log, told } from '../lib/log.ts'
import { readOrgs } from '../lib/orgs.store.ts'
import { type Campaign, stateAt } from './campaign.rule.ts'
import { readOnShow, takeOffShow } from './campaign.store.ts'
import { drawQuizzes } from './quiz-drawing.ts'
import type { Seat } from './reader.store.ts'
import { countOf, together } from './tally.rule.ts'
import * as store from './tally.store.ts'
import { inTurns } from './tally.store.ts'

/** A campaign that is over stays where members look for two months. */
const SHOWN_AFTER_MS = 60 * DAY_MS

/** Every minute, over the campaigns on show. One campaign's fault does not keep the others waiting. */
export async function foldCampaigns(now: Instant): Promise<void> {
  for (const campaign of await readOnShow()) {
    try {
      await foldCampaign(campaign, now)
    } catch (error) {
      log.error('a campaign could not be counted', { campaignId: campaign.campaignId, error: told(error) })
    }
  }
}

/**
 * Counts anew what changed since the last time. Nothing is ever added to a figure: a shard's is counted from its
 * readers' own rows, a team's from its shards, a union's from the orgs right below it. So a run that stops half-way,
 * comes twice or meets another leaves no figure wrong for longer than the next run; and once a campaign is closed,
 * everything is counted one last time, and the lots of its quizzes are drawn.
 */
export async function foldCampaign(campaign: Campaign, now: Instant): Promise<void> {
  const { campaignId } = campaign
  const before = await store.readFolded(campaignId)
  const slot = store.slotOf(now)
  if (stateAt(campaign, now) === 'closed') {
    if (!before?.final) {
      await recount(campaign, await store.everyShard(campaignId), now)
      await store.putFolded(campaignId, { slot, final: true })
    }
    if (!before?.drawn && (await drawQuizzes(campaign, now)))
      await store.putFolded(campaignId, { slot, final: true, drawn: true })
    const longOver = epochMsOf(now) - epochMsOf(beginsAt(campaign.zone, campaign.lastDay)) > SHOWN_AFTER_MS
    if (longOver) await takeOffShow(campaignId)
    return
  }
  // A mark may be written a moment after its minute, so the two before the last are looked at again.
  const from = before ? Math.max(before.slot - 2, slot - MOST_SLOTS) : slot - 2
  const touched = new Map<string, Seat>()
  for (let at = from; at <= slot; at++)
    for (const { orgId, shard } of await store.readTouched(campaignId, at))
      touched.set(`${orgId} ${shard}`, { orgId, shard })
  await recount(campaign, [...touched.values()], now)
  await store.putFolded(campaignId, { slot })
}

/** After a longer outage the rest is left to the last count. */
const MOST_SLOTS = 30

/** Counts shards, then every org above them, the lowest first. */
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
  const paths = new Set([...teams.values()].flatMap(({ path }) => pathsAbove(path)))
  const orgs = await orgsById([...paths].map(leafOf))
  const depths = [...new Set([...paths].map(depthOf))].toSorted((a, b) => b - a)
  for (const depth of depths) {
    const here = [...paths].filter((path) => depthOf(path) === depth && depth > 1)
    await inTurns(here, async (path) => {
      const orgId = leafOf(path)
      const { parts } = await store.readParts(campaignId, orgId, { strong: true })
      const above = leafOf(path.slice(0, path.lastIndexOf('/')))
      const count = { ...together(parts), orgId, orgName: orgs.get(orgId)?.name ?? orgId }
      await store.putPart({ campaignId, orgId: above, part: `BELOW#${orgId}` }, count, now)
    })
  }
}

const depthOf = (path: string): number => path.split('/').length

const orgsById = async (orgIds: readonly string[]): Promise<ReadonlyMap<string, Org>> =>
  new Map((await readOrgs(orgIds)).map((org) => [org.orgId, org]))
