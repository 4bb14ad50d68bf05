import type { Instant } from '@gonghui/shared/lib/instant'
import { beginsAt } from '@gonghui/shared/reading/days'
import type { getQuizDrawFile as contract } from '@gonghui/shared/reading/quiz-draws'
import type { ListedQuiz, MyQuizEntry } from '@gonghui/shared/reading/quizzes'
import { hasWon, type Lots } from '../lib/draw.rule.ts'
import { lastNotAfter, PER_PART, pseudonymAt, pseudonymsIn } from '../lib/roll.rule.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { type Campaign, closesAtOf, stateAt } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import type { Quiz } from './quiz.rule.ts'
import { readQuiz } from './quiz.store.ts'
import { drawFaceOf, drawsAt, hasLottery, isIn, type LotteryQuiz, type QuizDraw } from './quiz-draw.rule.ts'
import { knownDraws, knownPart, pseudonymIn, seedOf } from './quiz-draw.store.ts'
import type { Reader } from './reader.rule.ts'

/** The public file of a draw. What is not decided yet is not in it; the seed least of all. */
export const getQuizDrawFile: Handler<typeof contract> = async ({ params, query, now }) => {
  const campaign = await knownCampaign(params.campaignId)
  if (!campaign || stateAt(campaign, now) === 'draft') return refuse('campaign-unknown')
  const quiz = await readQuiz(params.campaignId, params.quizId)
  if (!quiz) return refuse('quiz-unknown')
  const draw = await drawOf(quiz)
  if (!hasLottery(quiz) || !draw) return refuse('quiz-without-lottery')
  const { part = 0 } = query
  if (part > 0 && part >= draw.parts) return refuse('draw-part-unknown', { parts: draw.parts })
  const isDrawn = draw.step !== 'taking'
  const lots = lotsOf(draw)
  const pseudonyms = isDrawn && part < draw.parts ? pseudonymsIn(await listPart(draw, part)) : []
  return reply(200, {
    rule: draw.rule,
    campaignId: campaign.campaignId,
    quizId: quiz.quizId,
    title: `${campaign.title}・${quiz.title}`,
    organiser: campaign.orgName,
    units: quiz.lottery.winners,
    points: quiz.lottery.points,
    opensAt: beginsAt(campaign.zone, campaign.firstDay),
    closesAt: closesAtOf(campaign),
    issue: '',
    drawsAt: drawsAt(campaign, quiz),
    commitment: draw.commitment,
    entrants: draw.entrants,
    ...(isDrawn && draw.drawnAt
      ? { listHash: lots.publicNumber, listedAt: draw.drawnAt, drawnAt: draw.drawnAt }
      : {}),
    ...(isDrawn ? { seed: lots.seed.toString('hex') } : {}),
    part,
    parts: Math.max(1, draw.parts),
    pseudonyms,
    winners: pseudonyms.filter((pseudonym) => hasWon(lots, pseudonym, draw.lastLot)),
  })
}

const drawOf = async ({ campaignId, quizId }: Quiz): Promise<QuizDraw | undefined> =>
  (await knownDraws(campaignId)).find((draw) => draw.quizId === quizId)

const lotsOf = (draw: QuizDraw): Lots & { readonly seed: Buffer } => ({
  seed: seedOf(draw),
  publicNumber: draw.listHash ?? '',
})

const listPart = ({ campaignId, quizId, listHash = '' }: QuizDraw, part: number) =>
  knownPart({ campaignId, quizId, listHash, roll: 'LIST', part })

type WithLottery = Pick<ListedQuiz, 'lotteryDraw' | 'entry'>

/** What a list of quizzes says of one's lottery: where it stands, and for who passed how it goes with them. */
export async function lotteryOf(
  campaign: Campaign,
  quiz: Quiz,
  reader: Reader | undefined,
  now: Instant,
): Promise<WithLottery> {
  const draw = hasLottery(quiz) ? await drawOf(quiz) : undefined
  if (!hasLottery(quiz) || !draw) return {}
  const entry = reader && isIn(reader, quiz.quizId) ? await entryIn(draw, reader.memberId) : undefined
  return { lotteryDraw: drawFaceOf(campaign, quiz, draw, now), ...(entry ? { entry } : {}) }
}

async function entryIn(draw: QuizDraw, memberId: string): Promise<MyQuizEntry | undefined> {
  const pseudonym = pseudonymIn(draw, memberId)
  if (draw.step === 'taking') return { pseudonym }
  const inList = (other: string) => (other < pseudonym ? -1 : other > pseudonym ? 1 : 0)
  const part = lastNotAfter(draw.listFirsts, inList)
  if (part < 0) return undefined
  const bytes = await listPart(draw, part)
  const at = lastNotAfter(bytes, inList)
  // What is not in the list did not get in, whatever a row that was late says.
  if (pseudonymAt(bytes, at) !== pseudonym) return undefined
  return { pseudonym, line: part * PER_PART + at + 1, won: hasWon(lotsOf(draw), pseudonym, draw.lastLot) }
}

/** What who has just passed is told; nothing where the list may be out by now. */
export const enteredIn = (campaign: Campaign, quiz: LotteryQuiz, memberId: string, now: Instant) =>
  now < drawsAt(campaign, quiz)
    ? { entered: { pseudonym: pseudonymIn(quiz, memberId), drawsAt: drawsAt(campaign, quiz) } }
    : {}
