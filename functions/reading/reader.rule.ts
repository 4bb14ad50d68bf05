import type { Instant } from '@gonghui/shared/lib/instant'
import { daysFrom, type Streak, streakOf } from '@gonghui/shared/reading/days'
import { penNameOf } from '@gonghui/shared/reading/pen-names'
import {
  type CheckInPlan,
  MOST_CHECK_INS_A_DAY,
  MOST_MINUTES_A_DAY,
  MOST_PAGES_A_DAY,
  type Reader as Shown,
} from '@gonghui/shared/reading/readers'
import { type Campaign, hasBook, tellingRefusal, todayOf } from './campaign.rule.ts'
import * as log from './day-log.rule.ts'

/** What somebody read of one book. */
export interface BookRead {
  readonly minutes: number
  readonly pages: number
  /** The campaign's day it was finished on. */
  readonly done?: string
}

/** A member in a campaign, as the table keeps it: one row within a kilobyte, which decides every check-in alone. */
export interface Reader {
  readonly campaignId: string
  readonly memberId: string
  /** The team: one's union at enrolment, and the shard of its readers that one sits in. */
  readonly orgId: string
  readonly shard: number
  readonly enrolledAt: Instant
  readonly revision: number
  readonly log: log.DayLog
  readonly recent: log.Recent
  /** The chosen books, and those that were read. */
  readonly books: Readonly<Record<string, BookRead>>
  readonly checkIns: number
  /** Which of the names drawn for one; absent: not to be listed. */
  readonly pen?: number
  /** The points of each quiz that was passed. */
  readonly passed?: Readonly<Record<string, number>>
  /** The quizzes that were handed in, passed or not. */
  readonly tried?: readonly string[]
  /** They had themselves erased: what they did is counted, and no lot is drawn for them. */
  readonly gone?: boolean
  /** Then also when the table forgets the row, in epoch seconds. */
  readonly expiresAt?: number
  /** Notes written. */
  readonly notes?: number
}

export const newReader = (
  seat: Pick<Reader, 'campaignId' | 'memberId' | 'orgId' | 'shard'>,
  now: Instant,
): Reader => ({
  ...seat,
  enrolledAt: now,
  revision: 1,
  log: log.emptyLog,
  recent: log.emptyLog,
  books: {},
  checkIns: 0,
})

export type CheckInRefusal =
  | Exclude<ReturnType<typeof tellingRefusal>, undefined>
  | 'book-unknown'
  | 'check-in-future'
  | 'check-in-too-late'
  | 'check-in-outside'
  | 'check-in-too-many'
  | 'check-in-too-much'

export type CheckedIn =
  | { readonly kind: 'done'; readonly reader: Reader; readonly late: boolean }
  /** This very check-in was taken before. */
  | { readonly kind: 'again'; readonly late: boolean }
  | { readonly kind: 'refused'; readonly code: CheckInRefusal }

/**
 * One check-in more. What somebody has read is a sum over distinct check-ins, so it is the same in whatever order and
 * however often the phones of one person tell it.
 * @param id the sixteen bytes behind the check-in's id.
 */
export function checkedIn(
  campaign: Campaign,
  reader: Reader,
  told: CheckInPlan,
  { id, now }: { readonly id: Uint8Array; readonly now: Instant },
): CheckedIn {
  const today = todayOf(campaign, now)
  const late = told.day < today
  if (log.isKnown(reader.recent, id)) return { kind: 'again', late }
  const at = daysFrom(campaign.firstDay, told.day)
  const before = at >= 0 ? log.readAt(reader.log, at) : undefined
  const code = refusalOf(campaign, reader, told, { today, at, now, before })
  if (code !== undefined || !before) return { kind: 'refused', code: code ?? 'check-in-outside' }
  const book = reader.books[told.bookId] ?? { minutes: 0, pages: 0 }
  return {
    kind: 'done',
    late,
    reader: {
      ...reader,
      revision: reader.revision + 1,
      log: log.withDay(reader.log, at, {
        minutes: before.minutes + told.minutes,
        pages: before.pages + told.pages,
        late: before.late || late,
      }),
      recent: log.remembering(reader.recent, {
        at,
        id,
        since: daysFrom(campaign.firstDay, today) - campaign.rules.backDays,
      }),
      books: {
        ...reader.books,
        [told.bookId]: { ...book, minutes: book.minutes + told.minutes, pages: book.pages + told.pages },
      },
      checkIns: reader.checkIns + 1,
    },
  }
}

interface Seen {
  readonly today: string
  readonly at: number
  readonly now: Instant
  readonly before: log.DayRead | undefined
}

/** In the order in which it is reported. */
function refusalOf(
  campaign: Campaign,
  reader: Reader,
  told: CheckInPlan,
  { today, at, now, before }: Seen,
): CheckInRefusal | undefined {
  const closed = tellingRefusal(campaign, now)
  if (closed) return closed
  if (!hasBook(campaign, told.bookId)) return 'book-unknown'
  if (told.day > today) return 'check-in-future'
  if (daysFrom(told.day, today) > campaign.rules.backDays) return 'check-in-too-late'
  if (!before || told.day > campaign.lastDay) return 'check-in-outside'
  if (log.countOn(reader.recent, at) >= MOST_CHECK_INS_A_DAY) return 'check-in-too-many'
  const tooMuch =
    before.minutes + told.minutes > MOST_MINUTES_A_DAY || before.pages + told.pages > MOST_PAGES_A_DAY
  return tooMuch ? 'check-in-too-much' : undefined
}

export const counts = (
  { rules }: Campaign,
  { minutes, pages }: Pick<log.DayRead, 'minutes' | 'pages'>,
): boolean => minutes >= rules.minutes || pages >= rules.pages

/** The days of a reader that reach the campaign's measure. */
export const countedDays = (campaign: Campaign, reader: Reader) =>
  log.daysOf(reader.log, campaign.firstDay).filter((day) => counts(campaign, day))

export const finishedBooks = ({ books }: Reader): number =>
  Object.values(books).filter(({ done }) => done !== undefined).length

export interface Deeds {
  readonly days: number
  readonly streak: number
  readonly books: number
  readonly quizzes: number
}

export function deedsOf(campaign: Campaign, reader: Reader, streak: Streak): Deeds {
  return {
    days: countedDays(campaign, reader).length,
    streak: streak.longest,
    books: finishedBooks(reader),
    quizzes: Object.keys(reader.passed ?? {}).length,
  }
}

/** Each badge of the campaign, and how far this reader is: rules as data, one comparison for all of them. */
export const badgesOf = ({ badges }: Campaign, deeds: Deeds) =>
  badges.map((badge) => ({
    ...badge,
    done: Math.min(badge.times, deeds[badge.deed]),
    earned: deeds[badge.deed] >= badge.times,
  }))

/** Where a reader stands, as it is shown. */
export function standingOf(
  campaign: Campaign,
  reader: Reader,
  reviews: ReadonlyMap<string, string>,
  now: Instant,
): Shown {
  const days = log.daysOf(reader.log, campaign.firstDay)
  const counted = days.filter((day) => counts(campaign, day))
  const today = todayOf(campaign, now)
  const streak = streakOf(
    counted.map(({ day }) => day),
    today,
  )
  const sum = (of: 'minutes' | 'pages') => days.reduce((total, day) => total + day[of], 0)
  return {
    campaignId: reader.campaignId,
    enrolledAt: reader.enrolledAt,
    orgId: reader.orgId,
    today,
    streak,
    countedDays: counted.length,
    minutes: sum('minutes'),
    pages: sum('pages'),
    days: days.map((day) => ({ ...day, counts: counts(campaign, day) })),
    books: Object.entries(reader.books).map(([bookId, { done, ...read }]) => {
      const review = reviews.get(bookId)
      return { bookId, ...read, ...(done ? { finishedOn: done } : {}), ...(review ? { review } : {}) }
    }),
    badges: badgesOf(campaign, deedsOf(campaign, reader, streak)),
    quizzes: Object.keys(reader.passed ?? {}),
    ...(reader.pen === undefined
      ? {}
      : { penName: penNameOf(reader.campaignId, reader.memberId, reader.pen) }),
  }
}

/** The chosen books; those that were read stay, chosen or not. */
export function choosing(reader: Reader, bookIds: readonly string[]): Reader {
  const read = Object.entries(reader.books).filter(([, { minutes, pages }]) => minutes + pages > 0)
  const chosen = bookIds.map((bookId) => [bookId, reader.books[bookId] ?? { minutes: 0, pages: 0 }] as const)
  return { ...reader, revision: reader.revision + 1, books: Object.fromEntries([...chosen, ...read]) }
}

/** A book finished; undefined where nothing of it was read. The first day that says so stands. */
export function finishing(reader: Reader, bookId: string, today: string): Reader | undefined {
  const book = reader.books[bookId]
  if (!book || book.minutes + book.pages === 0) return undefined
  const books = { ...reader.books, [bookId]: { ...book, done: book.done ?? today } }
  return { ...reader, revision: reader.revision + 1, books }
}

/** Listed by one of the names drawn for one, or not listed. */
export function naming({ pen: _, ...reader }: Reader, choice: number | null): Reader {
  return { ...reader, revision: reader.revision + 1, ...(choice === null ? {} : { pen: choice }) }
}

/** A quiz handed in, with its points where it was passed: the first time stands. */
export const tryingQuiz = (reader: Reader, quizId: string, points: number | undefined): Reader => ({
  ...reader,
  revision: reader.revision + 1,
  tried: [...new Set([...(reader.tried ?? []), quizId])],
  ...(points === undefined ? {} : { passed: { [quizId]: points, ...reader.passed } }),
})
