import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { lotteryFace } from './lottery.ts'
import { benefitsProblems } from './problems.ts'

const params = z.strictObject({ dropId: idOf('drop') })

/** So many pseudonyms go into one part of the file: 350 KB of them, and as much again for winners. */
export const PART_OF_FILE = 10_000

/**
 * The public file of a draw, one part of it: with all its parts anybody can draw again, by `npm run verify-draw` or by
 * hand (functions/lib/draw.rule.ts says how). What is not decided yet is left out.
 */
export const drawFile = z.object({
  /** How it is reckoned, by name. */
  rule: z.string(),
  dropId: z.string(),
  title: z.string(),
  /** The union that gives the prizes. */
  organiser: z.string(),
  /** How many units are drawn for. */
  units: z.int(),
  opensAt: z.string(),
  closesAt: z.string(),
  issue: z.string(),
  drawsAt: z.string(),
  /** SHA-256 of the seed, published before the first entry. */
  commitment: z.string(),
  entrants: z.int(),
  listedAt: z.optional(z.string()),
  listHash: z.optional(z.string()),
  number: z.optional(z.string()),
  /** The seed in hex, revealed when the draw is made. */
  seed: z.optional(z.string()),
  drawnAt: z.optional(z.string()),
  /** This part, from 0, of so many. */
  part: z.int(),
  parts: z.int(),
  /** In ascending order. */
  pseudonyms: z.array(z.string()),
  /** In the order of the draw. */
  winners: z.array(z.string()),
})
export type DrawFile = z.infer<typeof drawFile>

export const getDrawFile = contract({
  name: 'benefits.get-draw-file',
  summary: '抽签公示文件：名单、种子、号码、中签者，任何人可下载复算',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/draw',
  audience: 'anyone',
  params,
  query: z.strictObject({
    part: z.optional(z.pipe(z.string().check(z.regex(/^\d{1,4}$/)), z.transform(Number))),
  }),
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
