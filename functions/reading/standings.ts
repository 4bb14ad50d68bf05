import { SECOND_MS } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/reading/standings'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { stateAt } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import { ranked, together } from './tally.rule.ts'
import { readFolded, readParts } from './tally.store.ts'

type Parts = Awaited<ReturnType<typeof readParts>>
const TRUSTED_MS = 5 * SECOND_MS
const KEPT = 200
const known = new Map<string, { readonly parts: Promise<Parts>; readonly untilMs: number }>()

/** Everybody looks at the same few boards: a warm function reads each once in five seconds. */
function knownParts(campaignId: string, orgId: string, nowMs = performance.now()): Promise<Parts> {
  const name = `${campaignId} ${orgId}`
  const held = known.get(name)
  if (held && nowMs < held.untilMs) return held.parts
  if (known.size >= KEPT) known.clear()
  const parts = readParts(campaignId, orgId)
  known.set(name, { parts, untilMs: nowMs + TRUSTED_MS })
  parts.catch(() => known.delete(name))
  return parts
}

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
