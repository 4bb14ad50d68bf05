/** What tests of this capability start from: a plan, a published campaign, members; and handlers called as the server would. */
import type { Contract } from '@gonghui/shared/lib/contract'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { CampaignPlan } from '@gonghui/shared/reading/campaigns'
import type { CheckInPlan } from '@gonghui/shared/reading/readers'
import type { MemberCaller, StaffCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import type { Handler, Request } from '../lib/server.ts'
import { makeUnion, type Union } from '../membership/test-union.ts'
import type { Campaign } from './campaign.rule.ts'
import { createCampaign, openCampaign } from './managed-campaigns.ts'

/** Ten in the morning of the first day. */
export const NOW: Instant = '2026-03-08T02:00:00.000Z'

/** Calls a handler as the server would, at a moment of the test's choosing. */
export const ask = <C extends Contract>(handle: Handler<C>, parts: Partial<Request<C>>) =>
  handle({ params: {}, query: {}, body: {}, key: '', now: NOW, requestId: 'test', ...parts } as Request<C>)

export const book = (title: string): CampaignPlan['books'][number] => ({
  title,
  author: '陈武',
  binding: 'crimson',
  blurb: '',
})

export const planOf = (orgId: string, given: Partial<CampaignPlan> = {}): CampaignPlan => ({
  orgId,
  title: '玫瑰书香',
  slogan: '读一本好书，做更好的自己',
  about: '每天读一点。',
  zone: 'Asia/Shanghai',
  firstDay: '2026-03-08',
  lastDay: '2026-04-30',
  audience: { orgIds: [orgId] },
  books: ['人世间', '这里是中国', '觉醒年代'].map(book),
  rules: { minutes: 15, pages: 20, backDays: 2, bookPoints: 50 },
  badges: [
    { name: '初翻书页', deed: 'days', times: 1, points: 5 },
    { name: '三日不辍', deed: 'streak', times: 3, points: 20 },
    { name: '读完一本', deed: 'books', times: 1, points: 30 },
  ],
  ...given,
})

export const campaignOf = (given: Partial<Campaign> = {}): Campaign => ({
  ...planOf('org_CITY'),
  campaignId: newId('campaign', NOW),
  orgPath: 'org_CITY',
  orgName: '深圳市总工会',
  audiencePaths: ['org_CITY'],
  audienceNames: ['深圳市总工会'],
  phase: 'published',
  featured: false,
  revision: 1,
  createdAt: NOW,
  ...given,
})

export const staffAt = ({ path, orgId, name }: Union['city']): StaffCaller => ({
  personId: newId('person', NOW),
  sessionId: newId('session', NOW),
  grants: [{ role: 'staff', orgId, orgPath: path, orgName: name }],
})

export const memberAt = ({ path }: Union['city'], tags: string[] = []): MemberCaller => ({
  personId: newId('person', NOW),
  sessionId: newId('session', NOW),
  member: { memberId: newId('member', NOW), orgPath: path, tags, joinedAt: '2025-01-01T00:00:00.000Z' },
})

let keys = 0
export const newKey = () => `key-of-test-${++keys}`

/** A union with a campaign of its city, published. */
export async function publishedCampaign(given: Partial<CampaignPlan> = {}) {
  const union = await makeUnion()
  const staff = staffAt(union.city)
  const body = planOf(union.city.orgId, given)
  const made = await ask(createCampaign, { caller: staff, key: newKey(), body })
  if ('refused' in made) throw new Error(made.refused)
  const params = { campaignId: made.body.campaign.campaignId }
  const opened = await ask(openCampaign, { caller: staff, params })
  if ('refused' in opened) throw new Error(opened.refused)
  return { union, staff, params, ...params }
}

export const checkInOf = (given: Partial<CheckInPlan> = {}): CheckInPlan => ({
  checkInId: newId('checkIn', NOW),
  day: '2026-03-08',
  bookId: 'b1',
  minutes: 20,
  pages: 0,
  ...given,
})
