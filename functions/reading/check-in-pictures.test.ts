import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import type { MemberCaller } from '../lib/caller.ts'
import type { Verdict } from '../lib/content-check.rule.ts'
import { keepPictureVerdict } from '../lib/content-check.ts'
import { isRefusal } from '../lib/server.ts'
import { asPhoned, grey, secretsWritten } from '../lib/test-pictures.ts'
import { newMemberOf } from '../membership/test-union.ts'
import { client } from '../table/database.ts'
import { pictures } from './check-in-picture.store.ts'
import { setCheckInPicture, uploadCheckInPicture } from './check-in-pictures.ts'
import { readingHoldings } from './holdings.ts'
import { readCheckIn } from './reader.store.ts'
import { checkIn, enrol, listCheckIns } from './readers.ts'
import { ask, checkInOf, NOW, publishedCampaign } from './test-campaign.ts'

let wechat: Wechat
let made: Awaited<ReturnType<typeof publishedCampaign>>
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.WECHAT_API_BASE = wechat.url
  made = await publishedCampaign()
})
afterAll(() => wechat.stop())

async function reader() {
  const { caller } = await newMemberOf(made.union.workplace)
  await ask(enrol, { caller, params: made.params })
  const body = checkInOf({ note: '读到第三章' })
  await ask(checkIn, { caller, params: made.params, body })
  return { caller, body }
}
type Reading = Awaited<ReturnType<typeof reader>>

async function uploaded(caller: MemberCaller, bytes = asPhoned()): Promise<string> {
  const to = await ask(uploadCheckInPicture, {
    caller,
    params: made.params,
    body: { type: 'image/jpeg', size: bytes.length },
  })
  if (isRefusal(to)) throw new Error(to.refused)
  const { url, headers, fileId } = to.body
  await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) })
  return fileId
}
const put = ({ caller, body }: Reading, fileId: string | undefined, now = NOW) =>
  ask(setCheckInPicture, {
    caller,
    params: { ...made.params, checkInId: body.checkInId },
    body: { day: body.day, ...(fileId ? { fileId } : {}) },
    now,
  })
async function pictureOf(caller: MemberCaller, now = NOW) {
  const answer = await ask(listCheckIns, { caller, params: made.params, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items[0]?.picture
}
const rowOf = ({ caller, body }: Reading) =>
  readCheckIn({ memberId: caller.member.memberId, campaignId: made.campaignId }, body)
const judge = async (mine: Reading, verdict: Verdict) =>
  keepPictureVerdict({ traceId: (await rowOf(mine))?.picture?.traceId ?? '', verdict })
const loaded = async (url = 'http://nowhere.invalid') => {
  const answer = await fetch(url)
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined
}

test('a check-in has one picture, without what the camera wrote along; it is in the author’s own list alone', async () => {
  const mine = await reader()
  const other = await reader()
  const answer = await put(mine, await uploaded(mine.caller))
  expect(answer).toMatchObject({
    body: { checkIn: { note: '读到第三章', picture: { state: 'under-check' } } },
  })
  expect(JSON.stringify(answer)).not.toMatch(/traceId|pictureId/)
  const bytes = await loaded((await pictureOf(mine.caller))?.url)
  expect(bytes).toEqual(grey)
  for (const secret of secretsWritten) expect(bytes?.includes(secret)).toBe(false)
  expect(await pictureOf(other.caller)).toBeUndefined()
})

test.each([
  ['pass', 'sound'],
  ['review', 'unclear'],
] as const)('what WeChat calls %s is shown to its author as %s', async (verdict, state) => {
  const mine = await reader()
  await put(mine, await uploaded(mine.caller))
  await judge(mine, verdict)
  expect(await pictureOf(mine.caller)).toMatchObject({ state, url: expect.any(String) })
})

test('what WeChat will not have shown is shown to nobody; what it never judged is no longer under check after half an hour', async () => {
  const mine = await reader()
  await put(mine, await uploaded(mine.caller))
  expect(await pictureOf(mine.caller, later(NOW, 29 * MINUTE_MS))).toMatchObject({ state: 'under-check' })
  expect(await pictureOf(mine.caller, later(NOW, HOUR_MS))).toMatchObject({ state: 'unclear' })
  await judge(mine, 'risky')
  expect(await pictureOf(mine.caller)).toEqual({ state: 'refused' })
})

test('sent again it is the same picture; another takes its place and the first is gone; taken out, none is kept', async () => {
  const mine = await reader()
  const { memberId } = mine.caller.member
  const fileId = await uploaded(mine.caller)
  await put(mine, fileId)
  const first = await pictureOf(mine.caller)
  const { traceId } = (await rowOf(mine))?.picture ?? {}
  expect(await put(mine, fileId)).toMatchObject({ status: 200 })
  expect((await rowOf(mine))?.picture?.traceId).toBe(traceId)
  await put(mine, await uploaded(mine.caller))
  expect(await loaded(first?.url)).toBeUndefined()
  expect(await pictures.list(memberId)).toHaveLength(1)
  for (const _ of [1, 2]) expect(await put(mine, undefined)).toMatchObject({ status: 200 })
  expect(await pictureOf(mine.caller)).toBeUndefined()
  expect(await pictures.list(memberId)).toEqual([])
})

test('what was not sent, is somebody else’s, is no picture, or belongs to no check-in of mine is refused', async () => {
  const [mine, other] = [await reader(), await reader()]
  expect(await put(mine, 'A'.repeat(22))).toEqual({ refused: 'picture-missing' })
  expect(await put(mine, await uploaded(other.caller))).toEqual({ refused: 'picture-missing' })
  expect(await put(mine, await uploaded(mine.caller, Buffer.from('GIF89a and no more')))).toEqual({
    refused: 'picture-unreadable',
  })
  const theirs = { caller: mine.caller, body: other.body }
  expect(await put(theirs, await uploaded(mine.caller))).toEqual({ refused: 'check-in-unknown' })
  const over = '2026-05-03T00:00:00.000Z'
  expect(await put(mine, await uploaded(mine.caller), over)).toEqual({ refused: 'campaign-closed' })
  expect(await put(mine, undefined, over)).toMatchObject({ status: 200 })
  expect(await pictures.list(mine.caller.member.memberId)).toEqual([])
})

test('two pictures put at once leave one, and nothing beside it', async () => {
  const mine = await reader()
  const names = [await uploaded(mine.caller), await uploaded(mine.caller), await uploaded(mine.caller)]
  await Promise.all(names.map((fileId) => put(mine, fileId)))
  const kept = (await rowOf(mine))?.picture?.pictureId
  expect(names).toContain(kept)
  expect((await pictures.list(mine.caller.member.memberId)).map(({ pictureId }) => pictureId)).toEqual([kept])
  expect(await loaded((await pictureOf(mine.caller))?.url)).toEqual(grey)
})

test('after a crash at any call it is put again; who has themselves erased leaves no file, not even what a crash left', async () => {
  const mine = await reader()
  const { memberId } = mine.caller.member
  for (let nth = 1; nth < 12; nth++) {
    const fileId = await uploaded(mine.caller)
    const crash = crashAt(client, nth, nth % 2 ? 'before' : 'after')
    await put(mine, fileId).catch(() => undefined)
    crash.stop()
    if (nth % 3) expect(await put(mine, fileId)).toMatchObject({ status: 200 })
  }
  const shown = await pictureOf(mine.caller)
  expect(await loaded(shown?.url)).toEqual(grey)
  const holding = readingHoldings.find(({ file }) => file === 'reading/check-in-pictures')
  const of = { personId: mine.caller.personId, memberId }
  expect(await holding?.tell(of)).toContainEqual({ sentAt: NOW })
  for (const _ of [1, 2]) await holding?.letGo?.(of, NOW)
  expect(await pictures.list(memberId)).toEqual([])
  expect(await loaded(shown?.url)).toBeUndefined()
})
