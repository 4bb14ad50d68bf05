import type { Instant } from '@gonghui/shared/lib/instant'
import { streakOf } from '@gonghui/shared/reading/days'
import { readCauses } from '../lib/ledger.store.ts'
import { earn } from '../lib/ledger.ts'
import { isRefusal } from '../lib/server.ts'
import { type Campaign, todayOf } from './campaign.rule.ts'
import { badgesOf, countedDays, deedsOf, type Reader } from './reader.rule.ts'

interface Due {
  readonly cause: string
  readonly amount: number
  readonly reason: string
}

/** All that a reader has earned points for so far. A badge that was earned stays earned: streaks count the longest. */
export function duesOf(campaign: Campaign, reader: Reader, now: Instant): Due[] {
  const { campaignId, title, rules, books } = campaign
  const days = countedDays(campaign, reader).map(({ day }) => day)
  const deeds = deedsOf(campaign, reader, streakOf(days, todayOf(campaign, now)))
  const badges = badgesOf(campaign, deeds).map(({ name, points, earned }, at) => ({
    cause: `READING#${campaignId}#BADGE#${at}`,
    amount: earned ? points : 0,
    reason: `${title}：徽章「${name}」`,
  }))
  const finished = Object.entries(reader.books).map(([bookId, { done }]) => ({
    cause: `READING#${campaignId}#BOOK#${bookId}`,
    amount: done === undefined ? 0 : rules.bookPoints,
    reason: `${title}：读完《${books[Number(bookId.slice(1)) - 1]?.title}》`,
  }))
  const quizzes = Object.entries(reader.passed ?? {}).map(([quizId, amount]) => ({
    cause: `READING#${campaignId}#QUIZ#${quizId}`,
    amount,
    reason: `${title}：答题过关`,
  }))
  return [...badges, ...finished, ...quizzes].filter(({ amount }) => amount > 0)
}

/** Gives whatever is due and was not given yet. Safe to repeat; what a crash left out is given the next time. */
export async function settle(campaign: Campaign, reader: Reader, now: Instant): Promise<void> {
  const dues = duesOf(campaign, reader, now)
  if (dues.length === 0) return
  const given = await readCauses(
    reader.memberId,
    dues.map(({ cause }) => cause),
  )
  for (const due of dues) {
    if (given.has(due.cause)) continue
    // Points that are due are added, so they cannot fall short; a crowd at one member's balance is the phone's to retry.
    const entry = await earn({ memberId: reader.memberId, ...due }, now)
    if (isRefusal(entry)) return
  }
}
