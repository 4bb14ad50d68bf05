/** What proofs need of reading: campaigns made through the API, and values that make a request about them whole. */
import { randomUUID } from 'node:crypto'
import { DAY_MS, dayOf, instantOf, later } from '@gonghui/shared/lib/instant'
import type { CampaignPlan } from '@gonghui/shared/reading/campaigns'
import { createCampaign, openCampaign } from '@gonghui/shared/reading/managed-campaigns'
import { writeNote } from '@gonghui/shared/reading/notes'
import { enrol } from '@gonghui/shared/reading/readers'
import { type Member, told } from './test-people.ts'
import type { District } from './test-world.ts'

const dayFromNow = (days: number) => dayOf(later(instantOf(Date.now()), days * DAY_MS))

const planOf = ({ org }: District): CampaignPlan => ({
  orgId: org.orgId,
  title: '玫瑰书香',
  slogan: '读一本好书',
  about: '',
  zone: 'Asia/Shanghai',
  firstDay: dayFromNow(-3),
  lastDay: dayFromNow(30),
  audience: { orgIds: [org.orgId] },
  books: [{ title: '人世间', author: '梁晓声', binding: 'crimson', blurb: '' }],
  rules: { minutes: 15, pages: 20, backDays: 2, bookPoints: 50 },
  badges: [{ name: '初翻书页', deed: 'days', times: 1, points: 5 }],
})

export async function draftCampaign(here: District): Promise<string> {
  const { body } = await told(here.operator, createCampaign, { body: planOf(here) }, randomUUID())
  return body.campaign.campaignId
}

/** A campaign with a reader in it, and the note that they wrote. */
export async function openCampaignAt(here: District, reader: Member): Promise<[string, string]> {
  const params = { campaignId: await draftCampaign(here) }
  await told(here.operator, openCampaign, { params })
  await told(reader, enrol, { params })
  const noteId = 'nte_01J00000000000000000000000'
  await told(reader, writeNote, { params, body: { noteId, bookId: 'b1', text: '看哭了' } })
  return [params.campaignId, noteId]
}

export const readingWords = () => ({
  day: [dayFromNow(-1), dayFromNow(0), dayFromNow(1)],
  firstDay: [dayFromNow(-3), dayFromNow(0)],
  lastDay: [dayFromNow(7), dayFromNow(30)],
  isbn: ['978-0-306-40615-7', '9780306406157'],
  ebook: ['https://example.cn/books/1'],
  audio: ['https://example.cn/audio/1?from=gonghui'],
  bookId: ['b1', 'b2'],
  bookIds: [[], ['b1']],
  quizId: ['q1', 'q2'],
  answers: [[[0]], [[1], [0, 2]]],
})
