import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { campaignPlan, managedCampaign } from './campaigns.ts'
import { readingProblems } from './problems.ts'

const params = z.strictObject({ campaignId: idOf('campaign') })
const whole = z.object({ campaign: managedCampaign, serverTime: z.string() })

export const createCampaign = contract({
  name: 'reading.create-campaign',
  summary: '新建一个主题阅读活动（草稿）',
  method: 'POST',
  path: '/v1/reading/campaigns',
  audience: ['operator', 'staff'],
  body: campaignPlan,
  needsKey: true,
  replies: { 201: whole, 200: whole },
  refusals: refusalsFrom(readingProblems, 'org-unknown', 'org-out-of-scope'),
})

export const editCampaign = contract({
  name: 'reading.edit-campaign',
  summary: '修改草稿',
  method: 'PUT',
  path: '/v1/reading/campaigns/{campaignId}',
  audience: ['operator', 'staff'],
  params,
  body: z.strictObject({ revision: z.int().check(z.minimum(1)), plan: campaignPlan }),
  replies: { 200: whole },
  refusals: refusalsFrom(
    readingProblems,
    'org-unknown',
    'org-out-of-scope',
    'campaign-unknown',
    'campaign-changed',
    'campaign-not-draft',
  ),
})

export const cloneCampaign = contract({
  name: 'reading.clone-campaign',
  summary: '照着一个活动新建一份草稿',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/clone',
  audience: ['operator', 'staff'],
  params,
  needsKey: true,
  replies: { 201: whole, 200: whole },
  refusals: refusalsFrom(readingProblems, 'org-unknown', 'org-out-of-scope', 'campaign-unknown'),
})

const step = <Name extends string>(name: Name, summary: string) =>
  contract({
    name: `reading.${name}-campaign`,
    summary,
    method: 'POST',
    path: `/v1/reading/campaigns/{campaignId}/${name}`,
    audience: ['operator', 'staff'],
    params,
    replies: { 200: whole },
    refusals: refusalsFrom(
      readingProblems,
      'org-out-of-scope',
      'campaign-unknown',
      'campaign-step-impossible',
      'campaign-in-the-past',
    ),
  })

/** From here on its content stands; members see it, and its first day opens it. */
export const openCampaign = step('open', '发布活动')
export const closeCampaign = step('close', '提前结束活动')

export const featureCampaign = contract({
  name: 'reading.feature-campaign',
  summary: '放到首页推荐，或撤下来',
  method: 'PUT',
  path: '/v1/reading/campaigns/{campaignId}/featured',
  audience: ['operator', 'staff'],
  params,
  body: z.strictObject({ featured: z.boolean() }),
  replies: { 200: whole },
  refusals: refusalsFrom(readingProblems, 'org-out-of-scope', 'campaign-unknown', 'campaign-step-impossible'),
})

export const listManagedCampaigns = contract({
  name: 'reading.list-managed-campaigns',
  summary: '一家工会办的主题阅读，新的在前',
  method: 'GET',
  path: '/v1/reading/managed-campaigns',
  audience: ['operator', 'staff'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(managedCampaign) },
  refusals: refusalsFrom(readingProblems, 'org-unknown', 'org-out-of-scope'),
})

export const getManagedCampaign = contract({
  name: 'reading.get-managed-campaign',
  summary: '工作人员看一个活动',
  method: 'GET',
  path: '/v1/reading/managed-campaigns/{campaignId}',
  audience: ['operator', 'staff'],
  params,
  replies: { 200: whole },
  refusals: refusalsFrom(readingProblems, 'org-out-of-scope', 'campaign-unknown'),
})
