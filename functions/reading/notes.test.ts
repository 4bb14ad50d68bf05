import '../../infra/local/test-table.ts'
import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import {
  type Decision,
  LONGEST_NOTE,
  MOST_NOTES_A_DAY,
  notePlan,
  REPORTS_TO_HOLD,
} from '@gonghui/shared/reading/notes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { isRefusal } from '../lib/server.ts'
import { newMemberOf } from '../membership/test-union.ts'
import { client } from '../table/database.ts'
import { readingHoldings } from './holdings.ts'
import { readNote } from './note.store.ts'
import { decideNote, listDeskNotes } from './note-desk.ts'
import { deleteNote, likeNote, listNotes, reportNote, writeNote } from './notes.ts'
import { enrol } from './readers.ts'
import { ask, NOW, publishedCampaign } from './test-campaign.ts'

let wechat: Wechat
let made: Awaited<ReturnType<typeof publishedCampaign>>
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.WECHAT_API_BASE = wechat.url
  made = await publishedCampaign()
})
afterAll(() => wechat.stop())

const fails = (errcode: number) =>
  fetch(`${wechat.url}/_control/faults`, {
    method: 'POST',
    body: JSON.stringify({ path: '/wxa/msg_sec_check', errcode }),
  })

async function reader(of = made): Promise<MemberCaller> {
  const { caller } = await newMemberOf(of.union.workplace)
  await ask(enrol, { caller, params: of.params })
  return caller
}
const noteOf = (text: string) => ({ noteId: newId('note', NOW), bookId: 'b1', text })
const write = (caller: MemberCaller, body = noteOf('光字片的雪落了五十年'), now = NOW) =>
  ask(writeNote, { caller, params: made.params, body, now })
async function written(caller: MemberCaller, text?: string, now = NOW) {
  const answer = await write(caller, noteOf(text ?? '光字片的雪落了五十年'), now)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.note.noteId
}
async function feed(caller: MemberCaller, kind: 'newest' | 'featured' | 'mine' = 'newest', now = NOW) {
  const answer = await ask(listNotes, { caller, params: made.params, query: { feed: kind }, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items
}
const desk = async (list: 'waiting' | 'newest' | 'featured' = 'waiting') => {
  const answer = await ask(listDeskNotes, { caller: made.staff, params: made.params, query: { list } })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items
}
const decide = (noteId: string, body: Decision) =>
  ask(decideNote, { caller: made.staff, params: { noteId }, body })
const like = (caller: MemberCaller, noteId: string, liked = true) =>
  ask(likeNote, { caller, params: { noteId }, body: { liked } })

test('a sound note is seen by readers at once, under a pen name that leads to nobody', async () => {
  const [author, other] = [await reader(), await reader()]
  const noteId = await written(author)
  const seen = (await feed(other)).find((note) => note.noteId === noteId)
  expect(seen).toMatchObject({ text: '光字片的雪落了五十年', state: 'shown', mine: false, likes: 0 })
  expect(seen?.penName).toMatch(/的/)
  expect(JSON.stringify(seen)).not.toContain(author.member.memberId)
  const { caller: stranger } = await newMemberOf(made.union.workplace)
  expect(await ask(listNotes, { caller: stranger, params: made.params, query: { feed: 'newest' } })).toEqual({
    refused: 'not-enrolled',
  })
})

test('a note that breaks the rules is refused and not kept; one in doubt waits for a person', async () => {
  const author = await reader()
  const bad = noteOf('这里有违规的内容')
  expect(await write(author, bad)).toEqual({ refused: 'text-refused' })
  expect(await readNote(bad.noteId)).toBeUndefined()
  const noteId = await written(author, '这里有待审的内容')
  expect((await feed(await reader())).map((note) => note.noteId)).not.toContain(noteId)
  expect(await feed(author, 'mine')).toMatchObject([{ noteId, state: 'waiting' }])
  expect((await desk()).map((note) => note.noteId)).toContain(noteId)
  expect(await decide(noteId, { decision: 'show' })).toMatchObject({ body: { note: { state: 'shown' } } })
  expect((await feed(author)).map((note) => note.noteId)).toContain(noteId)
  expect((await desk()).map((note) => note.noteId)).not.toContain(noteId)
})

test.each([
  ['its author was away from WeChat for two hours', 61010],
  ['WeChat is busy', -1],
])('while %s a note waits, and its author’s next visit has it checked', async (_, errcode) => {
  const [author, other] = [await reader(), await reader()]
  await fails(errcode)
  const noteId = await written(author)
  expect(await readNote(noteId)).toMatchObject({ state: 'unchecked' })
  expect((await feed(other)).map((note) => note.noteId)).not.toContain(noteId)
  expect(await decide(noteId, { decision: 'show' })).toEqual({ refused: 'note-step-impossible' })
  expect(await feed(author, 'mine', later(NOW, HOUR_MS))).toMatchObject([{ noteId, state: 'shown' }])
  expect((await feed(other, 'newest', later(NOW, HOUR_MS))).map((note) => note.noteId)).toContain(noteId)
})

test('told twice, at once or by another, a note is one note and its author’s', async () => {
  const author = await reader()
  const body = noteOf('同一篇')
  const answers = await Promise.all(Array.from({ length: 5 }, () => write(author, body)))
  expect(answers.filter((answer) => 'status' in answer && answer.status === 201)).toHaveLength(1)
  expect((await feed(author, 'mine')).length).toBe(1)
  expect(await write(await reader(), body)).toEqual({ refused: 'idempotency-key-reused' })
  expect(await write(author, { ...body, text: '另一篇' })).toEqual({ refused: 'idempotency-key-reused' })
})

test('a script is text like any other, and three thousand characters are too many', async () => {
  const author = await reader()
  const text = '<script>alert(1)</script>'
  await written(author, text)
  expect(await feed(author, 'mine')).toMatchObject([{ text }])
  expect(z.safeParse(notePlan, noteOf('长'.repeat(3_000))).success).toBe(false)
  expect(z.safeParse(notePlan, noteOf('长'.repeat(LONGEST_NOTE))).success).toBe(true)
  expect(z.safeParse(notePlan, noteOf(' \n')).success).toBe(false)
})

test('ten notes a day and no more; tomorrow is another day', async () => {
  const author = await reader()
  for (let i = 0; i < MOST_NOTES_A_DAY; i++) await written(author, `第 ${i} 篇`)
  expect(await write(author)).toEqual({ refused: 'notes-too-many' })
  expect(await write(author, noteOf('明天'), later(NOW, DAY_MS))).toMatchObject({ status: 201 })
})

test('one member is one like, however often and at once; taken back it is none', async () => {
  const [author, ...others] = [await reader(), await reader(), await reader()]
  const noteId = await written(author)
  await Promise.all(others.flatMap((one) => [like(one, noteId), like(one, noteId), like(one, noteId)]))
  const [one] = others
  if (!one) throw new Error('nobody')
  expect((await feed(one)).find((note) => note.noteId === noteId)).toMatchObject({ likes: 2, liked: true })
  for (const _ of [1, 2]) await like(one, noteId, false)
  expect(await like(one, noteId, false)).toMatchObject({ body: { likes: 1, liked: false } })
  expect(await like(author, noteId)).toEqual({ refused: 'note-own' })
  expect(await like(one, newId('note', NOW))).toEqual({ refused: 'note-unknown' })
})

test('whichever database call of a like dies, giving it again counts it once', async () => {
  const author = await reader()
  const noteId = await written(author)
  let likes = 0
  for (const when of ['before', 'after'] as const)
    for (let nth = 1; nth < 6; nth++) {
      const other = await reader()
      const crash = crashAt(client, nth, when)
      await like(other, noteId).catch(() => undefined)
      crash.stop()
      likes += 1
      expect(await like(other, noteId)).toMatchObject({ body: { likes, liked: true } })
    }
})

test(`${REPORTS_TO_HOLD} readers’ reports take a note out of sight until staff have looked, and one reader’s three do not`, async () => {
  const author = await reader()
  const noteId = await written(author)
  const report = (caller: MemberCaller) =>
    ask(reportNote, { caller, params: { noteId }, body: { reason: '广告' } })
  const first = await reader()
  for (let i = 0; i < REPORTS_TO_HOLD; i++) expect(await report(first)).toMatchObject({ status: 200 })
  expect(await readNote(noteId)).toMatchObject({ state: 'shown', reports: { 广告: 1 } })
  await Promise.all([report(await reader()), report(await reader())])
  expect(await readNote(noteId)).toMatchObject({ state: 'held' })
  expect((await feed(first)).map((note) => note.noteId)).not.toContain(noteId)
  expect((await desk()).find((note) => note.noteId === noteId)).toMatchObject({
    reports: [{ reason: '广告', count: 3 }],
  })
  await decide(noteId, { decision: 'show' })
  expect((await feed(first)).map((note) => note.noteId)).toContain(noteId)
  await decide(noteId, { decision: 'remove', reason: '与读书无关' })
  expect((await feed(first)).map((note) => note.noteId)).not.toContain(noteId)
  expect(await feed(author, 'mine')).toMatchObject([{ state: 'removed', reason: '与读书无关' }])
})

test('staff feature what readers see, and nobody else’s staff decide', async () => {
  const author = await reader()
  const noteId = await written(author)
  for (const _ of [1, 2]) await decide(noteId, { decision: 'feature' })
  expect(await feed(author, 'featured')).toMatchObject([{ noteId, featured: true }])
  expect((await desk('featured')).map((note) => note.noteId)).toEqual([noteId])
  await decide(noteId, { decision: 'unfeature' })
  expect(await feed(author, 'featured')).toEqual([])
  const beside = { ...made.staff, grants: [] }
  const body = { decision: 'feature' } as const
  expect(await ask(decideNote, { caller: beside, params: { noteId }, body })).toEqual({
    refused: 'org-out-of-scope',
  })
})

test('the feed pages from the newest back over the months, and says each note once', async () => {
  const of = await publishedCampaign()
  const caller = await reader(of)
  const count = 25
  for (let i = 0; i < count; i++)
    await ask(writeNote, {
      caller,
      params: of.params,
      body: noteOf(`第 ${i} 篇`),
      now: later(NOW, i * 2 * DAY_MS),
    })
  const texts: string[] = []
  let cursor: string | undefined
  do {
    const query = { feed: 'newest', ...(cursor ? { cursor } : {}) } as const
    const page = await ask(listNotes, { caller, params: of.params, query, now: later(NOW, 60 * DAY_MS) })
    if (isRefusal(page)) throw new Error(page.refused)
    texts.push(...page.body.items.map(({ text }) => text))
    cursor = page.body.cursor
  } while (cursor)
  expect(texts).toEqual(Array.from({ length: count }, (_, i) => `第 ${count - 1 - i} 篇`))
  for (const forged of ['MjAyNXgtMDEt', 'enp6', 'LQ'])
    expect(
      await ask(listNotes, { caller, params: of.params, query: { feed: 'newest', cursor: forged } }),
    ).toMatchObject({ status: 200 })
})

test('an author deletes a note, others cannot; who goes leaves none behind', async () => {
  const [author, other] = [await reader(), await reader()]
  const [kept, gone] = [await written(author), await written(author)]
  await ask(deleteNote, { caller: other, params: { noteId: kept } })
  for (const _ of [1, 2]) await ask(deleteNote, { caller: author, params: { noteId: gone } })
  expect((await feed(author, 'mine')).map((note) => note.noteId)).toEqual([kept])
  await decide(kept, { decision: 'feature' })
  const holding = readingHoldings.find(({ file }) => file === 'reading/notes')
  const of = { personId: author.personId, memberId: author.member.memberId }
  expect(await holding?.tell(of)).toMatchObject([{ bookId: 'b1', state: 'shown' }])
  for (const _ of [1, 2]) await holding?.letGo?.(of, NOW)
  expect(await readNote(kept)).toBeUndefined()
  expect((await feed(other)).map((note) => note.noteId)).not.toContain(kept)
  expect(await feed(other, 'featured')).toEqual([])
})
