import { DAY_MS, epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { beginsAt } from '@gonghui/shared/reading/days'
import { log, told } from '../lib/log.ts'
import { type Campaign, stateAt } from './campaign.rule.ts'
import { readOnShow, takeOffShow } from './campaign.store.ts'
import { readQuizzes } from './quiz.store.ts'
import { drawsAt } from './quiz-draw.rule.ts'
import { drawQuizzes } from './quiz-drawing.ts'
import type { Seat } from './reader.store.ts'
import { recount } from './recount.ts'
import * as store from './tally.store.ts'

/** A campaign that is over stays where members look for two months. */
const SHOWN_AFTER_MS = 60 * DAY_MS

/** With less time than this no other campaign is begun. */
const LAST_CAMPAIGN_MS = 10_000

/**
 * Every minute, over the campaigns on show, whose turn was longest ago first. One campaign's fault does not keep the
 * others waiting, and what there was no time for comes first in the next minute.
 * @param msLeft milliseconds until the function is ended.
 */
export async function foldCampaigns(now: Instant, msLeft: () => number): Promise<void> {
  const campaigns = await byTurn(await readOnShow())
  for (const [at, campaign] of campaigns.entries()) {
    if (msLeft() < LAST_CAMPAIGN_MS)
      return log.warn('campaigns wait for the next minute to be counted', { left: campaigns.length - at })
    try {
      await foldCampaign(campaign, now)
    } catch (error) {
      log.error('a campaign could not be counted', { campaignId: campaign.campaignId, error: told(error) })
    }
  }
}

async function byTurn(campaigns: readonly Campaign[]): Promise<Campaign[]> {
  const turns = await store.inTurns(campaigns, async (campaign) => {
    const folded = await store.readFolded(campaign.campaignId)
    return { campaign, turn: folded?.turn ?? 0 }
  })
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ campaign }) => campaign)
}

/**
 * Counts anew what changed since the last time. Nothing is ever added to a figure: a shard's is counted from its
 * readers' own rows, a team's from its shards, a union's from the orgs right below it. So a run that stops half-way,
 * comes twice or meets another leaves no figure wrong for longer than the next run; and once nothing of a closed
 * campaign is under way any more, everything is counted one last time; the lots of its quizzes are drawn.
 */
export async function foldCampaign(campaign: Campaign, now: Instant): Promise<void> {
  const { campaignId } = campaign
  const slot = store.slotOf(now)
  const before = { ...(await store.readFolded(campaignId)), turn: slot }
  // Noted before the work: one that takes more time than there is must not be the first again.
  if (!before.final || !before.drawn) await store.putFolded(campaignId, before)
  const isClosed = stateAt(campaign, now) === 'closed'
  const isFinal = before.final === true || (isClosed && (await settledAt(campaign)) <= now)
  if (!isFinal) {
    await recount(campaign, await touchedSince(campaignId, before.slot, slot), now)
    await store.putFolded(campaignId, { ...before, slot })
  } else if (!before.final) {
    await recount(campaign, await store.everyShard(campaignId), now)
    await store.putFolded(campaignId, { ...before, slot, final: true })
  }
  if (!isClosed) return
  if (!before.drawn && (await drawQuizzes(campaign, now)))
    await store.putFolded(campaignId, { ...before, slot, ...(isFinal ? { final: true } : {}), drawn: true })
  const longOver = epochMsOf(now) - epochMsOf(beginsAt(campaign.zone, campaign.lastDay)) > SHOWN_AFTER_MS
  if (isFinal && longOver) await takeOffShow(campaignId)
}

/** From when on nothing changes: what was begun before the close, the longest quiz last of all, has been answered. */
const settledAt = async (campaign: Campaign): Promise<Instant> =>
  [{ minutes: 0 }, ...(await readQuizzes(campaign.campaignId))]
    .map((quiz) => drawsAt(campaign, quiz))
    .reduce((latest, at) => (at > latest ? at : latest))

/** After a longer outage the rest is left to the last count. */
const MOST_SLOTS = 30

/** The shards that were marked since the last count. */
async function touchedSince(campaignId: string, last: number | undefined, slot: number): Promise<Seat[]> {
  // A mark may be written a moment after its minute, so the two before the last are looked at again.
  const from = last === undefined ? slot - 2 : Math.max(last - 2, slot - MOST_SLOTS)
  const touched = new Map<string, Seat>()
  for (let at = from; at <= slot; at++)
    for (const { orgId, shard } of await store.readTouched(campaignId, at))
      touched.set(`${orgId} ${shard}`, { orgId, shard })
  return [...touched.values()]
}
