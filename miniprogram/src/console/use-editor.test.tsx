import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { useState } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { useCampaignEditor } from './use-campaign-editor'
import { useEditor } from './use-editor'

const orgId = 'org_01JXM1X0000000000000000000'
const audience = { orgIds: [orgId], orgNames: ['深圳市总工会'], tags: [] }

const campaign = {
  campaignId: 'cmp_1',
  orgId,
  title: '玫瑰书香',
  slogan: '读一本好书',
  about: '',
  zone: 'Asia/Shanghai',
  firstDay: '2026-03-08',
  lastDay: '2026-04-30',
  audience,
  books: [{ title: '人世间', author: '梁晓声', binding: 'jade', blurb: '' }],
  rules: { minutes: 15, pages: 20, backDays: 2, bookPoints: 50 },
  badges: [],
} as unknown as ManagedCampaign

const drop = {
  dropId: 'drp_1',
  orgId,
  kind: 'goods',
  title: '时令水果礼盒',
  cover: 'fruit',
  rules: '',
  listPriceFen: 4_800,
  memberPriceFen: 1_920,
  stock: { total: 500, left: 500 },
  ceiling: 500,
  perMember: 1,
  quotas: [],
  opensAt: '2026-06-12T02:00:00.000Z',
  closesAt: '2026-06-12T04:00:00.000Z',
  validFrom: '2026-06-12T02:00:00.000Z',
  validUntil: '2026-06-19T13:00:00.000Z',
  outletIds: ['out_01JXM1X0000000000000000000'],
  codes: 'generated',
  redeemedAt: 'here',
  audience,
} as unknown as ManagedDrop

/** An editor whose page reads its draft anew, as it does whenever it is shown. */
const useReread = <D extends object, E>(use: (start: { draft: D & { revision: number } }) => E, draft: D) => {
  const [revision, reread] = useState(1)
  return { editor: use({ draft: { ...draft, revision } }), reread }
}

let saved: { revision: number; plan: { title: string } }[]
beforeEach(() => {
  signedInPhone()
  saved = []
  answerWith(({ data = '' }) => {
    saved.push(JSON.parse(data))
    return refusal(409, 'edited-meanwhile')
  })
})

test('a campaign’s form is written back over the revision that it was filled from, not over a newer one', async () => {
  const hook = await runHook(() => useReread(useCampaignEditor, campaign))
  await act(async () => hook.now().editor.change({ title: '玫瑰书香 2' }))
  await act(async () => hook.now().reread(2))
  await act(() => hook.now().editor.save())
  expect(saved).toMatchObject([{ revision: 1, plan: { title: '玫瑰书香 2' } }])
  expect(hook.now().editor.saving.kind).toBe('refused')
  await hook.leave()
})

test('a drop’s form likewise', async () => {
  const hook = await runHook(() => useReread(useEditor, drop))
  await act(async () => hook.now().editor.change({ title: '水果礼盒' }))
  await act(async () => hook.now().reread(2))
  await act(() => hook.now().editor.save())
  expect(hook.now().editor.errors).toEqual({})
  expect(saved).toMatchObject([{ revision: 1, plan: { title: '水果礼盒' } }])
  await hook.leave()
})
