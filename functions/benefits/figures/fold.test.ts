import '../../../infra/local/test-table.ts'
import { HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { client } from '../../table/database.ts'
import { board } from '../claim/board.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { claimDrop } from '../claim/claim.ts'
import { takeUnit } from '../claim/grant.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, NOW, publishedDrop, someMember, sourceOf, storedMember } from '../drop/test-drop.ts'
import { readRow } from '../redemption/wallet.store.ts'
import { countedBelow, readCounted, readCountedBelow, readCountedOrg } from './fold.store.ts'
import { fold } from './fold.ts'

const DISTRICT = 'org_CITY/org_DISTRICT'

const memberOf = (orgPath: string): MemberCaller => {
  const caller = someMember()
  return { ...caller, member: { ...caller.member, orgPath } }
}

const take = async (drop: Drop, caller: MemberCaller, now = NOW): Promise<void> => {
  for (let retry = false; ; retry = true) {
    const answer = await ask(claimDrop, { params: { dropId: drop.dropId }, caller, body: { retry }, now })
    if ('status' in answer) return
    if (answer.refused !== 'busy') throw new Error(answer.refused)
  }
}

const foldNow = async (drop: Drop, now = NOW, untilMs?: number) =>
  fold(drop, await readBuckets(drop.dropId, drop.buckets), now, untilMs)

const below = async ({ dropId }: Drop, aboveId: string) =>
  (await readCountedBelow(countedBelow(dropId, aboveId), 1_000, undefined)).items.map(
    ({ orgId, claims, own }) => [orgId, claims, own],
  )

const claims = async (drop: Drop) => (await readCounted(drop.dropId)).claims

test('claims are counted by org, rolled up along the tree, and by hour of the day in China', async () => {
  const drop = await publishedDrop({ perMember: 2, audiencePaths: ['org_CITY'] })
  await take(drop, memberOf(`${DISTRICT}/org_STREET/org_A`))
  await take(drop, memberOf(`${DISTRICT}/org_STREET/org_B`), later(NOW, HOUR_MS - 1))
  await take(drop, memberOf(`${DISTRICT}/org_STREET`))
  await take(drop, memberOf('org_CITY/org_OTHER/org_STREET2/org_C'))
  expect(await foldNow(drop)).toEqual({ rows: 0, isWhole: true })
  expect(await readCounted(drop.dropId)).toEqual({
    claims: 4,
    own: 0,
    asOf: NOW,
    byHour: [{ day: '2026-06-12', hour: 10, claims: 4 }],
  })
  expect(await below(drop, 'TOP')).toEqual([['org_CITY', 4, 0]])
  expect(await below(drop, 'org_CITY')).toEqual([
    ['org_DISTRICT', 3, 0],
    ['org_OTHER', 1, 0],
  ])
  expect(await below(drop, 'org_DISTRICT')).toEqual([['org_STREET', 3, 1]])
  expect(await below(drop, 'org_STREET')).toEqual([
    ['org_A', 1, 1],
    ['org_B', 1, 1],
  ])
  expect(await readCountedOrg(drop.dropId, `${DISTRICT}/org_STREET/org_B`)).toMatchObject({
    byHour: [{ day: '2026-06-12', hour: 10, claims: 1 }],
  })
})

test('claims just before and after midnight in China are of two days', async () => {
  const midnight = '2026-06-12T16:00:00.000Z'
  const drop = await publishedDrop({ closesAt: later(midnight, HOUR_MS) })
  await take(drop, someMember(), later(midnight, -1))
  await take(drop, someMember(), midnight)
  await foldNow(drop)
  expect((await readCounted(drop.dropId)).byHour).toEqual([
    { day: '2026-06-12', hour: 23, claims: 1 },
    { day: '2026-06-13', hour: 0, claims: 1 },
  ])
})

test('a second fold counts what came since, and a third nothing', async () => {
  const drop = await publishedDrop()
  await take(drop, someMember())
  await foldNow(drop)
  await take(drop, someMember())
  await foldNow(drop, later(NOW, 1))
  await foldNow(drop, later(NOW, 2))
  expect(await readCounted(drop.dropId)).toMatchObject({ claims: 2, asOf: later(NOW, 2) })
})

test('a place without a wallet row gets it, with the org that the member belongs to, and is counted', async () => {
  const drop = await publishedDrop()
  const { member } = await storedMember()
  await takeUnit(sourceOf(drop), member.memberId, 1, board)
  expect(await repairBuckets(drop, NOW)).toEqual({ rows: 1, donations: 0 })
  const row = await readRow({ dropId: drop.dropId, memberId: member.memberId, j: 1 })
  expect(row).toMatchObject({ state: 'issued', orgPath: member.orgPath })
  expect(await below(drop, 'org_DISTRICT')).toEqual([['org_WORK', 1, 1]])
})

test('a fold that has no time left says that it is not whole, and the next goes on', async () => {
  const drop = await publishedDrop()
  await take(drop, someMember())
  expect(await foldNow(drop, NOW, performance.now() - 1)).toEqual({ rows: 0, isWhole: false })
  expect((await readCounted(drop.dropId)).asOf).toBeUndefined()
  expect(await foldNow(drop)).toMatchObject({ isWhole: true })
  expect(await claims(drop)).toBe(1)
})

test('folds that run at once, while people claim, count each claim once', async () => {
  const drop = await publishedDrop({ stock: 60, ceiling: 160 })
  const orgs = Array.from({ length: 30 }, (_, i) => `${DISTRICT}/org_STREET${i % 4}/org_WORK${i}`)
  await Promise.all([
    ...Array.from({ length: 60 }, (_, i) => take(drop, memberOf(orgs[i % 30] ?? DISTRICT))),
    ...Array.from({ length: 4 }, (_, i) => foldNow(drop, later(NOW, i))),
  ])
  await Promise.all([foldNow(drop, later(NOW, 10)), foldNow(drop, later(NOW, 11))])
  expect(await claims(drop)).toBe(60)
  const streets = await below(drop, 'org_DISTRICT')
  const works = await Promise.all(streets.map(([streetId]) => below(drop, String(streetId))))
  const sum = (rows: readonly (readonly (string | number)[])[]) =>
    rows.reduce((total, [, count]) => total + Number(count), 0)
  expect([sum(streets), sum(works.flat())]).toEqual([60, 60])
  expect(works.flat().map(([, count]) => count)).toEqual(Array(30).fill(2))
})

test.each(['before', 'after'] as const)(
  'a crash %s any database call of a fold leaves the counts such that the next makes them exact',
  async (when) => {
    for (let nth = 1; ; nth++) {
      const drop = await publishedDrop({ stock: 6, ceiling: 64 })
      await Promise.all(Array.from({ length: 3 }, () => take(drop, someMember())))
      const { member } = await storedMember()
      await takeUnit(sourceOf(drop), member.memberId, 1, board)
      const injection = crashAt(client, nth, when)
      await foldNow(drop).catch(() => 'the function died')
      const made = injection.calls()
      injection.stop()
      expect(await claims(drop)).toBeLessThanOrEqual(4)
      await foldNow(drop, later(NOW, 1))
      expect(await claims(drop)).toBe(4)
      expect(await below(drop, 'org_DISTRICT')).toEqual([['org_WORK', 4, 4]])
      if (made < nth) return
    }
  },
)
