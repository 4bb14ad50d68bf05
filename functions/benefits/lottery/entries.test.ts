import '../../../infra/local/test-table.ts'
import { HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { isRefusal } from '../../lib/server.ts'
import { claimDrop } from '../claim/claim.ts'
import { closeDrop, pauseDrop } from '../drop/launch.ts'
import { ask, NOW, operatorOf, publishedDrop, someMember } from '../drop/test-drop.ts'
import { benefitsHoldings } from '../holdings.ts'
import { advanceDraw } from './drawing.ts'
import { countEntries, readEntries } from './entries.store.ts'
import { enterDrop, withdrawEntry } from './entries.ts'
import { CLOSES, countingCalls, enter, LISTED, lottery, lotteryAsStored } from './test-lottery.ts'

type Answer = Awaited<ReturnType<typeof enter>>
const code = (answer: Answer | Awaited<ReturnType<typeof withdraw>>) =>
  isRefusal(answer) ? answer.refused : answer.status
const withdraw = (dropId: string, caller = someMember(), now = NOW) =>
  ask(withdrawEntry, { params: { dropId }, caller, now })

test('a first tap is an entry, and a repeated tap is the same entry', async () => {
  const drop = await lottery(2)
  const me = someMember()
  const first = await enter(drop, me)
  const again = await enter(drop, me, later(NOW, 1_000))
  expect([code(first), code(again)]).toEqual([201, 200])
  expect(isRefusal(again) || again.body.entry).toEqual(isRefusal(first) || first.body.entry)
  expect(await countEntries(drop.dropId)).toBe(1)
})

test('an entry is one call of the database', async () => {
  const drop = await lottery(2)
  await enter(drop)
  const calls = countingCalls()
  await enter(drop)
  expect(calls()).toEqual(['PutItemCommand'])
})

test('a member who taps twenty times at once is in once, and is told one pseudonym', async () => {
  const drop = await lottery(2)
  const me = someMember()
  const answers = await Promise.all(Array.from({ length: 20 }, () => enter(drop, me)))
  const told = new Set(answers.map((answer) => (isRefusal(answer) ? '' : answer.body.entry.pseudonym)))
  expect(told.size).toBe(1)
  expect(answers.filter((answer) => code(answer) === 201)).toHaveLength(1)
  expect(await readEntries(drop.dropId)).toHaveLength(1)
})

test('a pseudonym says nothing of the member, and is another one in every draw', async () => {
  const me = someMember()
  const told = await Promise.all([await lottery(1), await lottery(1)].map(async (drop) => enter(drop, me)))
  const pseudonyms = told.map((answer) => (isRefusal(answer) ? '' : answer.body.entry.pseudonym))
  expect(pseudonyms[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set(pseudonyms).size).toBe(2)
})

test('entries are taken from the opening instant to the closing instant, which is out', async () => {
  const drop = await lottery(2)
  expect(code(await enter(drop, someMember(), later(NOW, -1)))).toBe('drop-not-open')
  expect(code(await enter(drop, someMember(), NOW))).toBe(201)
  expect(code(await enter(drop, someMember(), later(CLOSES, -1)))).toBe(201)
  expect(code(await enter(drop, someMember(), CLOSES))).toBe('drop-closed')
})

test('who did not hear the answer before the close is told to be in after it', async () => {
  const drop = await lottery(2)
  const me = someMember()
  await enter(drop, me, later(CLOSES, -1))
  expect(code(await enter(drop, me, later(CLOSES, 1)))).toBe(200)
})

test('who was eligible on entering stays in, wherever they move; who was not is refused', async () => {
  const drop = await lottery(2)
  const me = someMember()
  await enter(drop, me)
  const moved = { ...me, member: { ...me.member, orgPath: 'org_OTHER/org_ELSEWHERE' } }
  expect(code(await enter(drop, moved, CLOSES))).toBe(200)
  const stranger = someMember()
  const elsewhere = { ...stranger, member: { ...stranger.member, orgPath: 'org_OTHER' } }
  expect(code(await enter(drop, elsewhere))).toBe('audience-org')
  await advanceDraw(drop, LISTED)
  expect((await readEntries(drop.dropId)).map(({ memberId }) => memberId)).toEqual([me.member.memberId])
})

test('an entry may be taken back while the window is open, twice if need be, and not after the close', async () => {
  const drop = await lottery(2)
  const me = someMember()
  await enter(drop, me)
  expect(code(await withdraw(drop.dropId, me))).toBe(200)
  expect(code(await withdraw(drop.dropId, me))).toBe(200)
  expect(await countEntries(drop.dropId)).toBe(0)
  expect(code(await enter(drop, me))).toBe(201)
  expect(code(await withdraw(drop.dropId, me, CLOSES))).toBe('drop-closed')
})

test('a pause takes no entries, but keeps nobody in', async () => {
  const drop = await lottery(2)
  const me = someMember()
  await enter(drop, me)
  await ask(pauseDrop, {
    params: { dropId: drop.dropId },
    body: { reason: '影院来电' },
    caller: operatorOf(),
  })
  expect(code(await enter(drop))).toBe('drop-paused')
  expect(code(await withdraw(drop.dropId, me))).toBe(200)
})

test('who is erased before the list is fixed is taken out of it, paused or closed as it may be; from then on nobody is', async () => {
  const [paused, closed, listed] = [await lottery(2), await lottery(2), await lottery(2)]
  const me = someMember()
  for (const drop of [paused, closed, listed]) expect(code(await enter(drop, me))).toBe(201)
  const on = ({ dropId }: { dropId: string }) => ({
    params: { dropId },
    body: { reason: '影院来电' },
    caller: operatorOf(),
  })
  await ask(pauseDrop, on(paused))
  await ask(closeDrop, on(closed))
  await advanceDraw(listed, LISTED)
  const { personId, member } = me
  for (const { letGo } of benefitsHoldings) await letGo?.({ personId, memberId: member.memberId }, CLOSES)
  const left = await Promise.all([paused, closed, listed].map(({ dropId }) => readEntries(dropId)))
  expect(left.map((entries) => entries.length)).toEqual([0, 0, 1])
})

test('a lottery that is closed early takes entries no more, and lists those it has a minute later', async () => {
  const drop = await lottery(2)
  await enter(drop)
  const early = later(NOW, HOUR_MS / 2)
  const closing = { params: { dropId: drop.dropId }, body: { reason: '人齐了' } }
  await ask(closeDrop, { ...closing, caller: operatorOf(), now: early })
  const closed = await lotteryAsStored(drop.dropId)
  expect(closed).toMatchObject({ phase: 'closed', closesAt: early })
  expect(code(await enter(closed, someMember(), early))).toBe('drop-closed')
})

test('each way of giving sends who took the other one there', async () => {
  const [drawn, grabbed] = [await lottery(1), await publishedDrop()]
  const caller = someMember()
  const claimed = await ask(claimDrop, { params: { dropId: drawn.dropId }, caller })
  const entered = await ask(enterDrop, { params: { dropId: grabbed.dropId }, caller })
  const withdrawn = await withdraw(grabbed.dropId)
  expect(isRefusal(claimed) && claimed.refused).toBe('drop-by-lottery')
  expect([code(entered), code(withdrawn)]).toEqual(['drop-first-come', 'drop-first-come'])
})
