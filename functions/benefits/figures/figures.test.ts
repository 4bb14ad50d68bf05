import '../../../infra/local/test-table.ts'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, HOUR_MS, type Instant, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { isRefusal } from '../../lib/server.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isReserve } from '../claim/bucket.rule.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { claimDrop } from '../claim/claim.ts'
import { getOrgCounts } from '../claim/claim-counts.ts'
import { changeStock } from '../claim/stock-change.ts'
import { giveBack } from '../claim/stock-moves.store.ts'
import { watchedNow } from '../day/live.store.ts'
import { getLive } from '../day/live.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, draftDrop, NOW, operatorOf, publishedDrop, someMember } from '../drop/test-drop.ts'
import { returnVoucher } from '../redemption/returns.ts'
import { getCounts } from './counts.ts'
import { foldDrop, foldDrops } from './figures.ts'
import { auditFigures } from './figures-audit.ts'

const take = (drop: Drop, now = NOW) =>
  ask(claimDrop, { params: { dropId: drop.dropId }, caller: someMember(), body: {}, now })

async function look(drop: Drop, now: Instant = NOW, caller = operatorOf()) {
  const answer = await ask(getLive, { params: { dropId: drop.dropId }, caller, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}

/** A run of the job in the test's own time: a pause only moves the clock. */
async function run(
  from: Instant,
  { msLeft }: { msLeft: () => number } = { msLeft: () => 900_000 },
): Promise<{ rounds: number; endedAt: Instant }> {
  let [now, rounds] = [from, 1]
  const pause = async (ms: number) => {
    now = later(now, ms)
    rounds++
  }
  await foldDrops({ clock: () => now, msLeft, pause })
  return { rounds, endedAt: now }
}

test('a board shows claims, stock by pool and the pace between the last two looks', async () => {
  const quotas = [{ orgId: 'org_A', path: 'org_CITY/org_DISTRICT/org_A', name: '甲厂工会', units: 5 }]
  const drop = await publishedDrop({ stock: 20, quotas })
  await foldDrop(drop, NOW)
  for (let i = 0; i < 6; i++) await take(drop)
  await foldDrop(drop, later(NOW, 2 * SECOND_MS))
  expect(await look(drop, later(NOW, 3 * SECOND_MS))).toMatchObject({
    asOf: later(NOW, 2 * SECOND_MS),
    state: 'open',
    claims: { total: 6, perSecond: 3 },
    stock: { total: 20, left: 14 },
    pools: [
      { total: 15, left: 9 },
      { name: '甲厂工会', total: 5, left: 5 },
    ],
  })
})

test('a board and the exact counts say the same of what came back, was taken again, is kept, and was taken out', async () => {
  const drop = await publishedDrop({ stock: 6, ceiling: 64, waitingList: true })
  let seconds = 0
  const folded = async () => {
    const now = later(NOW, ++seconds * SECOND_MS)
    await foldDrop(drop, now)
    return look(drop, now)
  }
  const same = async (total: number, claimed: number) => {
    const [live, counts] = [await folded(), await ask(getCounts, { params, caller: operatorOf() })]
    if (isRefusal(counts)) throw new Error(counts.refused)
    expect(counts.body).toMatchObject({ stock: { total, left: total - claimed }, claimed })
    expect(live).toMatchObject({ stock: { total, left: total - claimed }, claims: { total: claimed } })
  }
  const params = { dropId: drop.dropId }
  const caller = someMember()
  const mine = await ask(claimDrop, { params, caller, body: {} })
  if (isRefusal(mine)) throw new Error(mine.refused)
  await take(drop)
  await same(6, 2)
  await ask(returnVoucher, { params: { voucherId: mine.body.voucher.voucherId }, caller })
  await same(6, 1)
  await take(drop)
  await same(6, 2)
  const body = { seen: 6, wanted: 4, reason: '退给商家' }
  await ask(changeStock, { params, body, caller: operatorOf(), key: 'taken-out' })
  await same(4, 2)
  // One that stands: by chance the first in its bucket may be the one that went back.
  const [standing] = (await readBuckets(drop.dropId, drop.buckets)).flatMap(({ bucket, places, back = [] }) =>
    places.flatMap((one, place) => (isReserve(one) || back.includes(place) ? [] : [{ bucket, place }])),
  )
  if (!standing) throw new Error('nobody has a unit')
  await giveBack(drop.dropId, standing.bucket, { place: standing.place, ordinal: 0, kept: true })
  await same(4, 1)
})

test('the first look at a drop is answered before any job ran, and a draft shows its plan', async () => {
  const drop = await publishedDrop({ stock: 7 })
  await take(drop)
  expect(await look(drop)).toMatchObject({ claims: { total: 1 }, stock: { total: 7, left: 6 } })
  const draft = await draftDrop({ stock: 9 })
  expect(await look(draft)).toMatchObject({ state: 'draft', stock: { total: 9, left: 9 } })
})

test('a board tells opening and closing by the clock, whenever it was gathered', async () => {
  const drop = await publishedDrop()
  await foldDrop(drop, later(NOW, -1))
  expect((await look(drop, later(drop.opensAt, -1))).state).toBe('scheduled')
  expect((await look(drop, drop.opensAt)).state).toBe('open')
  expect((await look(drop, drop.closesAt)).state).toBe('closed')
})

test('an older reading does not replace a newer one', async () => {
  const drop = await publishedDrop()
  await foldDrop(drop, later(NOW, SECOND_MS))
  await foldDrop(drop, NOW)
  expect((await look(drop, later(NOW, SECOND_MS))).asOf).toBe(later(NOW, SECOND_MS))
})

test('another union’s operator is refused, before and after the first look', async () => {
  const drop = await publishedDrop()
  const stranger = operatorOf('org_CITY/org_OTHER')
  const asked = () => ask(getLive, { params: { dropId: drop.dropId }, caller: stranger })
  expect(await asked()).toMatchObject({ refused: 'org-out-of-scope' })
  await foldDrop(drop, NOW)
  expect(await asked()).toMatchObject({ refused: 'org-out-of-scope' })
})

test('the job counts once where nobody looks, and every two seconds while somebody does', async () => {
  const drop = await publishedDrop()
  await take(drop)
  const start = later(NOW, 2 * HOUR_MS)
  expect(await run(start)).toEqual({ rounds: 1, endedAt: start })
  expect((await look(drop, start)).asOf).toBe(start)
  const { rounds, endedAt } = await run(start)
  expect(rounds).toBe(16)
  expect(epochMsOf(endedAt) - epochMsOf(start)).toBeLessThan(31 * SECOND_MS)
})

test('a look at a drop that is over long since is answered, and nothing is gathered for it', async () => {
  const drop = await publishedDrop()
  await foldDrop(drop, NOW)
  const over = later(drop.validUntil, 24 * HOUR_MS)
  expect(await look(drop, later(drop.validUntil, -1))).toMatchObject({ state: 'closed' })
  expect(await watchedNow(drop.closesAt)).toContain(drop.dropId)
  expect(await look(drop, over)).toMatchObject({ state: 'closed', asOf: NOW })
  expect(await watchedNow(over)).toEqual([])
  const unseen = await publishedDrop()
  expect(await look(unseen, over)).toMatchObject({ state: 'closed', asOf: over })
  expect(await watchedNow(over)).toEqual([])
})

test('an auditor looks at the board as staff do', async () => {
  const drop = await publishedDrop()
  const { grants, ...caller } = operatorOf()
  const auditor = { ...caller, grants: grants.map((grant) => ({ ...grant, role: 'auditor' as const })) }
  expect(await look(drop, NOW, auditor)).toMatchObject({ state: 'open' })
  expect(await look(drop, NOW, auditor)).toMatchObject({ state: 'open' })
})

test('a run ends before the next minute, and at once when its function is about to be ended', async () => {
  const drop = await publishedDrop()
  const start = later(NOW, 3 * HOUR_MS)
  await look(drop, start)
  await look(drop, later(start, 25 * SECOND_MS))
  await look(drop, later(start, 50 * SECOND_MS))
  const { endedAt } = await run(start)
  expect(epochMsOf(endedAt) - epochMsOf(start)).toBeGreaterThan(50 * SECOND_MS)
  expect(epochMsOf(endedAt) - epochMsOf(start)).toBeLessThan(55 * SECOND_MS)
  expect(await run(start, { msLeft: () => 0 })).toMatchObject({ rounds: 1 })
})

test('counts tell the folded claims by hour and org, and an org can be opened', async () => {
  const drop = await publishedDrop()
  await take(drop)
  await take(drop)
  await foldDrop(drop, NOW)
  const given = { params: { dropId: drop.dropId }, caller: operatorOf() }
  expect(await ask(getCounts, given)).toMatchObject({
    body: {
      claims: {
        asOf: NOW,
        total: 2,
        byHour: [{ day: '2026-06-12', hour: 10, claims: 2 }],
        byOrg: [{ orgId: 'org_WORK', claims: 2, own: 2, level: 'street' }],
      },
    },
  })
  const unknown = { ...given, query: { under: 'org_01ARZ3NDEKTSV4RRFFQ69G5FAV' } }
  expect(await ask(getOrgCounts, unknown)).toMatchObject({ refused: 'org-unknown' })
})

test('the audit finds figures in order, and says which one somebody changed', async () => {
  const drop = await publishedDrop()
  await take(drop)
  expect(await auditFigures(drop)).toEqual({ counted: 0, waiting: 1, wrong: [] })
  await foldDrop(drop, NOW)
  expect(await auditFigures(drop)).toEqual({ counted: 1, waiting: 0, wrong: [] })
  const { dropId } = drop
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOf('claims of a drop counted below an org', {
        dropId,
        aboveId: 'org_CITY',
        orgId: 'org_DISTRICT',
      }),
      UpdateExpression: 'ADD claims :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  )
  expect((await auditFigures(drop)).wrong).toEqual([
    'claims of org_CITY/org_DISTRICT: 2 counted, 1 by vouchers',
  ])
})
