import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { partQuery, publicDraw } from '../lib/draw-file.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { readingProblems } from './problems.ts'
import { quizId } from './quizzes.ts'

/** The public file of a quiz’s draw, one part of it: as many units as are drawn for, and what each is worth. */
export const quizDrawFile = z.extend(publicDraw, {
  campaignId: z.string(),
  quizId: z.string(),
  points: z.int(),
})
export type QuizDrawFile = z.infer<typeof quizDrawFile>

export const getQuizDrawFile = contract({
  name: 'reading.get-quiz-draw-file',
  summary: '答题抽奖公示文件：名单、种子、中奖者，任何人可下载复算',
  method: 'GET',
  path: '/v1/reading/campaigns/{campaignId}/quizzes/{quizId}/draw',
  audience: 'anyone',
  params: z.strictObject({ campaignId: idOf('campaign'), quizId }),
  query: partQuery,
  replies: { 200: quizDrawFile },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'quiz-unknown',
    'quiz-without-lottery',
    'draw-part-unknown',
  ),
})
