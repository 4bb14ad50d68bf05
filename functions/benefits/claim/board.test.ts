import '../../../infra/local/test-table.ts'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { expect, test, vi } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import { isRefusal } from '../../lib/server.ts'
import { client, database, TABLE } from '../../table/database.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, NOW, publishedDrop, someMember, sourceOf } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { publish, readNotice, takeLease } from './board.store.ts'
import { board, forgetBoards } from './board.ts'
import { elementOf } from './bucket.rule.ts'
import { keyOfBucket } from './bucket.store.ts'
import { claimDrop } from './claim.ts'
import { takeUnit } from './grant.ts'

/** Thirty-four buckets: more than one look reads whole. */
const wide = (stock: number) => publishedDrop({ stock, ceiling: 34 * 32 })

const claim = (drop: Drop, caller = someMember(), body = {}) =>
  ask(claimDrop, { params: { dropId: drop.dropId }, caller, body })

async function claimUntilKnown(drop: Drop, caller = someMember()) {
  for (let tries = 0; ; tries++) {
    const answer = await claim(drop, caller, tries > 0 ? { retry: true } : {})
    if (!isRefusal(answer) || answer.refused !== 'busy') return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const pick = (of: number) => Math.floor(Math.random() * of)

test('over many buckets, demand above stock: every unit is granted once, the rest are told sold out', async () => {
  const drop = await wide(60)
  const members = Array.from({ length: 150 }, someMember)
  const answers = await Promise.all(members.map((me) => claimUntilKnown(drop, me)))
  const won = answers.flatMap((one) => (isRefusal(one) ? [] : [one.body.voucher.voucherId]))
  expect(new Set(won).size).toBe(60)
  expect(new Set(answers.flatMap((one) => (isRefusal(one) ? [one.refused] : [])))).toEqual(
    new Set(['drop-sold-out']),
  )
  await repairBuckets(drop, NOW)
  expect(await auditDrop(drop)).toMatchObject({ free: 0, inTransit: 0, byState: { issued: 60 }, wrong: [] })
})

test('a function that never saw the drop learns from the board that it is sold out, and who holds a unit', async () => {
  const drop = await wide(3)
  const winners = [someMember(), someMember(), someMember()]
  for (const me of winners) await claimUntilKnown(drop, me)
  expect(await claimUntilKnown(drop)).toMatchObject({ refused: 'drop-sold-out' })
  forgetBoards(drop.dropId)

  const stranger = someMember()
  expect(await claimUntilKnown(drop, stranger)).toMatchObject({ refused: 'drop-sold-out' })
  const source = sourceOf(drop)
  const known = (member = someMember()) =>
    board.knownTo(source, elementOf(member.member.memberId, 1), Date.now())
  const send = vi.spyOn(client.config.requestHandler, 'handle')
  expect(await claim(drop)).toMatchObject({
    refused: 'drop-sold-out',
    facts: { soldOutAt: expect.stringMatching(/^20/) },
  })
  expect(await claim(drop, stranger, { retry: true })).toMatchObject({ refused: 'drop-sold-out' })
  expect(send.mock.calls.length).toBe(0)
  send.mockRestore()
  expect(winners.map(known)).toEqual(['home-tells', 'home-tells', 'home-tells'])
  expect(await claim(drop, winners[0])).toMatchObject({ status: 200 })
})

test('who was granted between the look and the count that follows is not told to have lost', async () => {
  const drop = await publishedDrop({ stock: 1 })
  const source = sourceOf(drop)
  await claim(drop)
  // Before the second reading a unit is added, and somebody takes it.
  const late = someMember()
  let readings = 0
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'BatchGetItemCommand' && ++readings === 2) {
          await addUnit(drop.dropId)
          expect(await claim(drop, late)).toMatchObject({ status: 201 })
        }
        return next(args)
      },
    { step: 'initialize', name: 'meanwhile' },
  )
  expect(await claim(drop)).toMatchObject({ refused: 'drop-sold-out' })
  client.middlewareStack.remove('meanwhile')
  const known = ({ member }: typeof late) => board.knownTo(source, elementOf(member.memberId, 1), Date.now())
  expect([known(someMember()), known(late)]).toEqual(['sold-out', 'home-tells'])
})

/** One unit more in the first bucket, as a restock writes it. */
const addUnit = (dropId: string) =>
  database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOfBucket(dropId, 0),
      UpdateExpression: 'SET added = :two, cap = :two, ranges = list_append(ranges, :run)',
      ExpressionAttributeValues: { ':two': 2, ':run': [[1, 1]] },
    }),
  )

test('one reader at a time holds the lease, and who held an older one cannot publish after a later count', async () => {
  const drop = await wide(3)
  const posted = sourceOf(drop)
  const first = await takeLease(posted, 1_000)
  expect(first).toBe(1)
  expect(await takeLease(posted, 1_999)).toBeUndefined()
  const second = await takeLease(posted, 2_000)
  expect(second).toBe(2)
  const notice = { version: 2, countedMs: 2_000, withRoom: [0, 33], granted: 1, gapMs: 100 }
  await publish(posted, notice, 2)
  await publish(posted, { ...notice, countedMs: 1_000, withRoom: [5] }, 1)
  expect(await readNotice(posted, pick)).toEqual(notice)
  await publish(posted, { ...notice, version: 1, withRoom: [6] }, 3)
  expect(await readNotice(posted, pick), 'what was counted before a restock').toEqual(notice)
})

test('a function that the table turned away answers “again” without it for a tenth of a second', async () => {
  const drop = await wide(3)
  const source = sourceOf(drop)
  const opened = source.opensMs + 60_000
  const take = (ms: number) => takeUnit(source, someMember().member.memberId, 1, board, () => opened + ms)
  const throttled = Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' })
  vi.spyOn(database, 'send').mockRejectedValueOnce(throttled as never)
  await expect(take(0)).rejects.toThrow('slow down')
  expect(await take(99)).toEqual({ kind: 'again' })
  expect(await take(100)).toMatchObject({ kind: 'granted' })
})

test.each(['before', 'after'] as const)(
  'a crash %s any call of a look, a count or a publication loses no unit and tells nothing false',
  async (when) => {
    // The replicas are written by calls that are all alike; some of them will do where time is short.
    for (let nth = 1; ; nth += full || nth < 8 ? 1 : 9) {
      const drop = await wide(1)
      const [winner, loser] = [someMember(), someMember()]
      await claimUntilKnown(drop, winner)
      const injection = crashAt(client, nth, when)
      await claim(drop, loser).catch(() => 'the function died')
      injection.stop()
      expect(await claimUntilKnown(drop, loser)).toMatchObject({ refused: 'drop-sold-out' })
      expect(await claimUntilKnown(drop, winner)).toMatchObject({ status: 200 })
      expect((await auditDrop(drop)).wrong).toEqual([])
      if (injection.calls() < nth) break
    }
  },
)
