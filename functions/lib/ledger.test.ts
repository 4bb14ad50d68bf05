import '../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { client } from '../table/database.ts'
import { newId } from './ids.ts'
import { linesOf } from './ledger.rule.ts'
import { readBalance, readEntries } from './ledger.store.ts'
import { earn, giveBack, hold, release, spend, standingOf } from './ledger.ts'

const NOW = '2026-03-08T02:00:00.000Z'
const OPERATIONS = full ? 10_000 : 250
const given = (memberId: string, cause: string, amount: number) => ({
  memberId,
  cause,
  amount,
  reason: '测试',
})
const balanceOf = async (memberId: string) => (await readBalance(memberId))?.balance ?? 0

/** The last balance is the sum, the places are without a gap, and no balance ever was below zero. */
async function expectSound(memberId: string): Promise<void> {
  const entries = (await readEntries(memberId)).reverse()
  let sum = 0
  for (const [at, { seq, amount, balance }] of entries.entries()) {
    sum += amount
    expect([seq, balance]).toEqual([at + 1, sum])
    expect(balance).toBeGreaterThanOrEqual(0)
  }
  expect(await balanceOf(memberId)).toBe(sum)
  expect(new Set(entries.map(({ cause }) => cause)).size).toBe(entries.length)
}

test('points are given once for a cause, however often and at once it is asked for', async () => {
  const memberId = newId('member', NOW)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => earn(given(memberId, 'badge#1', 30), NOW)),
  )
  expect(new Set(answers.map((answer) => 'seq' in answer && answer.seq))).toEqual(new Set([1]))
  expect(await balanceOf(memberId)).toBe(30)
})

test('what is held is off the balance; spent it stays off, released it comes back, and only one of the two', async () => {
  const memberId = newId('member', NOW)
  await earn(given(memberId, 'badge#1', 50), NOW)
  await hold(given(memberId, 'drop#1', 30), NOW)
  expect(await balanceOf(memberId)).toBe(20)
  expect(await hold(given(memberId, 'drop#2', 30), NOW)).toEqual({
    refused: 'points-short',
    facts: { balance: 20 },
  })
  const of = { memberId, cause: 'drop#1', reason: '测试' }
  const ends = await Promise.all([spend(of, NOW), release(of, NOW), spend(of, NOW), release(of, NOW)])
  const spent = 'seq' in (ends[0] ?? {})
  expect(ends.map((one) => ('refused' in one ? one.refused : one.kind))).toEqual(
    spent
      ? ['spent', 'hold-spent', 'spent', 'hold-spent']
      : ['hold-released', 'released', 'hold-released', 'released'],
  )
  expect(await balanceOf(memberId)).toBe(spent ? 20 : 50)
  expect(await release({ ...of, cause: 'drop#9' }, NOW)).toEqual({ refused: 'hold-unknown' })
  await expectSound(memberId)
})

test('what is given up before it held anything can never hold; held or spent, it comes back once', async () => {
  const memberId = newId('member', NOW)
  await earn(given(memberId, 'badge#1', 100), NOW)
  const of = (cause: string) => ({ memberId, cause, reason: '测试' })
  for (let again = 0; again < 2; again++) await giveBack(of('never'), NOW)
  expect(await hold(given(memberId, 'never', 10), NOW)).toEqual({ refused: 'hold-released' })
  await hold(given(memberId, 'held', 20), NOW)
  await hold(given(memberId, 'spent', 30), NOW)
  await spend(of('spent'), NOW)
  await Promise.all(['held', 'spent', 'held', 'spent'].map((cause) => giveBack(of(cause), NOW)))
  for (const cause of ['never', 'held', 'spent']) expect(await standingOf(of(cause))).toBe('back')
  expect(await balanceOf(memberId)).toBe(100)
  await expectSound(memberId)
})

test('whoever asks again while the points are held by their own request is not told that they are short', async () => {
  const memberId = newId('member', NOW)
  await earn(given(memberId, 'badge#1', 30), NOW)
  const answers = await Promise.all(Array.from({ length: 6 }, () => hold(given(memberId, 'drop#1', 30), NOW)))
  expect(answers.map((one) => ('refused' in one ? one.refused : one.kind))).toEqual(Array(6).fill('held'))
})

test('the lines that are read leave out what moved nothing, and add up', async () => {
  const memberId = newId('member', NOW)
  await earn(given(memberId, 'badge#1', 50), NOW)
  await hold(given(memberId, 'drop#1', 20), NOW)
  await spend({ memberId, cause: 'drop#1', reason: '测试' }, NOW)
  await giveBack({ memberId, cause: 'drop#2', reason: '测试' }, NOW)
  const lines = linesOf(await readEntries(memberId))
  expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['spent', -20],
    ['earned', 50],
  ])
})

test('many who spend at once never go below zero', async () => {
  const memberId = newId('member', NOW)
  await earn(given(memberId, 'badge#1', 100), NOW)
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, at) => hold(given(memberId, `drop#${at}`, 30), NOW)),
  )
  expect(answers.filter((answer) => 'seq' in answer)).toHaveLength(3)
  await expectSound(memberId)
})

/** The slow way: what each cause has moved besides earnings, entry by entry. */
async function netByCause(memberId: string): Promise<Map<string, number>> {
  const nets = new Map<string, number>()
  for (const { cause, kind, amount } of await readEntries(memberId)) {
    const name = cause.replace(/^[A-Z]+#/, '')
    if (kind !== 'earned') nets.set(name, (nets.get(name) ?? 0) + amount)
  }
  return nets
}

class Died extends Error {}

/** Mulberry32: small, seeded, good enough to scatter faults. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

test(`after ${OPERATIONS} random operations under faults the balance is the sum, and nothing was given twice`, async () => {
  const random = chance(7)
  const pick = (count: number) => Math.floor(random() * count)
  const members = Array.from({ length: 5 }, () => newId('member', NOW))
  client.middlewareStack.add(
    (next) => async (args) => {
      if (random() < 0.05) throw new Died('before the call')
      const answer = await next(args)
      if (random() < 0.05) throw new Died('after the call')
      return answer
    },
    { step: 'finalizeRequest', priority: 'low', name: 'dying' },
  )
  const operation = async () => {
    const memberId = members[pick(members.length)] ?? ''
    const cause = `c${pick(OPERATIONS / 4)}`
    const deeds = [
      () => earn(given(memberId, cause, 1 + (Number(cause.slice(1)) % 50)), NOW),
      () => hold(given(memberId, cause, 1 + (Number(cause.slice(1)) % 80)), NOW),
      () => spend({ memberId, cause, reason: '测试' }, NOW),
      () => release({ memberId, cause, reason: '测试' }, NOW),
      () => giveBack({ memberId, cause, reason: '测试' }, NOW),
    ]
    await deeds[pick(deeds.length)]?.().catch((error: unknown) => {
      if (!(error instanceof Died)) throw error
    })
  }
  try {
    for (let done = 0; done < OPERATIONS; done += 8) await Promise.all(Array.from({ length: 8 }, operation))
  } finally {
    client.middlewareStack.remove('dying')
  }
  for (const memberId of members) {
    await expectSound(memberId)
    for (const { cause, kind, amount } of await readEntries(memberId))
      if (kind === 'earned') expect(amount).toBe(1 + (Number(cause.slice(1)) % 50))
    for (const [cause, net] of await netByCause(memberId)) {
      const standing = await standingOf({ memberId, cause })
      expect(net, cause).toBe(standing === 'back' ? 0 : -(1 + (Number(cause.slice(1)) % 80)))
    }
  }
})
