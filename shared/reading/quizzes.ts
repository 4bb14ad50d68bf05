import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { pseudonym } from '../lib/draw-file.ts'
import { fileId, sheetTypes, upload, uploadBody } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom, sheetProblems } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { readingProblems } from './problems.ts'
import { standing } from './readers.ts'

export const questionKinds = ['single', 'multiple', 'judge'] as const
/** The most questions that a bank holds. */
export const LARGEST_BANK = 300

/** A question as the phone gets it: without its answer. */
export const question = z.object({
  kind: z.enum(questionKinds),
  text: z.string(),
  options: z.array(z.string()),
})
export type Question = z.infer<typeof question>

/** A campaign has at most so many quizzes, called by their places, `q1` … `q9`. */
export const MOST_QUIZZES = 9
export const quizId = z.string().check(z.regex(/^q[1-9]$/))

const quizPlan = z.strictObject({
  title: line(30),
  /** Drawn at random from the bank for each attempt. */
  draw: z.int().check(z.minimum(1), z.maximum(50)),
  /** So many must be right. */
  passMark: z.int().check(z.minimum(1), z.maximum(50)),
  attemptsADay: z.int().check(z.minimum(1), z.maximum(10)),
  minutes: z.int().check(z.minimum(1), z.maximum(120)),
  points: z.int().check(z.minimum(0), z.maximum(10_000)),
  /** Whoever passes is in, once; so many are drawn when the campaign is over, and each of them gets so many points more. */
  lottery: z.optional(
    z.strictObject({
      winners: z.int().check(z.minimum(1), z.maximum(1_000)),
      points: z.int().check(z.minimum(1), z.maximum(10_000)),
    }),
  ),
})
export type QuizPlan = z.output<typeof quizPlan>

const quizFace = z.extend(z.object({ ...quizPlan.shape }), {
  quizId: z.string(),
  bank: z.int(),
  revision: z.int(),
})
export type QuizFace = z.infer<typeof quizFace>

/** Where the lottery of a quiz stands for those who look at it: 可进入 → 待开奖 → 已开奖. */
export const quizDrawSteps = ['entering', 'waiting', 'drawn'] as const

/** What everybody may know of it. */
export const quizDraw = z.object({
  step: z.enum(quizDrawSteps),
  drawsAt: z.string(),
  /** SHA-256 of the secret seed, published before the first entry. */
  commitment: z.string(),
  /** From the draw on: SHA-256 of the list, which is also what the lots are drawn with; how many were in. */
  listHash: z.optional(z.string()),
  entrants: z.optional(z.int()),
  drawnAt: z.optional(z.string()),
})
export type QuizDraw = z.infer<typeof quizDraw>

/** Who I am in it; from the draw on my line in the public list, from 1, and whether I won. */
export const myQuizEntry = z.object({ pseudonym, line: z.optional(z.int()), won: z.optional(z.boolean()) })
export type MyQuizEntry = z.infer<typeof myQuizEntry>

const listedQuiz = z.extend(quizFace, {
  lotteryDraw: z.optional(quizDraw),
  entry: z.optional(myQuizEntry),
})
export type ListedQuiz = z.infer<typeof listedQuiz>

const params = z.strictObject({ campaignId: idOf('campaign'), quizId })

export const putQuiz = contract({
  name: 'reading.put-quiz',
  summary: '存一份答题：题库整份导入，换掉看到的那一版；新增的写 0',
  method: 'PUT',
  path: '/v1/reading/campaigns/{campaignId}/quizzes/{quizId}',
  audience: ['operator', 'staff'],
  params,
  body: z
    .strictObject({
      /** The one that was read and is replaced; 0 for a quiz that is new. */
      revision: z.int().check(z.minimum(0)),
      plan: quizPlan,
      /** 题型,题目,答案,选项A,选项B,…, a question a line; tabs or commas. */
      csv: z.optional(z.string().check(z.maxLength(200_000))),
      /** The same as a CSV or XLSX that was uploaded. */
      fileId: z.optional(fileId),
    })
    .check(
      z.refine((sent) => (sent.csv === undefined) !== (sent.fileId === undefined), {
        path: ['csv'],
        error: '题库要么粘贴，要么传文件',
      }),
    ),
  replies: { 200: z.object({ quiz: quizFace, serverTime: z.string() }) },
  refusals: {
    ...refusalsFrom(readingProblems, 'org-out-of-scope', 'campaign-unknown', 'campaign-closed'),
    ...sheetProblems,
    ...refusalsFrom(
      readingProblems,
      'questions-rejected',
      'questions-too-few',
      'quiz-changed',
      'quiz-lottery-stands',
    ),
  },
})

/** Three hundred questions with their options. */
export const MAX_BANK_BYTES = 2 * 1024 * 1024

export const uploadBank = contract({
  name: 'reading.upload-bank',
  summary: '要一个地址，把题库文件（CSV 或 Excel）传上去',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/quizzes/uploads',
  audience: ['operator', 'staff'],
  params: z.strictObject({ campaignId: idOf('campaign') }),
  body: uploadBody(sheetTypes, MAX_BANK_BYTES),
  replies: { 201: upload },
  refusals: refusalsFrom(readingProblems, 'org-out-of-scope', 'campaign-unknown'),
})

export const listQuizzes = contract({
  name: 'reading.list-quizzes',
  summary: '一个活动的答题；有抽奖的，抽到哪一步、我的编号和结果',
  method: 'GET',
  path: '/v1/reading/campaigns/{campaignId}/quizzes',
  audience: 'anyone',
  params: z.strictObject({ campaignId: idOf('campaign') }),
  replies: { 200: z.object({ items: z.array(listedQuiz), serverTime: z.string() }) },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown'),
})

const attempt = z.object({
  /** Which of today's attempts, from 1. */
  n: z.int(),
  /** How many more one may begin today. */
  left: z.int(),
  day: z.string(),
  questions: z.array(question),
  endsAt: z.string(),
  serverTime: z.string(),
})
export type Attempt = z.infer<typeof attempt>

export const startAttempt = contract({
  name: 'reading.start-attempt',
  summary: '开始答题；没交的那一次还在时间里，就接着答',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/quizzes/{quizId}/attempts',
  audience: 'member',
  params,
  replies: { 201: attempt, 200: attempt },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'campaign-coming',
    'campaign-closed',
    'not-enrolled',
    'quiz-unknown',
    'quiz-passed',
    'attempts-used',
  ),
})

export const submitAttempt = contract({
  name: 'reading.submit-attempt',
  summary: '交卷：每题的选项号；一次只能交一回',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/quizzes/{quizId}/submission',
  audience: 'member',
  params,
  body: z.strictObject({
    day: z.iso.date(),
    n: z.int().check(z.minimum(1), z.maximum(10)),
    answers: z
      .array(z.array(z.int().check(z.minimum(0), z.maximum(5))).check(z.minLength(1), z.maxLength(6)))
      .check(z.maxLength(50)),
  }),
  replies: {
    200: z.extend(standing, {
      right: z.int(),
      passed: z.boolean(),
      /** For each question of the attempt, what would have been right. */
      solution: z.array(z.array(z.int())),
      /** Passing has put me in the quiz’s lottery. */
      entered: z.optional(z.object({ pseudonym, drawsAt: z.string() })),
    }),
  },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'not-enrolled',
    'quiz-unknown',
    'attempt-unknown',
    'attempt-submitted',
    'attempt-late',
    'answers-incomplete',
  ),
})
