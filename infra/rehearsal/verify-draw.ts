/**
 * `npm run verify-draw FILE…` recomputes a draw from its public file, offline, and says 一致 or 不一致 (exit code 0 or 1; 2
 * where there is nothing to compare). `-- --from https://api.example.cn --drop drp_…`, or `--quiz rdg_…/q1`, fetches the
 * file first, and `--save FILE` keeps it, one part a line; `--me PSEUDONYM` tells how one entrant fared.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { getDrawFile } from '@gonghui/shared/benefits/draws'
import { getQuizDrawFile } from '@gonghui/shared/reading/quiz-draws'
import * as z from 'zod/mini'
import { anyDrawFile, checksOf, isByOwnList, joined, nameOf, standingOf } from './draw-file.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string' },
    drop: { type: 'string' },
    quiz: { type: 'string' },
    save: { type: 'string' },
    me: { type: 'string' },
  },
})

function stop(words: string): never {
  console.error(words)
  process.exit(2)
}

/** Where the file that is asked for lies; undefined where none is. */
function pathOf({ drop, quiz }: typeof values): string | undefined {
  const safe = (word = '') => encodeURIComponent(word)
  if (drop) return getDrawFile.path.replace('{dropId}', safe(drop))
  const [campaignId, quizId] = quiz?.split('/') ?? []
  if (!campaignId) return undefined
  return getQuizDrawFile.path.replace('{campaignId}', safe(campaignId)).replace('{quizId}', safe(quizId))
}

async function fetched(base: string, path: string): Promise<string[]> {
  const texts: string[] = []
  for (let part = 0, parts = 1; part < parts; part++) {
    const address = new URL(`${path}?part=${part}`, base)
    const answer = await fetch(address).catch(() => stop(`连不上 ${base}`))
    const text = await answer.text()
    const read = answer.ok ? z.safeParse(anyDrawFile, JSON.parse(text)) : undefined
    if (!read?.success) stop(`${address} 没有给出公示文件（${answer.status}）`)
    parts = read.data.parts
    texts.push(text)
  }
  return texts
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return stop(`读不了 ${file}`)
  }
}

const path = pathOf(values)
if (positionals.length === 0 && !(values.from && path))
  stop(
    'npm run verify-draw FILE…  或  npm run verify-draw -- --from https://… --drop drp_…（答题用 --quiz rdg_…/q1）',
  )
const texts = values.from && path ? await fetched(values.from, path) : positionals.map(read)
if (values.save) writeFileSync(values.save, `${texts.map((text) => text.trim()).join('\n')}\n`)

let file: ReturnType<typeof joined>
try {
  file = joined(texts)
} catch (error) {
  stop(error instanceof Error ? error.message : String(error))
}
console.log(`${file.title}（${file.organiser}，${nameOf(file)}）`)
console.log(
  isByOwnList(file)
    ? `名单上 ${file.entrants} 人，抽 ${file.units} 份；和种子合在一起的是名单自己的指纹`
    : `${file.entrants} 人报名，抽 ${file.units} 份；福彩3D 第 ${file.issue} 期 ${file.number ?? '还没有录入'}`,
)
if (file.seed === undefined) stop(`还没有开奖；承诺是 ${file.commitment}`)

const checks = checksOf(file)
for (const { words, holds } of checks) console.log(`${holds ? '✓' : '✗'} ${words}`)
if (values.me) {
  const mine = standingOf(file, values.me.replace(/\s/g, '').toLowerCase())
  console.log(
    mine
      ? `你在名单第 ${mine.line} 行，抽签排第 ${mine.position} 位，${mine.won ? '中签' : `前 ${file.units} 位中签，没有中签`}`
      : '名单里没有这个代号',
  )
}
const holds = checks.every((check) => check.holds)
console.log(holds ? '一致' : '不一致')
process.exit(holds ? 0 : 1)
