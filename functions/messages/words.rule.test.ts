import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import type { Said } from '../lib/messages.ts'
import { dataOf, templatesFrom, useUntil } from './template.rule.ts'
import { wordsOf } from './words.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const title = '海湾影城新港店端午节一元观影专场（含爆米花）'
const until = '2026-06-12T04:30:00.000Z'

const evening = { eventId: 'evt_1', title: '七夕相亲会', venue: '市工人文化宫二楼', startsAt: until }

const every: readonly Said[] = [
  {
    kind: 'application-admitted',
    applicationId: 'app_1',
    orgName: '深圳市南山区粤海街道海风电子有限公司工会委员会',
  },
  { kind: 'application-refused', applicationId: 'app_1', orgName: '海风电子工会' },
  { kind: 'application-merged', applicationId: 'app_1', orgName: '海风电子工会' },
  { kind: 'transfer-accepted', transferId: 'trf_1', fromOrgName: '海风电子工会', toOrgName: '山海物流工会' },
  { kind: 'transfer-declined', transferId: 'trf_1', fromOrgName: '海风电子工会', toOrgName: '山海物流工会' },
  { kind: 'offer', voucherId: 'vch_1', title, until },
  { kind: 'voucher-ending', voucherId: 'vch_1', title, until },
  { kind: 'opening-soon', dropId: 'drp_1', title, opensAt: until },
  { kind: 'profile-approved', revision: 2 },
  { kind: 'profile-returned', revision: 2 },
  { kind: 'hearts-mutual', introductionId: 'itr_1' },
  { kind: 'introduction-confirmed', introductionId: 'itr_1' },
  { kind: 'contacts-exchanged', introductionId: 'itr_1' },
  { kind: 'event-place', ...evening },
  { kind: 'event-moved', ...evening },
  { kind: 'event-cancelled', ...evening },
  { kind: 'quiz-won', campaignId: 'rdg_1', quizId: 'q1', title, points: 100 },
  { kind: 'member-corrected', memberId: 'mem_1', orgName: '海风电子工会', what: 'both' },
  { kind: 'phone-passed-on', memberId: 'mem_1', orgName: '海风电子工会' },
]

const config = readFileSync(join(import.meta.dirname, '../../miniprogram/src/app.config.ts'), 'utf8')

test.each(every)('$kind leads to a page that there is, and fits WeChat’s fields', (said) => {
  const words = wordsOf(said, NOW)
  const [root, page] = words.page.split('?')[0]?.split('/') ?? []
  expect(config).toMatch(new RegExp(`root: '${root}',\\s*pages: \\[[^\\]]*'${page}'`))
  if (!words.subject) return
  const template = templatesFrom(`${words.subject}=any-template`).get(words.subject)
  if (!template) throw new Error('no template')
  for (const [name, { value }] of Object.entries(dataOf(words, template))) {
    expect(value, name).not.toBe('')
    expect([...value].length, name).toBeLessThanOrEqual(name.startsWith('phrase') ? 5 : 20)
  }
})

test('a time is told in China’s, and a long title is cut', () => {
  const words = wordsOf({ kind: 'offer', voucherId: 'vch_1', title, until }, NOW)
  expect(words.text).toBe(`“${title}”有名额留给你，6月12日 12:30 前领取，过时给下一位`)
  expect(dataOf(words, { templateId: 'any', fields: ['thing1', 'time2', 'thing3'] })).toEqual({
    thing1: { value: '海湾影城新港店端午节一元观影专场（含爆…' },
    time2: { value: '2026年6月12日 12:30' },
    thing3: { value: '请在这之前领取，过时给下一位' },
  })
})

test('a message is of use until what it tells of is over; the outcome of an application, for three days', () => {
  const [admitted, , , , , offer, , opening] = every
  if (!admitted || !offer || !opening) throw new Error('no messages')
  expect(useUntil(admitted, NOW)).toBe(later(NOW, 3 * 86_400_000))
  expect(useUntil(offer, NOW)).toBe(until)
  expect(useUntil(opening, NOW)).toBe(until)
})

test('of an introduction WeChat is told that there is something to look at, and of an event that it begins', () => {
  const introductions = every.filter((said) => 'introductionId' in said)
  for (const said of introductions) {
    const { brief } = wordsOf(said, NOW)
    expect([brief.about, brief.hint]).toEqual(['在线红娘', '打开小程序看看'])
  }
  expect(useUntil({ kind: 'event-place', ...evening }, NOW)).toBe(until)
})

test('templates come from one setting; a slip in it is a fault, not a silence', () => {
  expect([...templatesFrom('none')]).toEqual([])
  expect([...templatesFrom(undefined)]).toEqual([])
  expect(templatesFrom('opening=abc-1:date2,thing9').get('opening')).toEqual({
    templateId: 'abc-1',
    fields: ['date2', 'thing9'],
  })
  expect(() => templatesFrom('openings=abc-1')).toThrow('not a template')
  expect(() => templatesFrom('opening=')).toThrow('not a template')
})
