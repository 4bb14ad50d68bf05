import '../../infra/local/test-table.ts'
import { DAY_MS, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'
import { MOST_CONSENTS } from '@gonghui/shared/messages/subscriptions'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../lib/ids.ts'
import { answerPrivacy } from '../membership/privacy.ts'
import { ask } from '../membership/test-union.ts'
import { countUnread, listMessages, readMessages } from './inbox.ts'
import { keepConsents, listSubscriptions } from './subscriptions.ts'
import { admitted, agree, NOW, newReader, SETTING, tell } from './test-inbox.ts'

beforeAll(() => {
  process.env.WECHAT_TEMPLATES = SETTING
})

type Reader = Awaited<ReturnType<typeof newReader>>

const inbox = async (caller: Reader, cursor?: string) => {
  const answer = await ask(listMessages, { caller, query: cursor ? { cursor } : {} })
  if ('refused' in answer) throw new Error('refused')
  return answer.body
}
const unread = async (caller: Reader) => {
  const answer = await ask(countUnread, { caller })
  return 'body' in answer ? answer.body.unread : -1
}
const read = (caller: Reader, messageId: string, andOlder = false) =>
  ask(readMessages, { caller, body: { messageId, andOlder } })

/** Somebody with so many messages, a second apart. */
async function told(count: number) {
  const reader = await newReader()
  for (let i = 0; i < count; i++) await tell(reader.personId, admitted(), later(NOW, i * SECOND_MS))
  return reader
}

test('messages come newest first, twenty a page, each with its page and whether it is read', async () => {
  const reader = await told(23)
  const first = await inbox(reader)
  expect(first.items).toHaveLength(20)
  expect(first.items[0]).toMatchObject({
    title: '入会申请通过了',
    page: 'membership/status',
    at: later(NOW, 22 * SECOND_MS),
    isRead: false,
  })
  const rest = await inbox(reader, first.cursor)
  expect(rest.items.map(({ at }) => at)).toEqual([2, 1, 0].map((i) => later(NOW, i * SECOND_MS)))
  expect(rest.cursor).toBeUndefined()
})

test('one is read, or one and all before it; what came meanwhile stays unread', async () => {
  const reader = await told(4)
  const { items } = await inbox(reader)
  expect(await unread(reader)).toBe(4)
  expect(await read(reader, items[2]?.messageId ?? '')).toMatchObject({ body: { unread: 3 } })
  expect(await read(reader, items[2]?.messageId ?? ''), 'again').toMatchObject({ body: { unread: 3 } })
  expect(await read(reader, items[1]?.messageId ?? '', true)).toMatchObject({ body: { unread: 1 } })
  expect((await inbox(reader)).items.map(({ isRead }) => isRead)).toEqual([false, true, true, true])
})

test('another’s message is as unknown as none, and stays unread', async () => {
  const [one, other] = [await told(1), await told(1)]
  const [message] = (await inbox(one)).items
  expect(await read(other, message?.messageId ?? '')).toEqual({ refused: 'message-unknown' })
  expect(await read(other, newId('message', later(NOW, DAY_MS)), true)).toEqual({
    refused: 'message-unknown',
  })
  expect(await unread(one)).toBe(1)
})

test('unread messages are counted to 99 and no further', async () => {
  const reader = await told(101)
  expect(await unread(reader)).toBe(99)
})

const consents = async (caller: Reader) => {
  const answer = await ask(listSubscriptions, { caller })
  return 'body' in answer ? answer.body.items : []
}
const keep = (caller: Reader, templateIds: string[], key: string) =>
  ask(keepConsents, { caller, key, body: { templateIds } })

test('each consent is one more message; the same request again is the same consent', async () => {
  const reader = await newReader()
  expect(await consents(reader)).toEqual([
    { subject: 'admission', templateId: 'template-admission', left: 0 },
    { subject: 'offer', templateId: 'template-offer', left: 0 },
  ])
  const both = ['template-admission', 'template-offer']
  await Promise.all([keep(reader, both, 'key-of-both'), keep(reader, both, 'key-of-both')])
  await keep(reader, ['template-offer'], 'key-of-one')
  expect((await consents(reader)).map(({ left }) => left)).toEqual([1, 2])
  expect(await keep(reader, ['template-admission'], 'key-of-one')).toEqual({
    refused: 'idempotency-key-reused',
  })
})

test('a template that is none of ours is kept by nobody, and a full one keeps no other from counting', async () => {
  const reader = await newReader()
  await agree(reader.personId, MOST_CONSENTS)
  await keep(reader, ['template-admission', 'template-offer', 'template-of-others'], 'key-of-three')
  expect((await consents(reader)).map(({ left }) => left)).toEqual([MOST_CONSENTS, 1])
})

test('who takes their agreement to the privacy notice back has no consent left', async () => {
  const reader = await newReader()
  await agree(reader.personId, 2)
  const answer = (answer: 'agreed' | 'withdrawn', now = NOW) =>
    ask(answerPrivacy, { caller: reader, now, body: { version: CONSENT_VERSION, answer } })
  await answer('agreed')
  expect((await consents(reader))[0]?.left).toBe(2)
  await answer('withdrawn', later(NOW, SECOND_MS))
  expect((await consents(reader))[0]?.left).toBe(0)
})
