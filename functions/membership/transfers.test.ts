import '../../infra/local/test-table.ts'
import { epochMsOf, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { orgPathAt } from '../benefits/claim/pool.rule.ts'
import type { MemberCaller, StaffCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { issueToken, readToken } from '../lib/tokens.ts'
import { client } from '../table/database.ts'
import { getMe } from './me.ts'
import { membershipOf } from './member.rule.ts'
import { readMember } from './member.store.ts'
import { putOrg } from './org.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { mergeOrg, moveOrg } from './org-tree.ts'
import { leaveUnion, setStanding } from './standings.ts'
import { census } from './test-census.ts'
import { ask, makeUnion, NOW, newMemberOf, newStaff, toldTo, type Union } from './test-union.ts'
import { lapseOf } from './transfer.rule.ts'
import { answerTransfer, fetchMember, listTransfers, sendMember } from './transfer-desk.ts'
import { answerMyTransfer, askTransfer, getMyTransfer } from './transfers.ts'

let union: Union
let here: StaffCaller
let there: StaffCaller
let street: StaffCaller
let futian: Org
beforeAll(async () => {
  union = await makeUnion()
  here = await newStaff('cadre', union.workplace)
  there = await newStaff('cadre', union.neighbour)
  street = await newStaff('cadre', union.street)
  futian = await putOrg({
    orgId: newId('org', NOW),
    name: '福田区总工会',
    level: 'district',
    parentId: union.city.orgId,
  })
})

afterEach(async () => {
  for (const { counted, found } of await census(union.city.orgId)) expect(counted).toBe(found)
})

const done = <A extends object>(answer: A): Extract<A, { status: number }> => {
  if ('refused' in answer) throw new Error(String(answer.refused))
  return answer as Extract<A, { status: number }>
}
const toNeighbour = () => ({ toOrgId: union.neighbour.orgId })
const asked = async (caller: MemberCaller, toOrgId = union.neighbour.orgId, now = NOW) =>
  done(await ask(askTransfer, { caller, body: { toOrgId, reason: '换了单位' }, now })).body.transfer
const answering = (
  caller: StaffCaller,
  transferId: string,
  deed: 'accept' | 'decline' | 'withdraw',
  now = NOW,
) => ask(answerTransfer, { caller, params: { transferId }, body: { deed }, now })
const lying = async (caller: StaffCaller, org: Org, now = NOW) =>
  done(await ask(listTransfers, { caller, query: { orgId: org.orgId }, now })).body.items

test('a member asks, the union they come to accepts: they move, and the token tells where they were', async () => {
  const { caller, row } = await newMemberOf(union.workplace)
  const { transferId, state } = await asked(caller)
  expect(state).toBe('waiting')
  for (const [cadre, org] of [
    [here, union.workplace],
    [there, union.neighbour],
    [street, union.street],
  ] as const) {
    const mine = (await lying(cadre, org)).filter((item) => item.transferId === transferId)
    expect(mine).toHaveLength(1)
    expect(mine[0]).toMatchObject({ nameMasked: '林**', fromOrgName: '海风电子工会' })
    expect(mine[0]?.mayDo).toEqual(cadre === here ? [] : ['accept', 'decline'])
  }
  expect(await answering(here, transferId, 'accept')).toEqual({ refused: 'transfer-not-yours' })
  const at = later(NOW, 5_000)
  const accepted = await answering(there, transferId, 'accept', at)
  expect(accepted).toMatchObject({ status: 200, body: { transfer: { state: 'accepted', endedAt: at } } })
  expect(await answering(there, transferId, 'accept', later(at, 5_000))).toEqual({
    status: 200,
    body: { ...done(accepted).body, serverTime: later(at, 5_000) },
  })
  expect(await lying(street, union.street)).toEqual([])
  expect(await toldTo(caller)).toMatchObject([
    { kind: 'transfer-accepted', fromOrgName: '海风电子工会', toOrgName: '山海物流工会', at },
  ])

  const me = done(await ask(getMe, { caller, now: at })).body
  expect(me.member).toMatchObject({ memberId: row.memberId, memberNo: row.memberNo, joinedAt: NOW })
  const token = readToken(
    issueToken({ ...caller, member: membershipOf((await readMember(row.memberId)) ?? row) }, Date.now()),
  )
  const member = typeof token === 'object' ? token.member : undefined
  expect(me.token).toBe(issueToken({ ...caller, member }, epochMsOf(at)))
  if (!member) throw new Error('no membership is told')
  expect(orgPathAt(member, later(at, -1))).toBe(union.workplace.path)
  expect(orgPathAt(member, at)).toBe(union.neighbour.path)
  // With the new token there is nothing more to tell.
  expect(done(await ask(getMe, { caller: { ...caller, member }, now: at })).body.token).toBeUndefined()
})

test('the union they are in sends them, and may think better of it; the member may call it off', async () => {
  const { caller, row } = await newMemberOf(union.workplace)
  const params = { memberId: row.memberId }
  const send = () => ask(sendMember, { caller: here, params, body: { ...toNeighbour(), reason: '调动' } })
  const first = done(await send()).body.transfer
  expect(first).toMatchObject({ askedBy: 'from', mayDo: ['withdraw'] })
  expect(await send()).toMatchObject({ status: 200, body: { transfer: first } })
  expect(
    await ask(sendMember, { caller: there, params, body: { ...toNeighbour(), reason: '调动' } }),
  ).toEqual({
    refused: 'org-out-of-scope',
  })
  await answering(here, first.transferId, 'withdraw')
  const second = done(await send()).body.transfer
  expect(second.transferId).not.toBe(first.transferId)
  const mine = done(await ask(getMyTransfer, { caller })).body.transfer
  expect(mine).toMatchObject({ transferId: second.transferId, mayDo: ['withdraw'] })
  const body = { deed: 'withdraw', reason: '不想去' } as const
  const off = await ask(answerMyTransfer, { caller, params: { transferId: second.transferId }, body })
  expect(off).toMatchObject({ body: { transfer: { state: 'withdrawn', endReason: '不想去' } } })
  expect(await answering(there, second.transferId, 'accept')).toEqual({ refused: 'transfer-over' })
  expect(await toldTo(caller), 'of their own deed, and of a second thought').toEqual([])
  await answering(there, done(await send()).body.transfer.transferId, 'decline')
  expect(await toldTo(caller)).toMatchObject([{ kind: 'transfer-declined', at: NOW }])
})

test('the new union asks by number and name, and the member says yes', async () => {
  const { caller, row } = await newMemberOf(union.workplace, { name: '王小 明' })
  const { memberNo } = row
  const fetch = (name: string, cadre = there) =>
    ask(fetchMember, { caller: cadre, body: { ...toNeighbour(), memberNo, name, reason: '入职' } })
  expect(await fetch('王大明')).toEqual({ refused: 'member-unknown' })
  expect(await fetch('王小明', here)).toEqual({ refused: 'org-out-of-scope' })
  const { transferId } = done(await fetch('王小明')).body.transfer
  const stranger = (await newMemberOf(union.workplace)).caller
  const yes = { params: { transferId }, body: { deed: 'accept' as const } }
  expect(await ask(answerMyTransfer, { caller: stranger, ...yes })).toEqual({ refused: 'transfer-unknown' })
  const moved = done(await ask(answerMyTransfer, { caller, ...yes }))
  expect(readToken(moved.body.token ?? '')).toMatchObject({})
  expect((await readMember(row.memberId))?.orgId).toBe(union.neighbour.orgId)
})

test('one at a time; after its thirty days it has lapsed, and the next may be asked', async () => {
  const { caller } = await newMemberOf(union.workplace)
  const first = await asked(caller)
  expect(await asked(caller)).toEqual(first)
  const other = { body: { toOrgId: union.street.orgId } }
  expect(await ask(askTransfer, { caller, ...other })).toEqual({ refused: 'transfer-waiting' })
  const now = lapseOf(NOW)
  expect(await lying(there, union.neighbour, now)).toEqual([])
  expect(await answering(there, first.transferId, 'accept', now)).toEqual({ refused: 'transfer-over' })
  const mine = done(await ask(getMyTransfer, { caller, now })).body.transfer
  expect(mine).toMatchObject({ state: 'lapsed', endedAt: now, mayDo: [] })
  expect((await asked(caller, union.street.orgId, now)).state).toBe('waiting')
})

test('of many that are asked at once one waits; of a yes and a withdrawal at once one holds', async () => {
  const { caller, row } = await newMemberOf(union.workplace)
  const places = [union.neighbour, union.street, union.district, union.city]
  const all = await Promise.all(
    places.map((org) => ask(askTransfer, { caller, body: { toOrgId: org.orgId } })),
  )
  const filed = all.flatMap((one) => ('refused' in one ? [] : one.body.transfer))
  expect(new Set(filed.map(({ transferId }) => transferId)).size).toBe(1)
  const transferId = filed[0]?.transferId ?? ''
  const city = await newStaff('cadre', union.city)
  const [yes, off] = await Promise.all([
    answering(city, transferId, 'accept'),
    ask(answerMyTransfer, { caller, params: { transferId }, body: { deed: 'withdraw' } }),
  ])
  const refusals = [yes, off].flatMap((one) => ('refused' in one ? one.refused : []))
  expect(refusals).toEqual(['transfer-over'])
  const moved = (await readMember(row.memberId))?.orgId !== union.workplace.orgId
  expect(moved).toBe(!('refused' in yes))
})

test('whoever is suspended or leaves takes their transfer back with it, whichever comes first', async () => {
  for (const round of [0, 1, 2]) {
    const { caller, row } = await newMemberOf(union.workplace)
    const { transferId } = await asked(caller)
    const params = { memberId: row.memberId }
    const body = { deed: 'suspend', seen: 'active', reason: '停薪留职' } as const
    const deeds = [
      () => answering(there, transferId, 'accept'),
      () =>
        round === 1
          ? ask(leaveUnion, { caller, body: { understood: true } })
          : ask(setStanding, { caller: street, params, body }),
    ]
    if (round === 2) deeds.reverse()
    await Promise.all(deeds.map((deed) => deed()))
    const mine = done(await ask(getMyTransfer, { caller })).body.transfer
    const after = await readMember(row.memberId)
    expect(mine?.state).toBe(after?.orgId === union.neighbour.orgId ? 'accepted' : 'withdrawn')
    if (after?.standing !== 'left')
      expect(await ask(askTransfer, { caller, body: { toOrgId: union.district.orgId } })).toEqual({
        refused: 'member-not-active',
      })
  }
})

test('a union that moves or is merged takes what waits along', async () => {
  const org = (name: string, parentId: string) =>
    putOrg({ orgId: newId('org', NOW), name, level: 'workplace', parentId })
  const [a, b] = [await org('甲厂工会', union.street.orgId), await org('乙厂工会', futian.orgId)]
  const { caller, row } = await newMemberOf(a)
  const { transferId } = await asked(caller, b.orgId)
  const city = await newStaff('cadre', union.city)
  const fu = await newStaff('cadre', futian)
  const revision = async (orgId: string) => (await readOrgNow(orgId))?.revision ?? 0
  const moved = { revision: await revision(a.orgId), aboveId: futian.orgId }
  done(await ask(moveOrg, { caller: city, params: { orgId: a.orgId }, body: moved }))
  expect(JSON.stringify(await lying(street, union.street))).not.toContain(transferId)
  expect(await lying(fu, futian)).toMatchObject([{ transferId }])
  const merged = { revision: await revision(b.orgId), intoId: a.orgId }
  done(await ask(mergeOrg, { caller: city, params: { orgId: b.orgId }, body: merged }))
  expect(await lying(fu, futian)).toMatchObject([{ transferId, toOrgName: '甲厂工会' }])
  done(await answering(fu, transferId, 'accept'))
  expect((await readMember(row.memberId))?.orgId).toBe(a.orgId)
})

/** In the long run every call; always each third, another third before it than after. */
const STEP = full ? 1 : 3

/** Dies at each database call in turn, before it and after it, and is asked again, as the client does. */
async function dyingAtEach(deed: () => Promise<() => Promise<object>>): Promise<void> {
  for (const when of ['before', 'after'] as const)
    for (let nth = when === 'before' ? 1 : STEP; nth < 60; nth += STEP) {
      const act = await deed()
      const injection = crashAt(client, nth, when)
      const first = await act().catch(() => undefined)
      const calls = injection.calls()
      injection.stop()
      expect(first ?? (await act())).toMatchObject({ status: expect.any(Number) })
      if (calls < nth) break
    }
}

test('dying at any call of asking, and of accepting, and asked again, each is done once', async () => {
  await dyingAtEach(async () => {
    const { caller } = await newMemberOf(union.workplace)
    return () => ask(askTransfer, { caller, body: toNeighbour() })
  })
  await dyingAtEach(async () => {
    const { caller, row } = await newMemberOf(union.workplace)
    const { transferId } = await asked(caller)
    return async () => {
      const accepted = await answering(there, transferId, 'accept')
      const member = await readMember(row.memberId)
      expect(member).toMatchObject({ orgId: union.neighbour.orgId, before: [{ until: NOW }] })
      return accepted
    }
  })
})
