import { isDeepStrictEqual } from 'node:util'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { CampaignPlan } from '@gonghui/shared/reading/campaigns'
import type * as contracts from '@gonghui/shared/reading/managed-campaigns'
import type { StaffCaller } from '../lib/caller.ts'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { newId } from '../lib/ids.ts'
import { readOrgs } from '../lib/orgs.store.ts'
import { earlierResult, type Repeatable } from '../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { type Campaign, managedFaceOf, planOf, type Step, stateAt, stepped, tidied } from './campaign.rule.ts'
import * as store from './campaign.store.ts'
import { campaignWithin, worksAt } from './scope.ts'

const PAGE = 20

const told = (campaign: Campaign, now: Instant) => ({
  campaign: managedFaceOf(campaign, now),
  serverTime: now,
})

/** What a plan says of orgs, looked up; or why it cannot be. */
async function placed(plan: CampaignPlan, caller: StaffCaller) {
  const orgs = new Map((await readOrgs([plan.orgId, ...plan.audience.orgIds])).map((org) => [org.orgId, org]))
  const host = orgs.get(plan.orgId)
  const audience = plan.audience.orgIds.flatMap((orgId) => orgs.get(orgId) ?? [])
  if (!host || audience.length < plan.audience.orgIds.length) return refuse('org-unknown')
  if (![host, ...audience].every((org) => worksAt(caller, org.path))) return refuse('org-out-of-scope')
  return {
    ...tidied(plan),
    orgPath: host.path,
    orgName: host.name,
    audiencePaths: audience.map((org) => org.path),
    audienceNames: audience.map((org) => org.name),
  }
}

type Placed = Exclude<Awaited<ReturnType<typeof placed>>, { refused: string }>

const drafted = (plan: Placed, now: Instant): Campaign => ({
  ...plan,
  campaignId: newId('campaign', now),
  phase: 'draft',
  featured: false,
  revision: 1,
  createdAt: now,
})

/** Stores a new draft once for each request; the campaign that the request made, and whether just now. */
async function putOnce(draft: Campaign, repeat: Repeatable, now: Instant) {
  if (await store.putDraft(draft, repeat)) return reply(201, told(draft, now))
  const raced = await earlierResult(repeat)
  return raced && raced !== 'reused' ? again(raced, now) : refuse('idempotency-key-reused')
}

async function again(campaignId: string, now: Instant) {
  const campaign = await store.readCampaign(campaignId)
  if (!campaign) throw new Error(`campaign ${campaignId} was made and is gone`)
  return reply(200, told(campaign, now))
}

export const createCampaign: Handler<typeof contracts.createCampaign> = async ({
  body,
  caller,
  key,
  now,
}) => {
  const repeat = { personId: caller.personId, key, body }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier, now)
  const plan = await placed(body, caller)
  return isRefusal(plan) ? plan : putOnce(drafted(plan, now), repeat, now)
}

export const cloneCampaign: Handler<typeof contracts.cloneCampaign> = async ({
  params,
  caller,
  key,
  now,
}) => {
  const repeat = { personId: caller.personId, key, body: params }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier, now)
  const found = await campaignWithin(caller, params.campaignId)
  if (isRefusal(found)) return found
  // Titles are at most 30 characters; the copy says what it is as far as there is room.
  const title = `${[...found.campaign.title].slice(0, 27).join('')}（新）`
  const plan = await placed({ ...planOf(found.campaign), title }, caller)
  return isRefusal(plan) ? plan : putOnce(drafted(plan, now), repeat, now)
}

export const editCampaign: Handler<typeof contracts.editCampaign> = async ({ params, body, caller, now }) => {
  const found = await campaignWithin(caller, params.campaignId)
  if (isRefusal(found)) return found
  const { campaign } = found
  // A lost answer is asked for again: the same words, stored over what was read, are no change of somebody else's.
  const isAgain =
    campaign.revision === body.revision + 1 && isDeepStrictEqual(planOf(campaign), tidied(body.plan))
  if (campaign.revision !== body.revision && !isAgain)
    return refuse('campaign-changed', { revision: campaign.revision })
  if (campaign.phase !== 'draft') return refuse('campaign-not-draft')
  if (isAgain) return reply(200, told(campaign, now))
  // The list of the union that made it is where it is looked for: a draft is not handed to another.
  if (body.plan.orgId !== campaign.orgId) return refuse('org-out-of-scope')
  const plan = await placed(body.plan, caller)
  if (isRefusal(plan)) return plan
  const { campaignId, phase, featured, createdAt } = campaign
  const next = { ...plan, campaignId, phase, featured, createdAt, revision: campaign.revision + 1 }
  if (!(await store.replaceCampaign(campaign, next))) return refuse('campaign-changed')
  return reply(200, told(next, now))
}

const step =
  (taken: Step): Handler<typeof contracts.openCampaign> =>
  async ({ params, caller, now }) => {
    const found = await campaignWithin(caller, params.campaignId)
    if (isRefusal(found)) return found
    const { campaign } = found
    const done = taken === 'open' ? campaign.phase === 'published' : campaign.phase === 'closed'
    if (done) return reply(200, told(campaign, now))
    const result = stepped(campaign, taken, now)
    if (typeof result === 'string') return refuse(result)
    const next: Campaign = { ...campaign, ...result, revision: campaign.revision + 1 }
    const write = taken === 'open' ? store.publishCampaign : store.replaceCampaign
    if (!(await write(campaign, next))) return refuse('campaign-step-impossible')
    return reply(200, told(next, now))
  }

export const openCampaign = step('open')
export const closeCampaign = step('close')

export const featureCampaign: Handler<typeof contracts.featureCampaign> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const found = await campaignWithin(caller, params.campaignId)
  if (isRefusal(found)) return found
  const { campaign } = found
  if (campaign.featured === body.featured) return reply(200, told(campaign, now))
  const state = stateAt(campaign, now)
  if (body.featured && (state === 'draft' || state === 'closed')) return refuse('campaign-step-impossible')
  const next = { ...campaign, featured: body.featured, revision: campaign.revision + 1 }
  if (!(await store.replaceCampaign(campaign, next))) return refuse('campaign-step-impossible')
  return reply(200, told(next, now))
}

export const listManagedCampaigns: Handler<typeof contracts.listManagedCampaigns> = async ({
  query,
  caller,
  now,
}) => {
  const [org] = await readOrgs([query.orgId])
  if (!org) return refuse('org-unknown')
  if (!worksAt(caller, org.path)) return refuse('org-out-of-scope')
  const range = store.campaignsOf(org.orgId)
  const page = await store.readCampaignsOf(range, PAGE, afterOf(range, query.cursor))
  const items = page.items.map((campaign) => managedFaceOf(campaign, now))
  return reply(200, { items, ...cursorOf(range, page.after), serverTime: now })
}

export const getManagedCampaign: Handler<typeof contracts.getManagedCampaign> = async ({
  params,
  caller,
  now,
}) => {
  const found = await campaignWithin(caller, params.campaignId)
  return isRefusal(found) ? found : reply(200, told(found.campaign, now))
}
