import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { partQuery, publicDraw } from '../lib/draw-file.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { lotteryFace } from './lottery.ts'
import { benefitsProblems } from './problems.ts'

const params = z.strictObject({ dropId: idOf('drop') })

/** The public file of a drop’s draw, one part of it. */
export const drawFile = z.extend(publicDraw, { dropId: z.string() })
export type DrawFile = z.infer<typeof drawFile>

export const getDrawFile = contract({
  name: 'benefits.get-draw-file',
  summary: '抽签公示文件：名单、种子、号码、中签者，任何人可下载复算',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/draw',
  audience: 'anyone',
  params,
  query: partQuery,
  replies: { 200: drawFile },
  refusals: refusalsFrom(benefitsProblems, 'drop-unknown', 'drop-first-come', 'draw-part-unknown'),
})

/** One person's typing of the number. The digits are told once two people have typed, not before: the second types unseen. */
const typed = z.object({ mine: z.boolean(), at: z.string(), digits: z.optional(z.string()) })

export const drawDesk = z.object({
  lottery: lotteryFace,
  listedAt: z.optional(z.string()),
  typed: z.array(typed),
  drawnAt: z.optional(z.string()),
  /** How many win, and how many of them have their voucher. */
  winners: z.int(),
  granted: z.int(),
  /** When the last voucher was given and the books were found to balance; what was found wrong, if anything was. */
  endedAt: z.optional(z.string()),
  wrong: z.array(z.string()),
})
export type DrawDesk = z.infer<typeof drawDesk>

const answer = z.object({ desk: drawDesk, serverTime: z.string() })

export const getDrawDesk = contract({
  name: 'benefits.get-draw-desk',
  summary: '抽签进展：报名、承诺、录号、发放',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/draw/desk',
  audience: ['operator', 'staff', 'auditor'],
  params,
  replies: { 200: answer },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown', 'drop-first-come'),
})

/** Typed by two people; it counts when the last two of them typed the same. Typing again replaces one's own. */
export const typeDrawNumber = contract({
  name: 'benefits.type-draw-number',
  summary: '录入福彩3D 开奖号码，两人一致才生效，随即开奖',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/draw/number',
  audience: ['operator', 'auditor'],
  params,
  body: z.strictObject({ digits: z.string().check(z.regex(/^\d{3}$/)) }),
  replies: { 200: answer },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-out-of-scope',
    'drop-unknown',
    'drop-first-come',
    'draw-not-listed',
    'draw-too-early',
    'draw-number-fixed',
  ),
})
