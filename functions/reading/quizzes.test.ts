import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { CSV_TYPE, type sheetTypes, XLSX_TYPE } from '@gonghui/shared/lib/files'
import { DAY_MS, instantOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { isRefusal } from '../lib/server.ts'
import { bytesOf, xlsxOf } from '../lib/sheet-writing.ts'
import { newStaff } from '../membership/test-union.ts'
import { client } from '../table/database.ts'
import { createCampaign } from './managed-campaigns.ts'
import { listPoints } from './points.ts'
import { type BankQuestion, drawn, pastedRows, readBank, rightOf } from './quiz.rule.ts'
import { readAttempt } from './quiz.store.ts'
import { listQuizzes, putQuiz, startAttempt, submitAttempt, uploadBank } from './quizzes.ts'
import { enrol } from './readers.ts'
import { ask, memberAt, NOW, newKey, planOf, publishedCampaign } from './test-campaign.ts'

const csv = [
  '题型,题目,答案,选项A,选项B,选项C',
  '单选,《人世间》的作者是谁,A,梁晓声,路遥,陈忠实',
  '多选,哪些是茅盾文学奖作品,AC,人世间,红楼梦,平凡的世界',
  '判断,《乡土中国》的作者是费孝通,对',
  '单选\t《我们仨》写的是谁家\tB\t鲁迅\t杨绛',
].join('\n')
const plan = { title: '第一周', draw: 3, passMark: 2, attemptsADay: 2, minutes: 10, points: 40 }

let made: Awaited<ReturnType<typeof publishedCampaign>>
const of = () => ({ ...made.params, quizId: 'q1' })
beforeAll(async () => {
  made = await publishedCampaign()
  await ask(putQuiz, { caller: made.staff, params: of(), body: { revision: 0, plan, csv } })
})

test('a bank is read with tabs or commas; the first wrong line is told', () => {
  expect(readBank(pastedRows(csv))).toMatchObject({
    questions: [{ answer: [0] }, { answer: [0, 2] }, { options: ['对', '错'] }, { answer: [1] }],
  })
  for (const [line, wrong] of [
    ['填空,题,A,甲,乙', /题型/],
    ['单选,题,C,甲,乙', /答案/],
    ['单选,题,AB,甲,乙', /一个答案/],
    ['单选,题,A,甲', /选项/],
    ['判断,题,也许', /答案/],
  ] as const)
    expect(readBank(pastedRows(`${csv}\n${line}`))).toMatchObject({
      bad: [{ line: 6, wrong: expect.stringMatching(wrong) }],
    })
})

test('questions are drawn each once, and an answer is right whatever its order', () => {
  const { questions } = readBank(pastedRows(csv)) as { questions: BankQuestion[] }
  for (let first = 0; first < 4; first++)
    expect(new Set(drawn(questions, 4, (below) => first % below)).size).toBe(4)
  expect(rightOf(questions, [[0], [2, 0], [0], [0]])).toBe(3)
  expect(rightOf(questions, [[0], [0], [1], []])).toBe(1)
})

test('a bank with too few questions, and what somebody else runs, are refused', async () => {
  const put = (body: object, caller = made.staff) =>
    ask(putQuiz, { caller, params: of(), body: { revision: 1, plan, csv, ...body } })
  expect(await put({ plan: { ...plan, draw: 5 } })).toEqual({
    refused: 'questions-too-few',
    facts: { bank: 4 },
  })
  expect(await put({ csv: '单选,题,A,甲' })).toMatchObject({
    refused: 'questions-rejected',
    facts: { line: 1 },
  })
  expect(await put({}, { ...made.staff, grants: [] })).toEqual({ refused: 'org-out-of-scope' })
  expect(await ask(listQuizzes, { params: made.params })).toMatchObject({
    body: { items: [{ quizId: 'q1', bank: 4 }] },
  })
})

test('a bank comes as a file too, CSV in whatever encoding or Excel, and all its bad lines are told', async () => {
  const params = { ...made.params, quizId: 'q2' }
  const put = async (bytes: Buffer, type: (typeof sheetTypes)[number], revision = 0) => {
    const to = { caller: made.staff, params: made.params, body: { type, size: bytes.length } }
    const upload = await ask(uploadBank, { ...to, now: instantOf(Date.now()) })
    if (isRefusal(upload)) throw new Error(upload.refused)
    const { url, headers, fileId } = upload.body
    await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) })
    return ask(putQuiz, { caller: made.staff, params, body: { revision, plan, fileId } })
  }
  const rows = csv.split('\n').map((line) => line.split(/[,\t]/))
  const columns = Array.from({ length: 6 }, (_, i) => ({ title: rows[0]?.[i] ?? '', kind: 'text' as const }))
  const xlsx = await bytesOf(xlsxOf(columns, rows.slice(1)))
  expect(await put(xlsx, XLSX_TYPE)).toMatchObject({ body: { quiz: { quizId: 'q2', bank: 4 } } })
  const comma = rows.map((row) => row.join(',')).join('\r\n')
  expect(await put(Buffer.from(comma, 'utf16le'), CSV_TYPE, 1)).toMatchObject({ body: { quiz: { bank: 4 } } })
  expect(await put(Buffer.from(`${comma}\r\n填空,题\r\n单选,题,C,甲,乙`), CSV_TYPE)).toMatchObject({
    refused: 'questions-rejected',
    facts: { bad: [{ line: 6 }, { line: 7 }] },
  })
  expect(await put(Buffer.from('%PDF-1.7'), CSV_TYPE)).toMatchObject({ refused: 'file-not-a-table' })
  const nothing = { revision: 0, plan, fileId: 'A'.repeat(22) }
  expect(await ask(putQuiz, { caller: made.staff, params, body: nothing })).toEqual({
    refused: 'file-missing',
    facts: {},
  })
})

test('a new quiz takes no other’s place, an edit only that of the one it read, and what is stored may be sent again', async () => {
  const params = { ...made.params, quizId: 'q3' }
  const put = (revision: number, title: string, bank = csv) =>
    ask(putQuiz, { caller: made.staff, params, body: { revision, plan: { ...plan, title }, csv: bank } })
  const stored = (revision: number) => ({ status: 200, body: { quiz: { revision } } })
  const both = await Promise.all([put(0, '第二周'), put(0, '加赛')])
  expect(both.filter(isRefusal)).toEqual([{ refused: 'quiz-changed' }])
  const [first, second] = isRefusal(both[0]) ? (['加赛', '第二周'] as const) : (['第二周', '加赛'] as const)
  expect(await put(0, first)).toMatchObject(stored(1))
  expect(await put(0, second)).toEqual({ refused: 'quiz-changed' })
  expect(await put(0, first, `${csv}\n判断,地球是圆的,对`)).toEqual({ refused: 'quiz-changed' })
  expect(await put(1, second)).toMatchObject(stored(2))
  expect(await put(1, second)).toMatchObject(stored(2))
  expect(await put(1, first)).toEqual({ refused: 'quiz-changed' })
  expect(await ask(listQuizzes, { params: made.params })).toMatchObject({
    body: { items: expect.arrayContaining([expect.objectContaining({ title: second, revision: 2 })]) },
  })
})

test('the quizzes of a draft are for those who work on it alone', async () => {
  const { city, workplace } = made.union
  const caller = await newStaff('staff', city)
  const draft = await ask(createCampaign, { caller, key: newKey(), body: planOf(city.orgId) })
  if (isRefusal(draft)) throw new Error(draft.refused)
  const params = { campaignId: draft.body.campaign.campaignId }
  await ask(putQuiz, { caller, params: { ...params, quizId: 'q1' }, body: { revision: 0, plan, csv } })
  expect(await ask(listQuizzes, { caller, params })).toMatchObject({ body: { items: [{ quizId: 'q1' }] } })
  for (const other of [undefined, memberAt(city), await newStaff('staff', workplace)])
    expect(await ask(listQuizzes, { params, ...(other ? { caller: other } : {}) })).toEqual({
      refused: 'campaign-unknown',
    })
})

async function reader(): Promise<MemberCaller> {
  const caller = memberAt(made.union.workplace)
  await ask(enrol, { caller, params: made.params })
  return caller
}
const start = async (caller: MemberCaller, now = NOW) => ask(startAttempt, { caller, params: of(), now })
const submit = (caller: MemberCaller, n: number, answers: number[][], now = NOW, day = '2026-03-08') =>
  ask(submitAttempt, { caller, params: of(), body: { day, n, answers }, now })
const solution = async ({ member: { memberId } }: MemberCaller, n: number) =>
  (await readAttempt({ memberId, ...of() }, { day: '2026-03-08', n }))?.drawn.map(({ answer }) => [
    ...answer,
  ]) ?? []

test('no answer leaves the house before the attempt is handed in, wherever one looks', async () => {
  const caller = await reader()
  for (const answer of [await start(caller), await ask(listQuizzes, { params: made.params })])
    expect(JSON.stringify(answer)).not.toContain('"answer"')
  const wrong = [[5], [5], [5]]
  expect(await submit(caller, 1, wrong.slice(0, 1))).toEqual({ refused: 'answers-incomplete' })
  expect(await submit(caller, 1, [])).toEqual({ refused: 'answers-incomplete' })
  expect(await submit(caller, 1, wrong)).toMatchObject({
    body: { right: 0, passed: false, solution: [{}, {}, {}] },
  })
})

test('an attempt under way is gone on with; handed in it stands, told again the same, and cannot be changed', async () => {
  const caller = await reader()
  const first = await start(caller)
  expect(first).toMatchObject({ status: 201, body: { n: 1 } })
  expect(await start(caller, later(NOW, MINUTE_MS))).toMatchObject({ status: 200, body: { n: 1 } })
  const wrong = [[5], [5], [5]]
  expect(await submit(caller, 1, wrong)).toMatchObject({ body: { passed: false } })
  expect(await submit(caller, 1, wrong)).toMatchObject({ body: { passed: false } })
  expect(await submit(caller, 1, await solution(caller, 1))).toEqual({ refused: 'attempt-submitted' })
})

test('two attempts a day, by the server’s clock; a late answer counts for nothing; tomorrow is another day', async () => {
  const caller = await reader()
  expect(await start(caller)).toMatchObject({ body: { n: 1, left: 1 } })
  expect(await submit(caller, 1, await solution(caller, 1), later(NOW, 10 * MINUTE_MS))).toEqual({
    refused: 'attempt-late',
  })
  expect(await start(caller, later(NOW, 11 * MINUTE_MS))).toMatchObject({ body: { n: 2, left: 0 } })
  await submit(caller, 2, [[5], [5], [5]], later(NOW, 12 * MINUTE_MS))
  expect(await start(caller, later(NOW, 13 * MINUTE_MS))).toEqual({ refused: 'attempts-used' })
  expect(await submit(caller, 3, [[0], [0], [0]])).toEqual({ refused: 'attempt-unknown' })
  expect(await start(caller, later(NOW, DAY_MS))).toMatchObject({
    status: 201,
    body: { n: 1, day: '2026-03-09' },
  })
})

test('passing gives its points once, and the quiz is done', async () => {
  const caller = await reader()
  await start(caller)
  const right = await solution(caller, 1)
  const answers = await Promise.all(Array.from({ length: 5 }, () => submit(caller, 1, right)))
  expect(answers.some((answer) => 'body' in answer && answer.body.passed)).toBe(true)
  expect(await submit(caller, 1, right)).toMatchObject({ body: { right: 3, passed: true } })
  expect(await ask(listPoints, { caller })).toMatchObject({ body: { balance: 40, items: [{ amount: 40 }] } })
  expect(await start(caller)).toEqual({ refused: 'quiz-passed' })
})

test('a pass and its points are kept, wherever handing it in broke off', async () => {
  for (let nth = 1; nth <= 8; nth++)
    for (const when of ['before', 'after'] as const) {
      const caller = await reader()
      await start(caller)
      const right = await solution(caller, 1)
      const crash = crashAt(client, nth, when)
      await submit(caller, 1, right).catch(() => undefined)
      crash.stop()
      const again = await start(caller)
      if (!isRefusal(again)) {
        expect(again.body).toMatchObject({ n: 1 })
        await submit(caller, 1, right)
      }
      expect(await start(caller)).toEqual({ refused: 'quiz-passed' })
      expect(await ask(listPoints, { caller })).toMatchObject({ body: { balance: 40 } })
    }
})

test('an attempt begun before midnight is gone on with after it, and takes none of the new day', async () => {
  const caller = await reader()
  const begun = await start(caller, '2026-03-08T15:55:00.000Z')
  expect(begun).toMatchObject({ status: 201, body: { n: 1, left: 1, day: '2026-03-08' } })
  const same = { status: 200, body: { n: 1, left: 2, day: '2026-03-08' } }
  expect(await start(caller, '2026-03-08T16:01:00.000Z')).toMatchObject(same)
  expect(await submit(caller, 1, await solution(caller, 1), '2026-03-08T16:02:00.000Z')).toMatchObject({
    body: { passed: true },
  })
})
