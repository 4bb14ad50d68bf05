import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { BodyOf } from '@gonghui/shared/lib/contract'
import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { dayAfter } from '@gonghui/shared/reading/days'
import type * as contracts from '@gonghui/shared/reading/quizzes'
import { LARGEST_BANK } from '@gonghui/shared/reading/quizzes'
import type { Caller } from '../lib/caller.ts'
import { newFilePlace, uploadTo } from '../lib/files.store.ts'
import { grantsOf } from '../lib/grants.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { type Campaign, stateAt, tellingRefusal, todayOf } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import {
  type AttemptRow,
  asked,
  drawn,
  pastedRows,
  type Quiz,
  readBank,
  rightOf,
  submissionRefusal,
} from './quiz.rule.ts'
import * as store from './quiz.store.ts'
import { changesLottery, hasLottery } from './quiz-draw.rule.ts'
import { commitToSeed } from './quiz-draw.store.ts'
import { enteredIn, lotteryOf } from './quiz-draws.ts'
import { tryingQuiz } from './reader.rule.ts'
import { changing, found, told } from './readers.ts'
import { settle } from './rewards.ts'
import { campaignWithin } from './scope.ts'
import { touch } from './tally.store.ts'

/** So many wrong lines are told at once. */
const TOLD_BAD = 20

const faceOf = ({
  quizId,
  title,
  draw,
  passMark,
  attemptsADay,
  minutes,
  points,
  lottery,
  revision,
  questions,
}: Quiz) => ({
  quizId,
  title,
  draw,
  passMark,
  attemptsADay,
  minutes,
  points,
  ...(lottery ? { lottery } : {}),
  bank: questions.length,
  revision,
})

export const putQuiz: Handler<typeof contracts.putQuiz> = async ({ params, body, caller, now }) => {
  const within = await campaignWithin(caller, params.campaignId)
  if (isRefusal(within)) return within
  const state = stateAt(within.campaign, now)
  if (state === 'closed') return refuse('campaign-closed')
  const questions = await bankOf(params.campaignId, body)
  if (isRefusal(questions)) return questions
  const quiz: Quiz = { ...body.plan, ...params, questions, revision: body.revision + 1 }
  const told = () => reply(200, { quiz: faceOf(quiz), serverTime: now })
  const before = await store.readQuiz(params.campaignId, params.quizId)
  // A lost answer is asked for again: what is stored already is no change of somebody else's.
  if (before && isStored(before, quiz)) return told()
  if ((before?.revision ?? 0) !== body.revision) return refuse('quiz-changed')
  // Once members can pass it, what they pass it for is not changed under their feet.
  if (before && (state === 'open' || state === 'late') && changesLottery(before, quiz))
    return refuse('quiz-lottery-stands')
  // Before anybody can pass, or even see it: what the draw is bound to.
  if (hasLottery(quiz)) await commitToSeed(quiz, within.campaign)
  if (await store.replaceQuiz(quiz)) return told()
  const raced = await store.readQuiz(params.campaignId, params.quizId)
  return raced && isStored(raced, quiz) ? told() : refuse('quiz-changed')
}

/** Whether a row is this very quiz, its revision too. */
const isStored = (row: Quiz, quiz: Quiz): boolean =>
  isDeepStrictEqual(
    { ...faceOf(row), questions: row.questions },
    { ...faceOf(quiz), questions: quiz.questions },
  )

type Sent = Pick<BodyOf<typeof contracts.putQuiz>, 'plan' | 'csv' | 'fileId'>

/** The questions that were pasted or sent as a file, where they are enough for the plan. */
async function bankOf(campaignId: string, { plan, csv = '', fileId }: Sent) {
  const rows = fileId === undefined ? pastedRows(csv) : await rowsOf(campaignId, fileId)
  if ('problem' in rows) return refuse(rows.problem, rows.line === undefined ? {} : { line: rows.line })
  const bank = readBank(rows)
  if ('bad' in bank) return refuse('questions-rejected', { ...bank.bad[0], bad: bank.bad.slice(0, TOLD_BAD) })
  if (bank.questions.length < plan.draw || plan.draw < plan.passMark)
    return refuse('questions-too-few', { bank: bank.questions.length })
  return bank.questions
}

/** Loaded when a file is read: answering a quiz does without. */
async function rowsOf(campaignId: string, fileId: string) {
  const { isSheetRefusal, readStoredSheet } = await import('../lib/sheet-file.ts')
  const place = { ...newFilePlace('imports', campaignId), fileId }
  const sheet = await readStoredSheet(place, { mostLines: 2 * LARGEST_BANK })
  return isSheetRefusal(sheet) ? sheet : sheet.rows
}

export const uploadBank: Handler<typeof contracts.uploadBank> = async ({ params, body, caller, now }) => {
  const within = await campaignWithin(caller, params.campaignId)
  if (isRefusal(within)) return within
  return reply(201, await uploadTo(newFilePlace('imports', params.campaignId), body, now))
}

export const listQuizzes: Handler<typeof contracts.listQuizzes> = async ({ params, caller, now }) => {
  const campaign = await knownCampaign(params.campaignId)
  if (!campaign || !(await mayBeTold(campaign, caller, now))) return refuse('campaign-unknown')
  const quizzes = await store.readQuizzes(params.campaignId)
  const mine =
    caller?.member && quizzes.some(hasLottery)
      ? await found(params.campaignId, caller.member.memberId, now)
      : undefined
  const reader = mine && !isRefusal(mine) ? mine.reader : undefined
  const items = await Promise.all(
    quizzes.map(async (quiz) => ({ ...faceOf(quiz), ...(await lotteryOf(campaign, quiz, reader, now)) })),
  )
  return reply(200, { items, serverTime: now })
}

/** Of a draft, those who work on it alone. */
async function mayBeTold(campaign: Campaign, caller: Caller | undefined, now: Instant): Promise<boolean> {
  if (stateAt(campaign, now) !== 'draft') return true
  if (!caller) return false
  const staff = { ...caller, grants: await grantsOf(caller.personId) }
  return !isRefusal(await campaignWithin(staff, campaign.campaignId))
}

const toldOf = (
  { attemptsADay }: Quiz,
  { n, day, drawn: questions, endsAt }: AttemptRow,
  begunToday: number,
  now: string,
) => ({
  n,
  left: Math.max(0, attemptsADay - begunToday),
  day,
  questions: questions.map(asked),
  endsAt,
  serverTime: now,
})

export const startAttempt: Handler<typeof contracts.startAttempt> = async ({ params, caller, now }) => {
  const { memberId } = caller.member
  const mine = await found(params.campaignId, memberId, now)
  if (isRefusal(mine)) return mine
  const closed = tellingRefusal(mine.campaign, now)
  if (closed) return refuse(closed)
  const quiz = await store.readQuiz(params.campaignId, params.quizId)
  if (!quiz) return refuse('quiz-unknown')
  if (mine.reader.passed?.[params.quizId] !== undefined) {
    // Whose answer was lost comes back here, and may not have the points yet.
    await settle(mine.campaign, mine.reader, now)
    return refuse('quiz-passed')
  }
  const of = { memberId, ...params }
  const day = todayOf(mine.campaign, now)
  const before = await store.readAttempts(of, day)
  // One that was begun before midnight goes on after it.
  const yesterday = await store.readAttempts(of, dayAfter(day, -1))
  const open = [...yesterday, ...before].find(({ answers, endsAt }) => !answers && now < endsAt)
  if (open) return reply(200, toldOf(quiz, open, before.length, now))
  if (before.length >= quiz.attemptsADay) return refuse('attempts-used')
  const attempt: AttemptRow = {
    day,
    n: before.length + 1,
    drawn: drawn(quiz.questions, quiz.draw, (below) => randomInt(below)),
    passMark: quiz.passMark,
    points: quiz.points,
    endsAt: later(now, quiz.minutes * MINUTE_MS),
  }
  if (await store.putAttempt(of, attempt)) return reply(201, toldOf(quiz, attempt, attempt.n, now))
  const raced = await store.readAttempt(of, attempt)
  return raced ? reply(200, toldOf(quiz, raced, raced.n, now)) : refuse('busy')
}

export const submitAttempt: Handler<typeof contracts.submitAttempt> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const { memberId } = caller.member
  const mine = await found(params.campaignId, memberId, now)
  if (isRefusal(mine)) return mine
  const of = { memberId, ...params }
  const attempt = await store.readAttempt(of, body)
  if (!attempt) return refuse('attempt-unknown')
  const refusal = submissionRefusal(attempt, body.answers, now)
  if (refusal) return refuse(refusal)
  const right = rightOf(attempt.drawn, body.answers)
  const passed = right >= attempt.passMark
  let { reader } = mine
  if (!attempt.answers) {
    let isTaken = false
    const changed = await changing(
      mine,
      (before) =>
        isTaken
          ? { instead: 'attempt-submitted' as const }
          : { next: tryingQuiz(before, params.quizId, passed ? attempt.points : undefined) },
      async (before, next) => {
        const result = await store.handIn(of, body, { answers: body.answers, right, before, next })
        isTaken = result === 'handed-in'
        return result === 'done'
      },
    )
    if (isRefusal(changed)) return changed
    if ('instead' in changed) return refuse(changed.instead)
    reader = changed.next
  }
  await touch(params.campaignId, reader, now)
  if (passed) await settle(mine.campaign, reader, now)
  const solution = attempt.drawn.map(({ answer }) => [...answer])
  const quiz = passed ? await store.readQuiz(params.campaignId, params.quizId) : undefined
  const entered = quiz && hasLottery(quiz) ? enteredIn(mine.campaign, quiz, memberId, now) : {}
  return reply(200, { ...(await told(mine.campaign, reader, now)), right, passed, solution, ...entered })
}
