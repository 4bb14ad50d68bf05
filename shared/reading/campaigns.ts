import * as z from 'zod/mini'
import { audience, audienceShown } from '../lib/audience.ts'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line, prose } from '../lib/text.ts'
import { day, daysFrom, zoneNames } from './days.ts'
import { isIsbn13 } from './isbn.ts'
import { readingProblems } from './problems.ts'

/** What staff set in motion; the days of the campaign do the rest. `late`: over, but the last days may still be made up. */
export const campaignStates = ['draft', 'coming', 'open', 'late', 'closed'] as const
/** The drawn cloths that a book is bound in on the screen. */
export const bindings = ['crimson', 'ochre', 'jade', 'indigo', 'plum', 'ink'] as const

/** Half a year: a reader's days then fit into one small row. */
export const LONGEST_DAYS = 184
export const MOST_BOOKS = 50

const address = z
  .string()
  .check(z.maxLength(200), z.regex(/^https:\/\/[\w.-]+(?:[/?#][\w./?#%&=+~:@!$'()*,;-]*)?$/))

const bookPlan = z.strictObject({
  title: line(60),
  author: z.optional(line(60)),
  press: z.optional(line(40)),
  isbn: z.optional(z.string().check(z.maxLength(20), z.refine(isIsbn13, '书号的校验位不对，请对照版权页'))),
  binding: z.enum(bindings),
  blurb: prose(200),
  pages: z.optional(z.int().check(z.minimum(1), z.maximum(5_000))),
  /** Where to read it. */
  library: z.optional(line(60)),
  ebook: z.optional(address),
  audio: z.optional(address),
})
export type BookPlan = z.output<typeof bookPlan>

/** What a badge is given for: days that count, days in a row, books finished, quizzes passed. */
export const badgeDeeds = ['days', 'streak', 'books', 'quizzes'] as const
const badge = z.strictObject({
  name: line(12),
  deed: z.enum(badgeDeeds),
  times: z.int().check(z.minimum(1), z.maximum(LONGEST_DAYS)),
  points: z.int().check(z.minimum(0), z.maximum(10_000)),
})

const rules = z.strictObject({
  /** A day counts when its check-ins reach so many minutes, or so many pages. */
  minutes: z.int().check(z.minimum(1), z.maximum(600)),
  pages: z.int().check(z.minimum(1), z.maximum(500)),
  /** How many days later a day may still be told. */
  backDays: z.int().check(z.minimum(0), z.maximum(7)),
  /** For finishing a book. */
  bookPoints: z.int().check(z.minimum(0), z.maximum(10_000)),
  /** Who has read on so many days and finished so many books may have a certificate; absent: there is none. */
  certificate: z.optional(
    z.strictObject({
      days: z.int().check(z.minimum(1), z.maximum(LONGEST_DAYS)),
      books: z.int().check(z.minimum(0), z.maximum(MOST_BOOKS)),
    }),
  ),
})

const plan = z.strictObject({
  /** The union that runs it. */
  orgId: idOf('org'),
  title: line(30),
  slogan: line(40),
  about: prose(2_000),
  zone: z.enum(zoneNames),
  firstDay: day,
  lastDay: day,
  audience,
  books: z.array(bookPlan).check(z.minLength(1), z.maxLength(MOST_BOOKS)),
  rules,
  badges: z.array(badge).check(z.maxLength(12)),
})

const order = (error: string, field: string, holds: (sent: z.output<typeof plan>) => boolean) =>
  z.refine<z.output<typeof plan>>(holds, { path: [field], error })

export const campaignPlan = plan.check(
  order('结束不能早于开始', 'lastDay', (sent) => sent.firstDay <= sent.lastDay),
  order(
    `活动最长 ${LONGEST_DAYS} 天`,
    'lastDay',
    (sent) => daysFrom(sent.firstDay, sent.lastDay) < LONGEST_DAYS,
  ),
)
export type CampaignPlan = z.output<typeof plan>

/** Within a campaign a book is called by its place on the shelf: `b1`. */
export const bookId = z.string().check(z.regex(/^b[1-9]\d?$/))
const book = z.extend(bookPlan, { bookId: z.string() })
export type Book = z.infer<typeof book>

export const campaignFace = z.object({
  campaignId: z.string(),
  orgName: z.string(),
  title: z.string(),
  slogan: z.string(),
  zone: z.enum(zoneNames),
  firstDay: z.string(),
  lastDay: z.string(),
  state: z.enum(campaignStates),
  featured: z.boolean(),
  bookCount: z.int(),
})
export type CampaignFace = z.infer<typeof campaignFace>

export const campaign = z.extend(campaignFace, {
  about: z.string(),
  books: z.array(book),
  rules,
  badges: z.array(badge),
})
export type Campaign = z.infer<typeof campaign>

export const listCampaigns = contract({
  name: 'reading.list-campaigns',
  summary: '正在办的主题阅读：推荐的、开着的在前',
  method: 'GET',
  path: '/v1/reading/campaigns',
  audience: 'anyone',
  query: z.strictObject(pageQuery),
  replies: { 200: pageOf(campaignFace) },
})

export const getCampaign = contract({
  name: 'reading.get-campaign',
  summary: '一个主题阅读活动：书单、规则，我能不能参加',
  method: 'GET',
  path: '/v1/reading/campaigns/{campaignId}',
  audience: 'anyone',
  params: z.strictObject({ campaignId: idOf('campaign') }),
  replies: {
    200: z.object({
      campaign,
      /** What enrolling now would be refused with. */
      refusal: z.optional(z.object({ code: z.string(), words: z.string() })),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown'),
})

/** A campaign as its staff see it. */
export const managedCampaign = z.extend(campaign, {
  orgId: z.string(),
  audience: audienceShown,
  revision: z.int(),
  createdAt: z.string(),
})
export type ManagedCampaign = z.infer<typeof managedCampaign>
