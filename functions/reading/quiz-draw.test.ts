import '../../infra/local/test-table.ts'
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import { checksOf, joined, standingOf } from '../../infra/rehearsal/draw-file.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { readBalance, readEntries } from '../lib/ledger.store.ts'
import { isRefusal } from '../lib/server.ts'
import { newMemberOf, toldTo } from '../membership/test-union.ts'
import { keyOf } from '../table/access-patterns.ts'
import { client } from '../table/database.ts'
import { removeRows } from '../table/writes.ts'
import { readCampaign } from './campaign.store.ts'
import { foldCampaign } from './fold.ts'
import { readingHoldings } from './holdings.ts'
import { closeCampaign } from './managed-campaigns.ts'
import { readDraw } from './quiz-draw.store.ts'
import { drawQuizzes } from './quiz-drawing.ts'
import { getQuizDrawFile } from './quiz-draws.ts'
import { listQuizzes, putQuiz, startAttempt, submitAttempt } from './quizzes.ts'
import { enrol } from './readers.ts'
import { readFolded, readParts } from './tally.store.ts'
import { ask, memberAt, NOW, publishedCampaign } from './test-campaign.ts'

const csv = '判断,《人世间》是小说,对'
const lottery = { winners: 2, points: 100 }
const plan = { title: '第一周', draw: 1, passMark: 1, attemptsADay: 2, minutes: 10, points: 40, lottery }
/** The campaign's days end, and the last attempt with them. */
const CLOSES = '2026-05-02T16:00:00.000Z'
const DRAWS = later(CLOSES, 11 * MINUTE_MS)

type Made = Awaited<ReturnType<typeof publishedCampaign>>
async function withQuiz(): Promise<Made> {
  const made = await publishedCampaign()
  const body = { revision: 0, plan, csv }
  await ask(putQuiz, { caller: made.staff, params: of(made), body })
  return made
}
const of = ({ params }: Made) => ({ ...params, quizId: 'q1' })

async function passing(made: Made, caller: MemberCaller, now = NOW) {
  await ask(enrol, { caller, params: made.params, now: NOW })
  const begun = await ask(startAttempt, { caller, params: of(made), now })
  if (isRefusal(begun)) throw new Error(begun.refused)
  const { day, n } = begun.body
  const body = { day, n, answers: [[0]] }
  const answer = await ask(submitAttempt, { caller, params: of(made), body, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
const passers = async (made: Made, count: number): Promise<MemberCaller[]> => {
  const callers: MemberCaller[] = []
  for (let i = 0; i < count; i++) callers.push((await newMemberOf(made.union.workplace)).caller)
  for (const caller of callers) await passing(made, caller)
  return callers
}
async function known(made: Made) {
  const campaign = await readCampaign(made.campaignId)
  if (!campaign) throw new Error('the campaign is gone')
  return campaign
}
const fold = async (made: Made, now = DRAWS) => foldCampaign(await known(made), now)
async function fileOf(made: Made, now = DRAWS) {
  const answer = await ask(getQuizDrawFile, { params: of(made), now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
async function shownTo(made: Made, caller: MemberCaller | undefined, now = NOW) {
  const answer = await ask(listQuizzes, { params: made.params, now, ...(caller ? { caller } : {}) })
  if (isRefusal(answer)) throw new Error(answer.refused)
  const [quiz] = answer.body.items
  if (!quiz) throw new Error('no quiz')
  return quiz
}
/** What the lottery gave each: nothing, or the points once. */
const prizes = (callers: readonly MemberCaller[]) =>
  Promise.all(
    callers.map(async ({ member: { memberId } }) =>
      (await readEntries(memberId))
        .filter(({ cause }) => cause.includes('#LOTTERY#'))
        .map(({ amount }) => amount),
    ),
  )

let made: Made
beforeAll(async () => {
  made = await withQuiz()
})

test('the last count waits for attempts that were begun before the close', async () => {
  const late = await withQuiz()
  const caller = memberAt(late.union.workplace)
  await ask(enrol, { caller, params: late.params, now: NOW })
  const begun = await ask(startAttempt, { caller, params: of(late), now: later(CLOSES, -MINUTE_MS) })
  if (isRefusal(begun)) throw new Error(begun.refused)
  await fold(late, later(CLOSES, MINUTE_MS))
  const { day, n } = begun.body
  await ask(submitAttempt, {
    caller,
    params: of(late),
    body: { day, n, answers: [[0]] },
    now: later(CLOSES, 8 * MINUTE_MS),
  })
  await fold(late)
  const { orgId } = late.union.city
  const { parts } = await readParts(late.campaignId, orgId, { strong: true })
  expect(parts).toMatchObject([{ tally: { readers: 1, tried: 1, passed: 1 } }])
  expect(await readFolded(late.campaignId)).toMatchObject({ final: true, drawn: true })
})

test('who passes is told the name they stand under, and sees it again; others see what is promised, and no seed', async () => {
  const caller = memberAt(made.union.workplace)
  const { entered } = await passing(made, caller)
  expect(entered).toMatchObject({ pseudonym: expect.stringMatching(/^[0-9a-f]{32}$/), drawsAt: DRAWS })
  expect(await shownTo(made, caller)).toMatchObject({
    lottery,
    lotteryDraw: { step: 'entering', drawsAt: DRAWS, commitment: expect.stringMatching(/^[0-9a-f]{64}$/) },
    entry: { pseudonym: entered?.pseudonym },
  })
  for (const stranger of [undefined, memberAt(made.union.city)])
    expect(await shownTo(made, stranger)).not.toHaveProperty('entry')
  const file = await fileOf(made, NOW)
  expect(file).toMatchObject({ units: 2, points: 100, pseudonyms: [], winners: [] })
  expect(file).not.toHaveProperty('seed')
})

test('what is drawn for stands once members can pass; a bank may be changed, and another quiz may be added', async () => {
  const put = (next: object, { quizId = 'q1', revision = 1 } = {}) =>
    ask(putQuiz, {
      caller: made.staff,
      params: { ...made.params, quizId },
      body: { revision, plan: { ...plan, ...next }, csv },
    })
  const before = await readDraw(of(made))
  for (const next of [{ lottery: { winners: 1, points: 100 } }, { lottery: undefined }, { minutes: 60 }])
    expect(await put(next)).toEqual({ refused: 'quiz-lottery-stands' })
  expect(await put({ title: '第一周竞答', lottery: { points: 100, winners: 2 } })).toMatchObject({
    status: 200,
  })
  expect((await readDraw(of(made)))?.commitment).toBe(before?.commitment)
  expect(await put({ lottery: undefined }, { quizId: 'q2', revision: 0 })).toMatchObject({ status: 200 })
  expect(await put({}, { quizId: 'q2' })).toEqual({ refused: 'quiz-lottery-stands' })
  const params = { ...made.params, quizId: 'q2' }
  expect(await ask(getQuizDrawFile, { params })).toEqual({ refused: 'quiz-without-lottery' })
})

test('before the last attempt has run out nothing is drawn; then winners have their points, and everybody can draw again', async () => {
  const here = await withQuiz()
  const callers = await passers(here, 6)
  const real = await newMemberOf(here.union.workplace)
  await passing(here, real.caller)
  // One who enrolled and did not pass.
  await ask(enrol, { caller: memberAt(here.union.neighbour), params: here.params })
  await fold(here, later(CLOSES, MINUTE_MS))
  expect(await shownTo(here, callers[0], CLOSES)).toMatchObject({ lotteryDraw: { step: 'waiting' } })
  expect((await readDraw(of(here)))?.step).toBe('taking')
  await fold(here)
  const all = [...callers, real.caller]
  const file = await fileOf(here)
  expect(checksOf(joined([JSON.stringify(file)])).filter(({ holds }) => !holds)).toEqual([])
  expect(file).toMatchObject({ entrants: 7, rule: 'gonghui-opening-1' })
  const won = await Promise.all(
    all.map(async (caller) => {
      const { entry } = await shownTo(here, caller, later(DRAWS, HOUR_MS))
      expect(entry).toMatchObject(standingLine(file, entry?.pseudonym))
      return entry?.won === true
    }),
  )
  expect(won.filter(Boolean)).toHaveLength(2)
  expect(await prizes(all)).toEqual(won.map((hasWon) => (hasWon ? [100] : [])))
  expect(await toldTo(real.caller)).toMatchObject(won.at(-1) ? [{ kind: 'quiz-won', points: 100 }] : [])
})
const standingLine = (file: Awaited<ReturnType<typeof fileOf>>, pseudonym = '') => {
  const standing = standingOf(file, pseudonym)
  return { line: standing?.line, won: standing?.won }
}

test('a winner is told in the inbox, once, however often it is drawn', async () => {
  const here = await withQuiz()
  const { caller } = await newMemberOf(here.union.workplace)
  await passing(here, caller)
  for (const hours of [0, 1, 2]) await fold(here, later(DRAWS, hours * HOUR_MS))
  expect(await toldTo(caller)).toMatchObject([
    { kind: 'quiz-won', quizId: 'q1', title: '第一周', points: 100 },
  ])
  expect(await prizes([caller])).toEqual([[100]])
})

test('passing twice at once is one entry; drawing twice at once is one result, and points come once', async () => {
  const here = await withQuiz()
  const [{ caller }, others] = [await newMemberOf(here.union.workplace), await passers(here, 4)]
  await ask(enrol, { caller, params: here.params })
  await Promise.all(Array.from({ length: 4 }, () => passing(here, caller).catch(() => undefined)))
  const campaign = await known(here)
  const ended = await Promise.all(Array.from({ length: 4 }, () => drawQuizzes(campaign, DRAWS)))
  expect(ended).toContain(true)
  expect(await drawQuizzes(campaign, later(DRAWS, MINUTE_MS))).toBe(true)
  const file = await fileOf(here)
  expect(file.entrants).toBe(5)
  expect(checksOf(joined([JSON.stringify(file)])).every(({ holds }) => holds)).toBe(true)
  expect((await prizes([caller, ...others])).flat()).toEqual([100, 100])
})

test('a draw that dies at any call, before it or after, ends with the same list, and each winner with the points once', async () => {
  const here = await withQuiz()
  const callers = await passers(here, 3)
  const campaign = await known(here)
  let calls = 0
  for (let nth = 1; nth < 60; nth++) {
    const crash = crashAt(client, nth, nth % 2 ? 'before' : 'after')
    const isOver = await drawQuizzes(campaign, DRAWS).catch(() => false)
    calls = crash.calls()
    crash.stop()
    if (isOver && calls < nth) break
  }
  expect(calls).toBeGreaterThan(0)
  expect(await drawQuizzes(campaign, later(DRAWS, MINUTE_MS))).toBe(true)
  const file = await fileOf(here)
  expect(checksOf(joined([JSON.stringify(file)])).every(({ holds }) => holds)).toBe(true)
  expect((await prizes(callers)).flat()).toEqual([100, 100])
  for (const { member } of callers) {
    const entries = await readEntries(member.memberId)
    const sum = entries.reduce((total, { amount }) => total + amount, 0)
    expect((await readBalance(member.memberId))?.balance ?? 0).toBe(sum)
  }
})

test('a campaign that staff close by hand is drawn by that hour; who hands in after the list is refused, and nobody is told of being in any more', async () => {
  const here = await withQuiz()
  const [passer] = await passers(here, 2)
  if (!passer) throw new Error('nobody passed')
  const late = memberAt(here.union.workplace)
  await ask(enrol, { caller: late, params: here.params })
  await ask(startAttempt, { caller: late, params: of(here) })
  await ask(closeCampaign, { caller: here.staff, params: here.params, now: later(NOW, MINUTE_MS) })
  await fold(here, later(NOW, 11 * MINUTE_MS))
  expect((await readDraw(of(here)))?.step).toBe('taking')
  await fold(here, later(NOW, 12 * MINUTE_MS))
  expect((await fileOf(here, later(NOW, HOUR_MS))).entrants).toBe(2)
  const body = { day: '2026-03-08', n: 1, answers: [[0]] }
  const handIn = (caller: MemberCaller) =>
    ask(submitAttempt, { caller, params: of(here), body, now: later(NOW, HOUR_MS) })
  expect(await handIn(late)).toEqual({ refused: 'attempt-late' })
  expect(await shownTo(here, late, later(NOW, DAY_MS))).not.toHaveProperty('entry')
  const again = await handIn(passer)
  expect(again).toMatchObject({ body: { passed: true } })
  expect(again).not.toHaveProperty('body.entered')
})

test('nobody passed: it is over, with an empty list that verifies; who was erased before the draw is not in it', async () => {
  const here = await withQuiz()
  const { caller } = await newMemberOf(here.union.workplace)
  await passing(here, caller)
  const { personId, member } = caller
  for (const { letGo } of readingHoldings) await letGo?.({ personId, memberId: member.memberId }, NOW)
  await fold(here)
  expect(await readDraw(of(here))).toMatchObject({ step: 'granted', entrants: 0, winners: 0 })
  const file = await fileOf(here)
  expect(checksOf(joined([JSON.stringify(file)])).every(({ holds }) => holds)).toBe(true)
  expect(await prizes([caller])).toEqual([[]])
})

test('who is erased between the draw and their turn has no points begun for them, and the others are given theirs', async () => {
  const here = await withQuiz()
  const [erased, other] = await passers(here, 2)
  if (!erased || !other) throw new Error('nobody passed')
  const { memberId } = erased.member
  const before = (await readEntries(memberId)).length
  await removeRows([keyOf('a member', { memberId })])
  await fold(here)
  expect(await readDraw(of(here))).toMatchObject({ step: 'granted', winners: 2, granted: 2 })
  expect(await prizes([erased, other])).toEqual([[], [100]])
  expect(await readEntries(memberId)).toHaveLength(before)
})
