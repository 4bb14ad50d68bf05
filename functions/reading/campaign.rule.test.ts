import { beginsAt } from '@gonghui/shared/reading/days'
import { expect, test } from 'vitest'
import { enrolRefusal, stateAt, stepped, tellingRefusal, tidied } from './campaign.rule.ts'
import { campaignOf, memberAt, NOW } from './test-campaign.ts'

const published = campaignOf()
const at = (day: string) => beginsAt('Asia/Shanghai', day)
const member = memberAt({
  path: 'org_CITY/org_WORK',
  orgId: 'org_WORK',
  name: '',
  level: 'workplace',
  pathNames: [],
}).member

test('a campaign opens at midnight of its first day and ends at midnight after its last, in its own zone', () => {
  expect(stateAt(published, '2026-03-07T15:59:59.999Z')).toBe('coming')
  expect(stateAt(published, at('2026-03-08'))).toBe('open')
  expect(stateAt(published, '2026-04-30T15:59:59.999Z')).toBe('open')
  expect(stateAt(published, at('2026-05-01'))).toBe('late')
  expect(stateAt({ ...published, zone: 'Asia/Urumqi' }, at('2026-03-08'))).toBe('coming')
})

test('its last days may be made up within the limit of back-dating, and no longer', () => {
  expect(stateAt(published, at('2026-05-02'))).toBe('late')
  expect(stateAt(published, at('2026-05-03'))).toBe('closed')
  expect(stateAt(campaignOf({ rules: { ...published.rules, backDays: 0 } }), at('2026-05-01'))).toBe('closed')
})

test('a draft is unknown, an ended one is closed, and neither is told of reading', () => {
  expect(tellingRefusal(campaignOf({ phase: 'draft' }), NOW)).toBe('campaign-unknown')
  expect(tellingRefusal(published, at('2026-03-07'))).toBe('campaign-coming')
  expect(tellingRefusal(published, NOW)).toBeUndefined()
  expect(tellingRefusal(campaignOf({ phase: 'closed' }), NOW)).toBe('campaign-closed')
})

test('one enrols from publication to the last day, if one is of the audience', () => {
  expect(enrolRefusal(campaignOf({ phase: 'draft' }), member, NOW)).toBe('campaign-unknown')
  expect(enrolRefusal(published, member, at('2026-01-01'))).toBeUndefined()
  expect(enrolRefusal(published, member, at('2026-05-01'))).toBe('campaign-closed')
  expect(enrolRefusal(campaignOf({ audiencePaths: ['org_ELSE'] }), member, NOW)).toBe('audience-org')
  const forWomen = campaignOf({ audience: { orgIds: [], tags: ['女职工'] } })
  expect(enrolRefusal(forWomen, member, NOW)).toBe('audience-tag')
  expect(enrolRefusal(forWomen, { ...member, tags: ['女职工'] }, NOW)).toBeUndefined()
})

test('a draft is published while a day of it is left; what is published is closed once', () => {
  const draft = campaignOf({ phase: 'draft' })
  expect(stepped(draft, 'open', at('2026-04-30'))).toEqual({ phase: 'published' })
  expect(stepped(draft, 'open', at('2026-05-01'))).toBe('campaign-in-the-past')
  expect(stepped(draft, 'close', NOW)).toBe('campaign-step-impossible')
  expect(stepped(published, 'open', NOW)).toBe('campaign-step-impossible')
  expect(stepped(published, 'close', NOW)).toEqual({ phase: 'closed', closedAt: NOW })
  expect(stepped(campaignOf({ phase: 'closed' }), 'close', NOW)).toBe('campaign-step-impossible')
})

test('an ISBN is kept by its digits', () => {
  const [book] = published.books
  if (!book) throw new Error('the shelf is empty')
  expect(tidied({ ...published, books: [{ ...book, isbn: '978-0-306-40615-7' }, book] }).books).toEqual([
    { ...book, isbn: '9780306406157' },
    book,
  ])
})
