import '../../infra/local/test-table.ts'
import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { makeUnion, type Union } from '../membership/test-union.ts'
import { getCampaign, listCampaigns } from './campaigns.ts'
import * as managed from './managed-campaigns.ts'
import { ask, memberAt, NOW, newKey, planOf, publishedCampaign, staffAt } from './test-campaign.ts'

let union: Union
let staff: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  staff = staffAt(union.district)
})

const create = (key = newKey(), given = {}, caller = staff) =>
  ask(managed.createCampaign, { caller, key, body: planOf(union.district.orgId, given) })

async function drafted(): Promise<ManagedCampaign> {
  const made = await create()
  if ('refused' in made) throw new Error(made.refused)
  return made.body.campaign
}

test('staff make a draft that members do not see, once for each key', async () => {
  const made = await create('make-a-draft')
  expect(made).toMatchObject({ status: 201, body: { campaign: { state: 'draft', bookCount: 3 } } })
  const again = await create('make-a-draft')
  expect(again).toMatchObject({ status: 200 })
  if (!('body' in made && 'body' in again)) throw new Error('nothing was made')
  expect(again.body.campaign.campaignId).toBe(made.body.campaign.campaignId)
  expect(await create('make-a-draft', { title: '别的' })).toEqual({ refused: 'idempotency-key-reused' })
  expect(await ask(getCampaign, { params: { campaignId: made.body.campaign.campaignId } })).toEqual({
    refused: 'campaign-unknown',
  })
})

test('staff work on their own union and those below it, and give to nobody beside it', async () => {
  const { campaignId } = await drafted()
  const beside = staffAt(union.neighbour)
  expect(await ask(managed.openCampaign, { caller: beside, params: { campaignId } })).toEqual({
    refused: 'org-out-of-scope',
  })
  expect(await ask(managed.getManagedCampaign, { caller: beside, params: { campaignId } })).toEqual({
    refused: 'org-out-of-scope',
  })
  expect(await create(newKey(), { audience: { orgIds: [union.city.orgId] } })).toEqual({
    refused: 'org-out-of-scope',
  })
  expect(await create(newKey(), { audience: { orgIds: ['org_01J00000000000000000000000'] } })).toEqual({
    refused: 'org-unknown',
  })
  expect(
    await ask(managed.getManagedCampaign, { caller: staffAt(union.city), params: { campaignId } }),
  ).toMatchObject({ status: 200 })
})

test('a draft is edited on what was read, again where the answer was lost, and not any more once it is published', async () => {
  const { campaignId, orgId, revision } = await drafted()
  const edit = (read: number, title: string) =>
    ask(managed.editCampaign, {
      caller: staff,
      params: { campaignId },
      body: { revision: read, plan: planOf(orgId, { title }) },
    })
  expect(await edit(revision, '书香职工')).toMatchObject({
    body: { campaign: { title: '书香职工', revision: 2 } },
  })
  expect(await edit(revision, '书香职工')).toMatchObject({
    body: { campaign: { title: '书香职工', revision: 2 } },
  })
  expect(await edit(revision, '晚了一步')).toMatchObject({ refused: 'campaign-changed' })
  await ask(managed.openCampaign, { caller: staff, params: { campaignId } })
  expect(await edit(3, '发布以后')).toEqual({ refused: 'campaign-not-draft' })
})

test('publishing, closing and featuring may be repeated; what is impossible is refused', async () => {
  const { campaignId } = await drafted()
  const params = { campaignId }
  const feature = (featured: boolean) =>
    ask(managed.featureCampaign, { caller: staff, params, body: { featured } })
  expect(await feature(true)).toEqual({ refused: 'campaign-step-impossible' })
  for (let i = 0; i < 2; i++)
    expect(await ask(managed.openCampaign, { caller: staff, params })).toMatchObject({
      body: { campaign: { state: 'open' } },
    })
  expect(await feature(true)).toMatchObject({ body: { campaign: { featured: true } } })
  for (let i = 0; i < 2; i++)
    expect(await ask(managed.closeCampaign, { caller: staff, params })).toMatchObject({
      body: { campaign: { state: 'closed' } },
    })
  expect(await ask(managed.openCampaign, { caller: staff, params })).toEqual({
    refused: 'campaign-step-impossible',
  })
})

test('a copy is a draft of its own with the same books', async () => {
  const { campaignId } = await drafted()
  const clone = (key: string) => ask(managed.cloneCampaign, { caller: staff, key, params: { campaignId } })
  const copy = await clone('copy-it-once')
  expect(copy).toMatchObject({ status: 201, body: { campaign: { state: 'draft', bookCount: 3 } } })
  if (!('body' in copy)) throw new Error('nothing was copied')
  expect(copy.body.campaign).toMatchObject({ title: '玫瑰书香（新）', revision: 1 })
  expect(copy.body.campaign.campaignId).not.toBe(campaignId)
  expect(await clone('copy-it-once')).toMatchObject({ status: 200, body: { campaign: copy.body.campaign } })
  const query = { orgId: union.district.orgId }
  const listed = await ask(managed.listManagedCampaigns, { caller: staff, query })
  if (!('body' in listed)) throw new Error('nothing is listed')
  expect(listed.body.items.map((one) => one.campaignId)).toContain(copy.body.campaign.campaignId)
})

test('members see what is published, the featured first, and why they may not enrol', async () => {
  const { campaignId, params, staff: host, union: there } = await publishedCampaign()
  await ask(managed.featureCampaign, { caller: host, params, body: { featured: true } })
  const now = NOW
  const listed = await ask(listCampaigns, { now })
  if (!('body' in listed)) throw new Error('nothing is listed')
  expect(listed.body.items.map((one) => one.campaignId)).toContain(campaignId)
  expect(await ask(getCampaign, { params })).toMatchObject({ body: { refusal: { code: 'token-missing' } } })
  const seen = await ask(getCampaign, { params, caller: memberAt(there.workplace) })
  expect(seen).toMatchObject({ body: { campaign: { books: [{ bookId: 'b1', title: '人世间' }, {}, {}] } } })
  expect(seen).not.toHaveProperty('body.refusal')
  expect(await ask(getCampaign, { params, caller: memberAt(union.workplace) })).toMatchObject({
    body: {
      refusal: { code: 'audience-org', words: '这个活动不面向你所在的工会，去书香打卡看看你能参加的' },
    },
  })
})
