/** The public file of a draw, put together from its parts and recomputed: what `npm run verify-draw` says, decided without the network. */
import {
  commitmentOf,
  DRAW_RULE,
  drawOrder,
  listHashOf,
  OWN_LIST_RULE,
} from '@gonghui/functions/lib/draw.rule'
import { drawFile } from '@gonghui/shared/benefits/draws'
import { quizDrawFile } from '@gonghui/shared/reading/quiz-draws'
import * as z from 'zod/mini'

/** A drop’s, or a quiz’s. */
export const anyDrawFile = z.union([drawFile, quizDrawFile])
export type DrawFile = z.infer<typeof anyDrawFile>

/** What is asked of a file, in Chinese as the command says it, and whether it holds. */
export interface Check {
  readonly words: string
  readonly holds: boolean
}

/** What must be the same in every part of one file. */
const headOf = ({ pseudonyms, winners, part, ...head }: DrawFile): string => JSON.stringify(head)

/** One file of all its parts. A single text may hold several, as JSON lines. @throws an Error that says what is missing. */
export function joined(texts: readonly string[]): DrawFile {
  const parts = texts.flatMap(partsIn).sort((a, b) => a.part - b.part)
  const [first] = parts
  if (!first) throw new Error('文件是空的')
  if (parts.some((part) => headOf(part) !== headOf(first)))
    throw new Error('各部分不是同一时刻、同一场抽签的文件')
  const numbers = parts.map(({ part }) => part).join()
  const expected = Array.from({ length: first.parts }, (_, part) => part).join()
  if (numbers !== expected)
    throw new Error(`文件共 ${first.parts} 部分（0–${first.parts - 1}），收到的是 ${numbers}`)
  return {
    ...first,
    pseudonyms: parts.flatMap(({ pseudonyms }) => pseudonyms),
    winners: parts.flatMap(({ winners }) => winners),
  }
}

function partsIn(text: string): DrawFile[] {
  const whole = parsed(text)
  const values =
    whole === undefined
      ? text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(parsed)
      : [whole]
  return values.map((value) => {
    const read = z.safeParse(anyDrawFile, value)
    if (!read.success) throw new Error('这不是抽签公示文件')
    return read.data
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Drawn with their own list: the first taps of an opening, or who passed a quiz. */
export const isByOwnList = ({ rule }: DrawFile): boolean => rule === OWN_LIST_RULE

/** What is drawn, by the name of whose draw it is. */
export const nameOf = (file: DrawFile): string =>
  'dropId' in file ? file.dropId : `${file.campaignId} ${file.quizId}`

const publicNumberIn = (file: DrawFile): string =>
  isByOwnList(file) ? listHashOf(file.pseudonyms) : `${file.issue}:${file.number ?? ''}`

/** Draws again from what the file holds, and compares. Every check is made, so that a tampered file shows where. */
export function checksOf(file: DrawFile): Check[] {
  const { seed = '', issue, number = '', pseudonyms, winners, units } = file
  const seedBytes = Buffer.from(seed, 'hex')
  const ascending = pseudonyms.every((one, at) => at === 0 || (pseudonyms[at - 1] ?? '') < one)
  const order = drawOrder(pseudonyms, { seed: seedBytes, publicNumber: publicNumberIn(file) })
  const drawn = Array.from(order.subarray(0, units), (at) => pseudonyms[at])
  // Its winners are named in the order of the list.
  const asNamed = isByOwnList(file) ? [...drawn].sort() : drawn
  const byNumber = {
    words: `号码是三位数（福彩3D 第 ${issue} 期 ${number}，请到中国福彩网核对）`,
    holds: /^\d{3}$/.test(number),
  }
  return [
    { words: `规则是 ${file.rule}`, holds: file.rule === DRAW_RULE || isByOwnList(file) },
    {
      words: '种子和报名前公布的承诺对得上',
      holds: /^[0-9a-f]{64}$/.test(seed) && commitmentOf(seedBytes) === file.commitment,
    },
    { words: '名单按序排列，没有重复', holds: ascending },
    { words: `名单是 ${file.entrants} 人`, holds: pseudonyms.length === file.entrants },
    { words: '名单和公布的指纹对得上', holds: listHashOf(pseudonyms) === file.listHash },
    ...(isByOwnList(file) ? [] : [byNumber]),
    { words: `重新抽出的 ${drawn.length} 位中签者和公布的一致`, holds: asNamed.join() === winners.join() },
  ]
}

/** Where one entrant stands: the line in the list and the place in the draw, from 1. */
export function standingOf(file: DrawFile, pseudonym: string) {
  const { seed = '', pseudonyms, units } = file
  const line = pseudonyms.indexOf(pseudonym) + 1
  if (line === 0) return undefined
  const lots = { seed: Buffer.from(seed, 'hex'), publicNumber: publicNumberIn(file) }
  const position = drawOrder(pseudonyms, lots).indexOf(line - 1) + 1
  return { line, position, won: position <= units }
}
