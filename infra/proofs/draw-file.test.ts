/** Whoever tampers with the public file of a draw is found, wherever they did; and what is whole is found whole. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { commitmentOf, drawOrder, listHashOf } from '@gonghui/functions/lib/draw.rule'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { checksOf, type DrawFile, joined, standingOf } from '../rehearsal/draw-file.ts'
import { SEED } from './test-plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'draw-'))
afterAll(() => rmSync(folder, { recursive: true }))

function someFile(count: number, units: number): DrawFile {
  const seed = Buffer.alloc(32, 7)
  const pseudonyms = Array.from({ length: count }, (_, i) =>
    commitmentOf(Buffer.from([i])).slice(0, 32),
  ).sort()
  const order = drawOrder(pseudonyms, { seed, publicNumber: '2026158:375' })
  return {
    rule: 'gonghui-draw-1',
    dropId: 'drp_01JXM1X0000000000000000000',
    title: '首映礼抽签',
    organiser: '南山区总工会',
    units,
    opensAt: '2026-06-12T02:00:00.000Z',
    closesAt: '2026-06-17T12:00:00.000Z',
    issue: '2026158',
    drawsAt: '2026-06-17T13:15:00.000Z',
    commitment: commitmentOf(seed),
    entrants: count,
    listedAt: '2026-06-17T12:01:00.000Z',
    listHash: listHashOf(pseudonyms),
    number: '375',
    seed: seed.toString('hex'),
    drawnAt: '2026-06-17T13:25:00.000Z',
    part: 0,
    parts: 1,
    pseudonyms,
    winners: Array.from(order.subarray(0, units), (at) => pseudonyms[at] ?? ''),
  }
}
const holds = (file: DrawFile) => checksOf(file).every((check) => check.holds)
const file = someFile(20, 5)
const [first = '', second = ''] = file.pseudonyms
const loser = file.pseudonyms.find((one) => !file.winners.includes(one)) ?? ''

test('a file as it was published is in agreement, with more units than entrants and with nobody too', () => {
  expect([file, someFile(3, 9), someFile(0, 2)].map(holds)).toEqual([true, true, true])
})

test.each<[string, Partial<DrawFile>]>([
  ['another number', { number: '376' }],
  ['another issue', { issue: '2026159' }],
  ['another seed', { seed: '00'.repeat(32) }],
  ['another seed with its commitment', { seed: '00'.repeat(32), commitment: commitmentOf(Buffer.alloc(32)) }],
  ['another rule', { rule: 'gonghui-draw-0' }],
  ['one unit more', { units: 6 }],
  ['a winner changed for a friend', { winners: [...file.winners.slice(0, 4), loser] }],
  ['winners in another order', { winners: [...file.winners].reverse() }],
  ['an entrant left out', { pseudonyms: file.pseudonyms.slice(1) }],
  ['an entrant twice', { pseudonyms: [first, first, ...file.pseudonyms.slice(2)] }],
  ['the list in another order', { pseudonyms: [second, first, ...file.pseudonyms.slice(2)] }],
  [
    'an entrant left out, and counted and hashed anew',
    { pseudonyms: file.pseudonyms.filter((one) => one !== file.winners[0]), entrants: 19 },
  ],
])('%s is found', (_, change) => {
  expect(holds({ ...file, ...change })).toBe(false)
})

test('one character changed anywhere in seed, list, hashes, number or winners is found', () => {
  const text = JSON.stringify(file)
  const places = [...text.matchAll(/[0-9a-f]{32,}|"number":"\d/g)].flatMap((match) =>
    Array.from({ length: match[0].length }, (_, at) => match.index + at).filter((at) =>
      /[0-9a-f]/.test(text[at] ?? ''),
    ),
  )
  fc.assert(
    fc.property(fc.constantFrom(...places.filter((at) => text[at + 1] !== ':')), (at) => {
      const other = text[at] === '7' ? '8' : '7'
      const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`
      try {
        return !holds(joined([changed]))
      } catch {
        return true
      }
    }),
    { seed: SEED, numRuns: 200 },
  )
})

test('parts are joined in whatever order they come, as files or as lines; a missing part is said', () => {
  const half = (part: number) => ({
    ...file,
    part,
    parts: 2,
    pseudonyms: file.pseudonyms.slice(part * 10, part * 10 + 10),
    winners: part === 0 ? file.winners : [],
  })
  const [one, other] = [JSON.stringify(half(0)), JSON.stringify(half(1))]
  for (const texts of [[one, other], [other, one], [`${one}\n${other}\n`]])
    expect(holds(joined(texts))).toBe(true)
  expect(() => joined([other])).toThrow('共 2 部分')
  expect(() => joined([one, JSON.stringify({ ...half(1), number: '376' })])).toThrow('不是同一')
  expect(() => joined(['{}'])).toThrow('不是抽签公示文件')
})

test('everybody can look up how they fared', () => {
  for (const [at, winner] of file.winners.entries())
    expect(standingOf(file, winner)).toMatchObject({ position: at + 1, won: true })
  expect(standingOf(file, loser)).toMatchObject({ line: file.pseudonyms.indexOf(loser) + 1, won: false })
  expect(standingOf(file, 'f'.repeat(32))).toBeUndefined()
})

/** As a quiz publishes it: drawn with its own list, the winners in the order of the list. */
function someQuizFile(): DrawFile {
  const { dropId: _, number: __, ...head } = { dropId: '', ...file }
  const publicNumber = listHashOf(file.pseudonyms)
  const order = drawOrder(file.pseudonyms, { seed: Buffer.alloc(32, 7), publicNumber })
  const winners = Array.from(order.subarray(0, file.units), (at) => file.pseudonyms[at] ?? '').sort()
  const of = { campaignId: 'rdg_01JXM1X0000000000000000000', quizId: 'q1', points: 100 }
  return { ...head, ...of, rule: 'gonghui-opening-1', issue: '', winners }
}
const quizFile = someQuizFile()

const run = async (...args: string[]) => {
  const command = join(import.meta.dirname, '../rehearsal/verify-draw.ts')
  const { code = 0, stdout } = await promisify(execFile)(process.execPath, [command, ...args]).catch(
    (ended) => ended,
  )
  return { code, said: String(stdout).trim().split('\n').at(-1) }
}

test('the command says 一致 and ends with 0, says 不一致 and ends with 1, and with 2 where there is nothing to compare', async () => {
  const kept = (name: string, content: object) => {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify(content))
    return path
  }
  expect(await run(kept('whole.json', file))).toEqual({ code: 0, said: '一致' })
  expect(await run(kept('tampered.json', { ...file, number: '376' }))).toEqual({ code: 1, said: '不一致' })
  expect((await run(kept('none.json', { hello: 1 }))).code).toBe(2)
  expect(await run(kept('quiz.json', quizFile))).toEqual({ code: 0, said: '一致' })
  const [, ...others] = quizFile.pseudonyms
  const without = { ...quizFile, pseudonyms: others, entrants: others.length, listHash: listHashOf(others) }
  expect(await run(kept('quiz-tampered.json', without))).toEqual({ code: 1, said: '不一致' })
})
