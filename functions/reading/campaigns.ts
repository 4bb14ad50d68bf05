import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/reading/campaigns'
import { readingProblems } from '@gonghui/shared/reading/problems'
import type { Caller } from '../lib/caller.ts'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { type Campaign, enrolRefusal, faceOf, shownOf, stateAt } from './campaign.rule.ts'
import { knownCampaign, knownOnShow } from './campaign.store.ts'

const PAGE = 20
const SHOWN = { pk: '', begins: '' }
const RANK = { open: 0, late: 1, coming: 2, closed: 3, draft: 4 } as const

/** Featured first, then by how much there is to do, then those that began last. */
const rankOf = (campaign: Campaign, now: Instant) => {
  const state = stateAt(campaign, now)
  const featured = campaign.featured && state !== 'closed' ? 0 : 1
  return `${featured}${RANK[state]} ${9_999 - Number(campaign.firstDay.slice(0, 4))} ${campaign.campaignId}`
}

export const listCampaigns: Handler<typeof contracts.listCampaigns> = async ({ query, now }) => {
  const shown = (await knownOnShow())
    .map((campaign) => ({ campaign, rank: rankOf(campaign, now) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  const after = afterOf(SHOWN, query.cursor)
  const rest = shown.filter(({ rank }) => after === undefined || rank > after)
  const page = rest.slice(0, PAGE)
  return reply(200, {
    items: page.map(({ campaign }) => faceOf(campaign, now)),
    ...cursorOf(SHOWN, rest.length > PAGE ? page.at(-1)?.rank : undefined),
    serverTime: now,
  })
}

export const getCampaign: Handler<typeof contracts.getCampaign> = async ({ params, caller, now }) => {
  const campaign = await knownCampaign(params.campaignId)
  if (!campaign || stateAt(campaign, now) === 'draft') return refuse('campaign-unknown')
  const refusal = whyNot(campaign, caller, now)
  return reply(200, {
    campaign: shownOf(campaign, now),
    ...(refusal ? { refusal } : {}),
    serverTime: now,
  })
}

/** What enrolling now would be refused with, in words that say what to do. */
function whyNot(campaign: Campaign, caller: Caller | undefined, now: Instant) {
  if (!caller) return { code: 'token-missing', words: '登录后就能报名' }
  if (!caller.member) return { code: 'membership-missing', words: '加入工会后就能报名' }
  const code = enrolRefusal(campaign, caller.member, now)
  return code && { code, words: `${readingProblems[code].title}，${readingProblems[code].next}` }
}
