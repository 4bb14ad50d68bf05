import '../../../infra/local/test-table.ts'
import { HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { closeBuckets, repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, NOW, publishedDrop, someMember, sourceOf } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { readRow } from '../redemption/wallet.store.ts'
import { board } from './board.ts'
import { homeOf } from './bucket.rule.ts'
import { give, readBucket, shut } from './bucket.store.ts'
import { claimDrop } from './claim.ts'
import { takeUnit } from './grant.ts'

const claim = (drop: Drop, caller = someMember(), body: { j?: number; retry?: boolean } = {}, now = NOW) =>
  ask(claimDrop, { params: { dropId: drop.dropId }, caller, body, now })

type Answer = Awaited<ReturnType<typeof claim>>
const code = (answer: Answer) => (isRefusal(answer) ? answer.refused : answer.status)
const voucherIn = (answer: Answer) => {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`)
  return answer.body.voucher
}

/** Asks again while nothing is known, as the client does; the server says “busy” of a call that timed out. */
async function claimUntilKnown(drop: Drop, caller = someMember()): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await claim(drop, caller, { retry: tries > 0 }).catch((error: Error) => {
      if (error.name !== 'TimeoutError') throw error
    })
    if (answer && code(answer) !== 'busy') return answer
  }
}

const inOrder = async (drop: Drop) => {
  const balance = await auditDrop(drop)
  expect(balance.wrong).toEqual([])
  return balance
}

test('a first tap takes one unit, and a repeated tap answers with the same voucher', async () => {
  const drop = await publishedDrop({ stock: 3 })
  const me = someMember()
  const first = await claim(drop, me)
  const second = await claim(drop, me)
  expect([code(first), code(second)]).toEqual([201, 200])
  expect(voucherIn(second)).toEqual(voucherIn(first))
  expect(await inOrder(drop)).toMatchObject({ added: 3, free: 2, byState: { issued: 1 } })
})

test('a limit of two gives j = 1 and j = 2 once each, and refuses j = 3', async () => {
  const drop = await publishedDrop({ stock: 5, perMember: 2 })
  const me = someMember()
  const answers = [
    await claim(drop, me, { j: 1 }),
    await claim(drop, me, { j: 2 }),
    await claim(drop, me, { j: 2 }),
  ]
  expect(answers.map(code)).toEqual([201, 201, 200])
  expect(code(await claim(drop, me, { j: 3 }))).toBe('limit-reached')
  expect(await inOrder(drop)).toMatchObject({ byState: { issued: 2 } })
})

test('refusals come in order: unknown, not open, closed, paused, org, tag, joined, roster', async () => {
  const unknown = { ...(await publishedDrop()), dropId: 'drp_01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  expect(code(await claim(unknown))).toBe('drop-unknown')
  const other = { audiencePaths: ['org_CITY/org_OTHER'] }
  const cases = [
    [{ opensAt: later(NOW, 1), ...other }, 'drop-not-open'],
    [{ opensAt: later(NOW, -HOUR_MS), closesAt: NOW, ...other }, 'drop-closed'],
    [other, 'audience-org'],
    [{ audience: { orgIds: [], tags: ['女职工'] } }, 'audience-tag'],
    [{ audience: { orgIds: [], joinedBefore: '2024-01-01T00:00:00.000Z' } }, 'audience-joined'],
    [{ audience: { orgIds: [], onRoster: true } }, 'audience-roster'],
  ] as const
  for (const [given, refused] of cases) {
    expect(code(await claim(await publishedDrop(given as Partial<Drop>)))).toBe(refused)
  }
})

test('a drop opens at its opening instant and is closed at its closing instant', async () => {
  const drop = await publishedDrop()
  const at = async (now: string) => code(await claim(drop, someMember(), {}, now))
  expect(await at(later(drop.opensAt, -1))).toBe('drop-not-open')
  expect(await at(drop.opensAt)).toBe(201)
  expect(await at(later(drop.closesAt, -1))).toBe(201)
  expect(await at(drop.closesAt)).toBe('drop-closed')
})

test('a winner who asks again after closing is told of the voucher, not of the closing', async () => {
  const drop = await publishedDrop({ stock: 1 })
  const me = someMember()
  const won = await claim(drop, me)
  await closeBuckets(drop, NOW)
  const again = await claim(drop, me, { retry: true }, drop.closesAt)
  expect(code(again)).toBe(200)
  expect(voucherIn(again).voucherId).toBe(voucherIn(won).voucherId)
})

test('the last unit is found wherever it lies: demand equal to stock leaves nobody out', async () => {
  const drop = await publishedDrop({ stock: 100 })
  const answers = await Promise.all(Array.from({ length: 100 }, () => claimUntilKnown(drop)))
  expect(answers.map(code).filter((one) => one !== 201 && one !== 200)).toEqual([])
  await repairBuckets(drop, NOW)
  expect(await inOrder(drop)).toMatchObject({
    free: 0,
    inTransit: 0,
    byState: { issued: 100 },
    withoutRow: 0,
  })
})

/** Over HTTP `infra/proofs/race.test.ts` has 300. */
const CROWD = full ? 300 : 120

test(`${CROWD} members with three taps each on 50 units: 50 vouchers, everyone else is told sold out`, async () => {
  const drop = await publishedDrop({ stock: 50, ceiling: 160 })
  const members = Array.from({ length: CROWD }, someMember)
  const answers = await Promise.all(
    members.flatMap((me) => [
      claimUntilKnown(drop, me),
      claimUntilKnown(drop, me),
      claimUntilKnown(drop, me),
    ]),
  )
  const won = new Set(answers.flatMap((one) => (isRefusal(one) ? [] : [one.body.voucher.voucherId])))
  expect(won.size).toBe(50)
  expect(new Set(answers.map(code))).toEqual(new Set([201, 200, 'drop-sold-out']))
  // On a crowded machine a row's write may time out; the answer goes out all the same, and the repair writes it.
  await repairBuckets(drop, NOW)
  expect(await inOrder(drop)).toMatchObject({ free: 0, byState: { issued: 50 } })
})

test('a win in an open home is two calls', async () => {
  const drop = await publishedDrop()
  await claim(drop)
  expect(await callsOf(async () => expect(code(await claim(drop))).toBe(201))).toBe(2)
})

/** How many calls a deed makes. */
async function callsOf(deed: () => Promise<unknown>): Promise<number> {
  const send = vi.spyOn(client.config.requestHandler, 'handle')
  await deed()
  const calls = send.mock.calls.length
  send.mockRestore()
  return calls
}

test('a repeated tap in the function that granted it is one call, and so is a retry elsewhere', async () => {
  const drop = await publishedDrop()
  const me = someMember()
  const won = voucherIn(await claim(drop, me))
  expect(await callsOf(async () => expect(voucherIn(await claim(drop, me))).toEqual(won))).toBe(1)
  const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 6_000)
  await claim(drop)
  expect(
    await callsOf(async () => expect(voucherIn(await claim(drop, me, { retry: true }))).toEqual(won)),
  ).toBe(1)
  later.mockRestore()
})

test('a sold-out refusal in a function that knows it is free, and a winner’s tap there is still answered truly', async () => {
  const drop = await publishedDrop({ stock: 1 })
  const winner = someMember()
  const won = await claim(drop, winner)
  expect(code(await claim(drop))).toBe('drop-sold-out')
  expect(await callsOf(async () => expect(code(await claim(drop))).toBe('drop-sold-out'))).toBe(0)
  const again = await claim(drop, winner)
  expect(voucherIn(again)).toEqual(voucherIn(won))
})

test('what a function knows of a sold-out drop is forgotten after two seconds', async () => {
  const drop = await publishedDrop({ stock: 1 })
  const take = (nowMs: number) =>
    takeUnit(sourceOf(drop), someMember().member.memberId, 1, board, () => nowMs)
  expect([(await take(0)).kind, (await take(0)).kind]).toEqual(['granted', 'sold-out'])
  expect(await callsOf(() => take(1_999))).toBe(0)
  expect(await callsOf(() => take(2_000))).toBeGreaterThan(0)
})

test('a donation that stopped half-way is finished by whoever needs the units', async () => {
  const drop = await publishedDrop({ stock: 2, ceiling: 64 })
  const [from, to] = [await readBucket(drop.dropId, 0), 1]
  await give(drop.dropId, from, { cap: 0, ranges: [], out: { to, runs: from.ranges, seq: 1 } })
  expect(await auditDrop(drop)).toMatchObject({ free: 1, inTransit: 1, wrong: [] })
  const answers = [await claimUntilKnown(drop), await claimUntilKnown(drop), await claimUntilKnown(drop)]
  expect(answers.map(code)).toEqual([201, 201, 'drop-sold-out'])
  await inOrder(drop)
})

test('nothing is granted or credited once a bucket is shut, and what was in transit goes back', async () => {
  const drop = await publishedDrop({ stock: 2, ceiling: 64 })
  const from = await readBucket(drop.dropId, 0)
  await give(drop.dropId, from, { cap: 0, ranges: [], out: { to: 1, runs: from.ranges, seq: 1 } })
  await shut(drop.dropId, 1)
  const atOne = Array.from({ length: 50 }, someMember).find(
    (me) => homeOf(me.member.memberId, drop.dropId, { first: 0, count: 2 }) === 1,
  )
  expect(code(await claim(drop, atOne))).toBe('drop-closed')
  await closeBuckets(drop, NOW)
  expect(await inOrder(drop)).toMatchObject({ added: 2, free: 2, inTransit: 0 })
  expect(await readBucket(drop.dropId, 0)).toMatchObject({ shut: true, cap: 1 })
})

test('a winner whose wallet row was not written gets it from the repair', async () => {
  const drop = await publishedDrop()
  const { member } = someMember()
  const taken = await takeUnit(sourceOf(drop), member.memberId, 1, board)
  expect(taken).toMatchObject({ kind: 'granted', fresh: true })
  expect(await auditDrop(drop)).toMatchObject({ withoutRow: 1 })
  expect(await repairBuckets(drop, NOW)).toEqual({ rows: 1, donations: 0 })
  const row = await readRow({ dropId: drop.dropId, memberId: member.memberId, j: 1 })
  expect(row).toMatchObject({ state: 'issued', memberId: member.memberId })
  await inOrder(drop)
})

test.each(['before', 'after'] as const)(
  'a crash %s any database call loses no unit and gives none twice',
  async (when) => {
    for (let nth = 1; ; nth++) {
      // One unit, in the bucket that is not my home: the whole path of a donation is walked.
      const drop = await publishedDrop({ stock: 1, ceiling: 64 })
      const me = Array.from({ length: 100 }, someMember).find(
        (one) => homeOf(one.member.memberId, drop.dropId, { first: 0, count: 2 }) === 1,
      )
      await claim(await publishedDrop(), me)
      const injection = crashAt(client, nth, when)
      await claim(drop, me).catch(() => 'the function died')
      injection.stop()
      await auditDrop(drop).then((balance) => expect(balance.wrong).toEqual([]))
      const again = await claim(drop, me, { retry: true })
      expect([200, 201]).toContain(code(again))
      expect(code(await claimUntilKnown(drop))).toBe('drop-sold-out')
      await repairBuckets(drop, NOW)
      expect(await inOrder(drop)).toMatchObject({
        free: 0,
        inTransit: 0,
        byState: { issued: 1 },
        withoutRow: 0,
      })
      if (injection.calls() < nth) break
    }
  },
)
