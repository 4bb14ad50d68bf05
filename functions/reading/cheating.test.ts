/** Who cheats is refused, and told why: each row one way to cheat, sent to the deployed handler as a phone would. */
import '../../infra/local/test-table.ts'
import { type Call, outgoing } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { DAY_MS, type Instant, instantOf, later } from '@gonghui/shared/lib/instant'
import { dayIn } from '@gonghui/shared/reading/days'
import { likeNote } from '@gonghui/shared/reading/notes'
import { startAttempt, submitAttempt } from '@gonghui/shared/reading/quizzes'
import { checkIn, enrol } from '@gonghui/shared/reading/readers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { MemberCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { issueToken } from '../lib/tokens.ts'
import { readAttempt } from './quiz.store.ts'
import { putQuiz } from './quizzes.ts'
import { handler } from './reading-function.ts'
import { ask, checkInOf, memberAt, NOW, publishedCampaign } from './test-campaign.ts'

type Answer = { readonly statusCode: number; readonly body: string }
const serve = handler as unknown as (event: object, context: object) => Promise<Answer>

let made: Awaited<ReturnType<typeof publishedCampaign>>
const quiz = () => ({ ...made.params, quizId: 'q1' })
beforeAll(async () => {
  made = await publishedCampaign()
  const plan = { title: '第一周', draw: 3, passMark: 3, attemptsADay: 1, minutes: 10, points: 40 }
  const csv = ['甲', '乙', '丙'].map((name) => `判断,${name}是对的,对`).join('\n')
  await ask(putQuiz, { caller: made.staff, params: quiz(), body: { revision: 0, plan, csv } })
})
const clock = vi.spyOn(Date, 'now')
const at = (now: Instant) => clock.mockReturnValue(Date.parse(now))
afterAll(() => clock.mockRestore())

/** Calls the deployed handler at a moment. */
async function send<C extends Contract>(to: C, call: Call<C>, caller: MemberCaller, now = NOW) {
  at(now)
  const { url, headers, body } = outgoing(to, call, { token: issueToken(caller, Date.parse(now)) })
  const { pathname } = new URL(url, 'http://any')
  const found = new RegExp(`^${to.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname)
  const event = {
    routeKey: `${to.method} ${to.path}`,
    rawPath: pathname,
    headers,
    body,
    pathParameters: { ...found?.groups },
  }
  const answer = await serve(event, {})
  return {
    status: answer.statusCode,
    ...(JSON.parse(answer.body) as { code?: string; title?: string; next?: string }),
  }
}

async function reader(): Promise<MemberCaller> {
  const caller = memberAt(made.union.workplace)
  await send(enrol, { params: made.params }, caller)
  return caller
}
const tell = (caller: MemberCaller, given: Parameters<typeof checkInOf>[0], now = NOW) =>
  send(checkIn, { params: made.params, body: checkInOf(given) }, caller, now)
const start = (caller: MemberCaller) => send(startAttempt, { params: quiz() }, caller)
const submit = (caller: MemberCaller, answers: number[][]) =>
  send(submitAttempt, { params: quiz(), body: { day: '2026-03-08', n: 1, answers } }, caller)

test.each<[string, string, (caller: MemberCaller) => Promise<object>]>([
  ['a check-in in the future', 'check-in-future', (me) => tell(me, { day: '2026-03-09' })],
  ['thirty hours of one day', 'check-in-too-much', (me) => tell(me, { minutes: 30 * 60 })],
  [
    'thirty hours in slices',
    'check-in-too-much',
    async (me) => {
      for (let i = 0; i < 4; i++) await tell(me, { minutes: 240 })
      return tell(me, { minutes: 240 })
    },
  ],
  ['a check-in of a month ago', 'check-in-too-late', (me) => tell(me, {}, later(NOW, 30 * DAY_MS))],
  ['a check-in of before the campaign', 'check-in-outside', (me) => tell(me, { day: '2026-03-07' })],
  [
    'a quiz handed in again with other answers',
    'attempt-submitted',
    async (me) => {
      await start(me)
      await submit(me, [[1], [1], [1]])
      return submit(me, [[0], [0], [0]])
    },
  ],
  [
    'a quiz begun anew after its attempts are used',
    'attempts-used',
    async (me) => {
      await start(me)
      await submit(me, [[1], [1], [1]])
      return start(me)
    },
  ],
  [
    'answers probed one at a time',
    'answers-incomplete',
    async (me) => {
      await start(me)
      await submit(me, [[0]])
      return submit(me, [[0], [0]])
    },
  ],
  [
    'likes by a script',
    'too-many-requests',
    async (me) => {
      const like = () => send(likeNote, { params: { noteId: newId('note', NOW) }, body: { liked: true } }, me)
      let last = await like()
      for (let i = 0; i < 20 && last.code === 'note-unknown'; i++) last = await like()
      return last
    },
  ],
])('%s is refused: %s', async (_, code, cheat) => {
  const refused = await cheat(await reader())
  expect(refused).toMatchObject({ code, title: expect.stringMatching(/./), next: expect.stringMatching(/./) })
})

test('probing with parts of the answers tells nothing, and uses nothing up', async () => {
  const caller = await reader()
  await start(caller)
  const refused = await submit(caller, [[0]])
  expect(JSON.stringify(refused)).not.toMatch(/solution|right/)
  const of = { memberId: caller.member.memberId, ...quiz() }
  expect(await readAttempt(of, { day: '2026-03-08', n: 1 })).not.toHaveProperty('answers')
  expect(await submit(caller, [[0], [0], [0]])).toMatchObject({ status: 200, passed: true })
})

test('a phone set to another day or zone cheats nobody: the campaign’s zone and the server’s clock decide', () => {
  const lateInShanghai = '2026-03-08T15:59:59.999Z'
  expect(dayIn('Asia/Shanghai', lateInShanghai)).toBe('2026-03-08')
  expect(dayIn('Asia/Shanghai', instantOf(Date.parse(lateInShanghai) + 1))).toBe('2026-03-09')
})
