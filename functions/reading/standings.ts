import { SECOND_MS } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/reading/standings'
import { knownFor } from '../lib/known.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { stateAt } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import { ranked, together } from './tally.rule.ts'
import { readFolded, readParts } from './tally.store.ts'

type Parts = Awaited<ReturnType<typeof readParts>>
const TRUSTED_MS = 5 * SECOND_MS
const KEPT = 200
const known = knownFor<Parts>(TRUSTED_MS, KEPT)

/** Everybody looks at the same few boards: a warm function reads each once in five seconds. */
const knownParts = (campaignId: string, orgId: string): Promise<Parts> =>
  known.of(`${campaignId} ${orgId}`, () => readParts(campaignId, orgId))

export const getStandings: Handler<typeof contracts.getStandings> = async ({ params, query, now }) => {
  const { campaignId } = params
  const campaign = await knownCampaign(campaignId)
  if (!campaign || stateAt(campaign, now) === 'draft') return refuse('campaign-unknown')
  const org = await readOrg(query.orgId ?? campaign.orgId)
  if (!org) return refuse('org-unknown')
  const [{ parts, below }, folded] = await Promise.all([
    knownParts(campaignId, org.orgId),
    stateAt(campaign, now) === 'closed' ? readFolded(campaignId) : undefined,
  ])
  const { tally, top } = together(parts)
  const countedAt = parts
    .map((part) => part.countedAt)
    .toSorted()
    .at(-1)
  return reply(200, {
    orgId: org.orgId,
    name: org.name,
    pathNames: org.pathNames,
    total: tally,
    teams: ranked(below),
    top: [...top],
    ...(countedAt ? { countedAt } : {}),
    final: folded?.final === true,
    serverTime: now,
  })
}
