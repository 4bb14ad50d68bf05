import '../../infra/local/test-table.ts'
import { DAY_MS, later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import { messageIdOf, OUTBOX_SHARDS, shardOf } from '../lib/messages.ts'
import { client } from '../table/database.ts'
import { readQueue } from './sending.store.ts'
import { readConsents } from './subscriptions.store.ts'
import { admitted, agree, NOW, newReader, run, startedWechat, tell } from './test-inbox.ts'

const SEND = '/cgi-bin/message/subscribe/send'

let fake: Awaited<ReturnType<typeof startedWechat>>
beforeAll(async () => {
  fake = await startedWechat()
})
afterAll(() => fake.stop())
beforeEach(async () => {
  await fake.control('faults', {}, 'DELETE')
  // What another test left in the queue is too late for anybody by now.
  await run(4 * DAY_MS)
})

const sentTo = async (openid: string) => (await fake.control(`messages?openid=${openid}`)).messages
const queued = async (personId: string) =>
  (await Promise.all(Array.from({ length: OUTBOX_SHARDS }, (_, shard) => readQueue(shard, undefined))))
    .flatMap(({ items }) => items)
    .filter((one) => one.personId === personId)
const left = async (personId: string) =>
  (await readConsents(personId, ['template-admission'])).map(({ left }) => left)[0]

/** Somebody who agreed so often in WeChat, and in our books, and is told something once. */
async function told(times = 1) {
  const reader = await newReader()
  await agree(reader.personId, times)
  await fake.control('subscriptions', {
    openid: reader.openid,
    templateId: 'template-admission',
    count: times,
  })
  await tell(reader.personId)
  return reader
}

test('a message goes out once, uses one consent up, and leaves the queue', async () => {
  const reader = await told(2)
  await run()
  await run(MINUTE_MS)
  expect(await sentTo(reader.openid)).toMatchObject([
    {
      page: 'membership/status',
      fields: {
        thing1: '海风电子工会',
        phrase2: '已通过',
        time3: '2026年6月12日 10:00',
        thing4: '可以领会员福利了',
      },
    },
  ])
  expect(await left(reader.personId)).toBe(1)
  expect(await queued(reader.personId)).toEqual([])
})

test('who has not agreed, or to another template, is told in the inbox alone, and WeChat is not asked', async () => {
  const reader = await newReader()
  await agree(reader.personId, 1, 'template-offer')
  await tell(reader.personId)
  const before = await fake.control('calls')
  await run()
  expect(await fake.control('calls')).toEqual(before)
  expect(await queued(reader.personId)).toEqual([])
})

test('without a template there is the inbox alone, and the consent stays', async () => {
  const reader = await told()
  await run(0, 'none')
  expect(await sentTo(reader.openid)).toEqual([])
  expect(await queued(reader.personId)).toEqual([])
  expect(await left(reader.personId)).toBe(1)
})

test('two workers that find the same message send it once', async () => {
  const readers = await Promise.all(Array.from({ length: 12 }, () => told(3)))
  await Promise.all([run(), run(), run()])
  for (const { openid, personId } of readers) {
    expect(await sentTo(openid)).toHaveLength(1)
    expect(await left(personId)).toBe(2)
  }
})

test.each([
  // What WeChat says, what becomes of the message, and what is left of the one consent.
  [43101, 'gone', 0],
  [40003, 'gone', 1],
  [40037, 'gone', 1],
  [41030, 'gone', 1],
  [47003, 'gone', 1],
  [-1, 'waits', 0],
  [45009, 'waits', 0],
  [45011, 'waits', 0],
  [43108, 'waits', 0],
])('after errcode %i the message is %s and the ledger says %i', async (errcode, becomes, stays) => {
  const reader = await told()
  await fake.control('faults', { path: SEND, errcode })
  await run()
  expect(await sentTo(reader.openid)).toEqual([])
  expect(await queued(reader.personId)).toHaveLength(becomes === 'waits' ? 1 : 0)
  expect(await left(reader.personId)).toBe(stays)
})

test('what WeChat was too busy for is tried after thirty seconds, then after a minute, and uses no second consent', async () => {
  const reader = await told()
  await fake.control('faults', { path: SEND, errcode: -1, times: 2 })
  await run()
  expect(await queued(reader.personId)).toMatchObject([{ tries: 1, from: later(NOW, 30 * SECOND_MS) }])
  await run(29 * SECOND_MS)
  await run(30 * SECOND_MS)
  expect(await queued(reader.personId)).toMatchObject([{ tries: 2, from: later(NOW, 90 * SECOND_MS) }])
  await run(90 * SECOND_MS)
  expect(await sentTo(reader.openid)).toHaveLength(1)
  expect(await left(reader.personId)).toBe(0)
})

test('a token that has ended is renewed once, unseen', async () => {
  const reader = await told()
  await fake.control('faults', { path: SEND, errcode: 42001 })
  await run()
  expect(await sentTo(reader.openid)).toHaveLength(1)
})

test('what came too late for anybody’s phone is not sent, and its consent is theirs again', async () => {
  const reader = await told()
  await fake.control('faults', { path: SEND, errcode: -1 })
  await run()
  expect(await left(reader.personId)).toBe(0)
  await run(3 * DAY_MS)
  expect(await queued(reader.personId)).toEqual([])
  expect(await left(reader.personId)).toBe(1)
  expect(await sentTo(reader.openid)).toEqual([])
})

test('an answer that is lost is asked for again, and WeChat, whose consent is used up, sends no second', async () => {
  const reader = await told()
  await fake.control('faults', { path: SEND, drop: true, when: 'after' })
  await run()
  expect(await sentTo(reader.openid)).toHaveLength(1)
  await run(MINUTE_MS)
  expect(await sentTo(reader.openid)).toHaveLength(1)
  expect(await queued(reader.personId)).toEqual([])
  expect(await left(reader.personId)).toBe(0)
})

test.each(['before', 'after'] as const)(
  'a worker that dies %s any call leaves the message to the next; the one consent lets one message out',
  async (when) => {
    for (let nth = 1; ; nth++) {
      const reader = await told()
      const crash = crashAt(client, nth, when)
      await run().catch(() => undefined)
      crash.stop()
      await run(31 * SECOND_MS)
      expect(await sentTo(reader.openid), `call ${nth}`).toHaveLength(1)
      expect(await queued(reader.personId), `call ${nth}`).toEqual([])
      expect(await left(reader.personId), `call ${nth}`).toBe(0)
      if (crash.calls() < nth) break
    }
  },
)

test('the same thing told again is the same message, and the parts of the queue are evenly long', () => {
  const said = admitted()
  expect(messageIdOf('per_1', said, NOW)).toBe(messageIdOf('per_1', { ...said }, NOW))
  expect(messageIdOf('per_2', said, NOW)).not.toBe(messageIdOf('per_1', said, NOW))
  expect(messageIdOf('per_1', said, later(NOW, 1)) > messageIdOf('per_1', said, NOW)).toBe(true)
  const parts = Array.from({ length: 8_000 }, (_, i) => shardOf(messageIdOf(`per_${i}`, said, NOW)))
  for (let part = 0; part < OUTBOX_SHARDS; part++)
    expect(parts.filter((one) => one === part).length).toBeGreaterThan(700)
})
