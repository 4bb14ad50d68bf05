import { randomInt } from 'node:crypto'
import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/reading/quizzes'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { stateAt, tellingRefusal, todayOf } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import {
  type AttemptRow,
  asked,
  drawn,
  type Quiz,
  readBank,
  rightOf,
  submissionRefusal,
} from './quiz.rule.ts'
import * as store from './quiz.store.ts'
import { passing } from './reader.rule.ts'
import { changing, found, told } from './readers.ts'
import { settle } from './rewards.ts'
import { campaignWithin } from './scope.ts'
import { touch } from './tally.store.ts'

const faceOf = ({ quizId, title, draw, passMark, attemptsADay, minutes, points, questions }: Quiz) => ({
  quizId,
  title,
  draw,
  passMark,
  attemptsADay,
  minutes,
  points,
  bank: questions.length,
})

export const putQuiz: Handler<typeof contracts.putQuiz> = async ({ params, body, caller, now }) => {
  const within = await campaignWithin(caller, params.campaignId)
  if (isRefusal(within)) return within
  if (stateAt(within.campaign, now) === 'closed') return refuse('campaign-closed')
  const bank = readBank(body.csv)
  if ('wrong' in bank) return refuse('questions-rejected', { line: bank.line, wrong: bank.wrong })
  const { plan } = body
  if (bank.questions.length < plan.draw || plan.draw < plan.passMark)
    return refuse('questions-too-few', { bank: bank.questions.length })
  const quiz: Quiz = { ...plan, ...params, questions: bank.questions }
  await store.putQuizRow(quiz)
  return reply(200, { quiz: faceOf(quiz), serverTime: now })
}

export const listQuizzes: Handler<typeof contracts.listQuizzes> = async ({ params, now }) => {
  const campaign = await knownCampaign(params.campaignId)
  if (!campaign) return refuse('campaign-unknown')
  const quizzes = await store.readQuizzes(params.campaignId)
  return reply(200, { items: quizzes.map(faceOf), serverTime: now })
}

const toldOf = ({ n, day, drawn: questions, endsAt }: AttemptRow, now: string) => ({
  n,
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
  if (mine.reader.passed?.[params.quizId] !== undefined) return refuse('quiz-passed')
  const of = { memberId, ...params }
  const day = todayOf(mine.campaign, now)
  const before = await store.readAttempts(of, day)
  const open = before.find(({ answers, endsAt }) => !answers && now < endsAt)
  if (open) return reply(200, toldOf(open, now))
  if (before.length >= quiz.attemptsADay) return refuse('attempts-used')
  const attempt: AttemptRow = {
    day,
    n: before.length + 1,
    drawn: drawn(quiz.questions, quiz.draw, (below) => randomInt(below)),
    passMark: quiz.passMark,
    points: quiz.points,
    endsAt: later(now, quiz.minutes * MINUTE_MS),
  }
  if (await store.putAttempt(of, attempt)) return reply(201, toldOf(attempt, now))
  const raced = await store.readAttempt(of, attempt)
  return raced ? reply(200, toldOf(raced, now)) : refuse('busy')
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
  if (!attempt.answers && !(await store.handIn(of, body, { answers: body.answers, right })))
    return refuse('attempt-submitted')
  const passed = right >= attempt.passMark
  let { reader } = mine
  if (passed) {
    const changed = await changing<never>(mine, (before) => ({
      next: passing(before, params.quizId, attempt.points),
    }))
    if (isRefusal(changed) || 'instead' in changed) return refuse('busy')
    reader = changed.next
    await touch(params.campaignId, reader, now)
    await settle(mine.campaign, reader, now)
  }
  const solution = attempt.drawn.map(({ answer }) => [...answer])
  return reply(200, { ...(await told(mine.campaign, reader, now)), right, passed, solution })
}
