import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { fileId, pictureTypes, upload, uploadBody } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { prose } from '../lib/text.ts'
import { badgeDeeds, bookId, MOST_BOOKS } from './campaigns.ts'
import { day } from './days.ts'
import { readingProblems } from './problems.ts'

/** More than this of a day is no reading any more. */
export const MOST_MINUTES_A_DAY = 16 * 60
export const MOST_PAGES_A_DAY = 1_500
export const MOST_CHECK_INS_A_DAY = 10

const params = z.strictObject({ campaignId: idOf('campaign') })
const minutes = z.int().check(z.minimum(0), z.maximum(2_880))
const pages = z.int().check(z.minimum(0), z.maximum(10_000))

/** A day on which somebody read. */
const dayRead = z.object({
  day: z.string(),
  minutes: z.int(),
  pages: z.int(),
  /** Whether it reaches the campaign's measure. */
  counts: z.boolean(),
  /** Something of it was told on a later day. */
  late: z.boolean(),
})

const bookRead = z.object({
  bookId: z.string(),
  minutes: z.int(),
  pages: z.int(),
  finishedOn: z.optional(z.string()),
  review: z.optional(z.string()),
})

const badgeEarned = z.object({
  name: z.string(),
  deed: z.enum(badgeDeeds),
  times: z.int(),
  points: z.int(),
  /** How far one is, never beyond `times`. */
  done: z.int(),
  earned: z.boolean(),
})

/** Where somebody stands in a campaign. */
export const reader = z.object({
  campaignId: z.string(),
  enrolledAt: z.string(),
  /** The team one reads for: one's union at enrolment. */
  orgId: z.string(),
  today: z.string(),
  streak: z.object({ current: z.int(), longest: z.int() }),
  countedDays: z.int(),
  minutes: z.int(),
  pages: z.int(),
  days: z.array(dayRead),
  books: z.array(bookRead),
  badges: z.array(badgeEarned),
  /** The quizzes that one has passed. */
  quizzes: z.array(z.string()),
  /** The name one is listed by among the top readers; absent: one is not listed. */
  penName: z.optional(z.string()),
})
export type Reader = z.infer<typeof reader>

export const standing = z.object({ reader, serverTime: z.string() })

export const enrol = contract({
  name: 'reading.enrol',
  summary: '报名；再点一次还是同一份报名',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/enrolment',
  audience: 'member',
  params,
  replies: { 201: standing, 200: standing },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'campaign-closed',
    'audience-org',
    'audience-tag',
    'audience-joined',
    'audience-roster',
  ),
})

export const getReader = contract({
  name: 'reading.get-reader',
  summary: '我在一个活动里读得怎样',
  method: 'GET',
  path: '/v1/reading/campaigns/{campaignId}/me',
  audience: 'member',
  params,
  replies: { 200: standing },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown', 'not-enrolled'),
})

export const chooseBooks = contract({
  name: 'reading.choose-books',
  summary: '选我要读的书；读过的留在书架上',
  method: 'PUT',
  path: '/v1/reading/campaigns/{campaignId}/me/books',
  audience: 'member',
  params,
  body: z.strictObject({ bookIds: z.array(bookId).check(z.maxLength(MOST_BOOKS)) }),
  replies: { 200: standing },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown', 'not-enrolled', 'book-unknown'),
})

export const checkInPlan = z
  .strictObject({
    /** Made by the phone before it sends, so that the same reading is told once however often it is sent. */
    checkInId: idOf('checkIn'),
    /** The campaign's day on which it was read; kept while the phone is offline. */
    day,
    bookId,
    minutes,
    pages,
    note: z.optional(prose(200)),
  })
  .check(
    z.refine((sent) => sent.minutes + sent.pages > 0, {
      path: ['minutes'],
      error: '请填读了多少分钟或多少页',
    }),
  )
export type CheckInPlan = z.output<typeof checkInPlan>

/** What a phone's own compressed picture weighs at most. */
export const MAX_CHECK_IN_PICTURE_BYTES = 5 * 1024 * 1024

/** `under-check`: WeChat is looking at it. `unclear`: it could not say. `refused`: it is shown to nobody, its author neither. */
export const checkInPictureStates = ['under-check', 'sound', 'unclear', 'refused'] as const
export type CheckInPictureState = (typeof checkInPictureStates)[number]

/** For its author alone; the address is good for some minutes and names nobody. */
const checkInPicture = z.object({ state: z.enum(checkInPictureStates), url: z.optional(z.string()) })

export const checkInFace = z.object({
  checkInId: z.string(),
  day: z.string(),
  bookId: z.string(),
  minutes: z.int(),
  pages: z.int(),
  note: z.optional(z.string()),
  /** Told on a later day than it was read. */
  late: z.boolean(),
  toldAt: z.string(),
  picture: z.optional(checkInPicture),
})
export type CheckInFace = z.infer<typeof checkInFace>

const checkedIn = z.object({ checkIn: checkInFace, reader, serverTime: z.string() })

export const checkIn = contract({
  name: 'reading.check-in',
  summary: '打卡：哪天、哪本书、多少分钟或多少页',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/check-ins',
  audience: 'member',
  params,
  body: checkInPlan,
  replies: { 201: checkedIn, 200: checkedIn },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'campaign-coming',
    'campaign-closed',
    'not-enrolled',
    'book-unknown',
    'check-in-future',
    'check-in-too-late',
    'check-in-outside',
    'check-in-too-many',
    'check-in-too-much',
  ),
})

export const listCheckIns = contract({
  name: 'reading.list-check-ins',
  summary: '我的打卡，新的在前',
  method: 'GET',
  path: '/v1/reading/campaigns/{campaignId}/check-ins',
  audience: 'member',
  params,
  query: z.strictObject(pageQuery),
  replies: { 200: pageOf(checkInFace) },
})

export const uploadCheckInPicture = contract({
  name: 'reading.upload-check-in-picture',
  summary: '取一个上传打卡图片的地址；传上去后再放进那次打卡',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/check-ins/pictures',
  audience: 'member',
  params,
  body: uploadBody(pictureTypes, MAX_CHECK_IN_PICTURE_BYTES),
  replies: { 201: upload },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown', 'not-enrolled'),
})

/** Asked again with the same name it is the same picture; without a name there is none any more. */
export const setCheckInPicture = contract({
  name: 'reading.set-check-in-picture',
  summary: '一次打卡放一张图片，或去掉；先去掉拍摄信息，再过微信检查，只有自己看得到',
  method: 'PUT',
  path: '/v1/reading/campaigns/{campaignId}/check-ins/{checkInId}/picture',
  audience: 'member',
  params: z.strictObject({ campaignId: idOf('campaign'), checkInId: idOf('checkIn') }),
  body: z.strictObject({
    /** The day that the check-in is for. */
    day,
    fileId: z.optional(fileId),
  }),
  replies: { 200: z.object({ checkIn: checkInFace, serverTime: z.string() }) },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'campaign-coming',
    'campaign-closed',
    'check-in-unknown',
    'picture-missing',
    'picture-unreadable',
    'wechat-busy',
  ),
})

export const finishBook = contract({
  name: 'reading.finish-book',
  summary: '读完一本书，写一句短评',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/books/{bookId}/finish',
  audience: 'member',
  params: z.strictObject({ campaignId: idOf('campaign'), bookId }),
  body: z.strictObject({ review: prose(100) }),
  replies: { 200: standing },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'campaign-coming',
    'campaign-closed',
    'not-enrolled',
    'book-unknown',
    'book-not-begun',
  ),
})
