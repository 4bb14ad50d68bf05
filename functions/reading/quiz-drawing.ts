import type { Instant } from '@gonghui/shared/lib/instant'
import { earn } from '../lib/ledger.ts'
import { log } from '../lib/log.ts'
import { readMemberPerson } from '../lib/members.store.ts'
import { tellMember } from '../lib/messages.ts'
import * as roll from '../lib/roll.rule.ts'
import { isRefusal } from '../lib/server.ts'
import type { Campaign } from './campaign.rule.ts'
import { readQuizzes } from './quiz.store.ts'
import { drawnFrom, drawsAt, hasLottery, isIn, type LotteryQuiz, type QuizDraw } from './quiz-draw.rule.ts'
import * as store from './quiz-draw.store.ts'
import { everyShard, inTurns, readShard } from './tally.store.ts'

/**
 * Draws the lotteries of a closed campaign's quizzes as far as it can now, and gives the winners their points. Each draw
 * is decided by one conditional write, and points have a cause each, so it may be killed anywhere, run twice at once, and
 * be taken up by the next minute. True when nothing is left to do.
 */
export async function drawQuizzes(campaign: Campaign, now: Instant): Promise<boolean> {
  const quizzes = (await readQuizzes(campaign.campaignId)).filter(hasLottery)
  let isOver = true
  for (const quiz of quizzes) if (!(await drawQuiz(campaign, quiz, now))) isOver = false
  return isOver
}

async function drawQuiz(campaign: Campaign, quiz: LotteryQuiz, now: Instant): Promise<boolean> {
  for (;;) {
    const draw = await store.readDraw(quiz)
    if (!draw) throw new Error(`the lottery of ${quiz.campaignId} ${quiz.quizId} has no draw`)
    if (draw.step === 'granted') return true
    if (draw.step === 'taking') {
      if (now < drawsAt(campaign, quiz)) return false
      await lots(quiz, draw, now)
    } else if (!(await grantWinners(campaign, quiz, draw, now))) return false
  }
}

/** The list and who wins: the rolls first, under the list's own hash; then one write makes them the draw. */
async function lots(quiz: LotteryQuiz, draw: QuizDraw, now: Instant): Promise<void> {
  const { campaignId, quizId } = quiz
  const some = await entrantsOf(quiz)
  const { listHash, entrants, winners, lastLot } = drawnFrom(some, store.seedOf(draw), quiz.lottery.winners)
  const parts = roll.partsOf(entrants.map(({ pseudonym }) => pseudonym))
  const where = { campaignId, quizId, listHash }
  for (const [part, pseudonyms] of parts.entries())
    await store.putPart({ ...where, roll: 'LIST', part }, roll.rollOf(pseudonyms), now)
  await store.putPart({ ...where, roll: 'WINNERS', part: 0 }, roll.rollOfMembers(winners), now)
  await store.publishDrawn(quiz, {
    listHash,
    drawnAt: now,
    entrants: entrants.length,
    winners: winners.length,
    parts: parts.length,
    listFirsts: roll.rollOf(parts.map(([first = '']) => first)),
    ...(lastLot ? { lastLot } : {}),
  })
  log.info('a quiz is drawn', {
    campaignId,
    quizId,
    entrants: entrants.length,
    winners: winners.length,
    listHash,
  })
}

async function entrantsOf(quiz: LotteryQuiz) {
  const { campaignId, quizId } = quiz
  const some = await inTurns(await everyShard(campaignId), async (seat) =>
    (await readShard(campaignId, seat))
      .filter((reader) => isIn(reader, quizId))
      .map(({ memberId }) => ({ memberId, pseudonym: store.pseudonymIn(quiz, memberId) })),
  )
  return some.flat()
}

const AT_ONCE = 16

/** Gives the winners their points and tells them, in the order of the draw; false where a ledger was too busy. */
async function grantWinners(
  campaign: Campaign,
  quiz: LotteryQuiz,
  draw: QuizDraw,
  now: Instant,
): Promise<boolean> {
  const { campaignId, quizId, listHash = '', drawnAt = now } = draw
  const bytes = await store.readPart({ campaignId, quizId, listHash, roll: 'WINNERS', part: 0 })
  for (let from = draw.granted; from < draw.winners; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, draw.winners - from) }, (_, i) =>
      roll.memberAt(bytes, from + i),
    )
    const given = await Promise.all(some.map((memberId) => give(memberId)))
    if (given.includes(false)) return false
    await store.tellGranted(quiz, from + some.length)
  }
  await store.endDraw(quiz)
  return true

  async function give(memberId: string): Promise<boolean> {
    // Who was erased since the draw has no ledger any more, and nothing would ever remove one that began now.
    if ((await readMemberPerson(memberId)) === undefined) return true
    const { points } = quiz.lottery
    const cause = `READING#${campaignId}#LOTTERY#${quizId}`
    const reason = `${campaign.title}：${quiz.title}抽奖中奖`
    const entry = await earn({ memberId, cause, amount: points, reason }, now)
    if (isRefusal(entry)) return false
    await tellMember(memberId, { kind: 'quiz-won', campaignId, quizId, title: quiz.title, points }, drawnAt)
    return true
  }
}
