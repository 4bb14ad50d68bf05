import '../../infra/local/test-table.ts'
import { DAY_MS, type Instant, instantOf, later } from '@gonghui/shared/lib/instant'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import { scanTable } from '../../infra/proofs/test-scan.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { forgetTagClaim, readTagClaim, readTagClaimOf } from '../membership/tag-claim.store.ts'
import { claimTag, grantTag, refuseTag } from '../membership/tags.ts'
import { ask, makeUnion, newMemberOf, newStaff, type Union } from '../membership/test-union.ts'
import { readLatestTransfer, readTransfer } from '../membership/transfer-asking.store.ts'
import { forgetTransfer } from '../membership/transfer-farewell.store.ts'
import { askTransfer } from '../membership/transfers.ts'
import { type Key, patternOf } from '../table/access-patterns.ts'
import { client } from '../table/database.ts'
import { personalData } from '../table/personal-data.ts'
import { forgetDue } from './forgetting.ts'
import { someone } from './test-person.ts'

/** Each test some years after the last: what has been forgotten up to is never gone back behind. */
let NOW = instantOf(Date.now())
beforeEach(() => {
  NOW = later(NOW, 1_000 * DAY_MS)
})

let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

const run = (now: Instant) => forgetDue({ holdings: [], clock: () => now, msLeft: () => 900_000 })

async function claimed(tag: '劳模' | '退役军人') {
  const { caller } = await newMemberOf(union.workplace)
  await claimAgain(caller, tag)
  const { memberId } = caller.member
  const { claimId = '' } = (await readTagClaimOf(memberId, tag)) ?? {}
  return { caller, memberId, claimId, tag }
}
const claimAgain = (caller: MemberCaller, tag: '劳模' | '退役军人', now = NOW) =>
  ask(claimTag, { caller, body: { tag, proof: '优待证 44030' }, now })

async function answered(claimId: string, deed: 'grant' | 'refuse', now = NOW) {
  const caller = await newStaff('cadre', union.workplace)
  const params = { claimId }
  return deed === 'grant'
    ? ask(grantTag, { caller, params, now })
    : ask(refuseTag, { caller, params, body: { reason: '证件看不清' }, now })
}

const rowsWith = async (id: string) =>
  [...(await scanTable())].filter(([key, row]) => `${key} ${row}`.includes(id))

test('the proof of a tag that was refused goes after half a year, and of one that was granted stays', async () => {
  const [refused, granted] = [await claimed('劳模'), await claimed('劳模')]
  await answered(refused.claimId, 'refuse')
  await answered(granted.claimId, 'grant')
  await run(later(NOW, 179 * DAY_MS))
  expect(await readTagClaimOf(refused.memberId, '劳模')).toMatchObject({ state: 'refused' })
  await run(later(NOW, 180 * DAY_MS))
  expect(await rowsWith(refused.claimId)).toEqual([])
  expect(await readTagClaimOf(granted.memberId, '劳模')).toMatchObject({ state: 'granted' })
  expect(await claimAgain(refused.caller, '劳模', later(NOW, 181 * DAY_MS))).toMatchObject({ status: 201 })
})

test('a later claim to the same tag stays when the refused one goes', async () => {
  const { caller, memberId, claimId, tag } = await claimed('退役军人')
  await answered(claimId, 'refuse')
  await claimAgain(caller, tag, later(NOW, DAY_MS))
  await run(later(NOW, 180 * DAY_MS))
  expect(await rowsWith(claimId)).toEqual([])
  expect(await readTagClaimOf(memberId, tag)).toMatchObject({ state: 'waiting' })
})

const transferOf = async ({ caller }: { caller: MemberCaller }, now = NOW) =>
  ask(askTransfer, { caller, body: { toOrgId: union.neighbour.orgId, reason: '换单位' }, now })

test('a transfer is forgotten after two years, and stands in no later one’s way', async () => {
  const member = await newMemberOf(union.workplace)
  const { memberId } = member.caller.member
  await transferOf(member)
  const { transferId = '' } = (await readLatestTransfer(memberId)) ?? {}
  await run(later(NOW, 729 * DAY_MS))
  expect(await readTransfer(transferId)).toBeDefined()
  await run(later(NOW, 730 * DAY_MS))
  expect(await readTransfer(transferId)).toBeUndefined()
  expect(await readLatestTransfer(memberId)).toBeUndefined()
  expect(await transferOf(member, later(NOW, 731 * DAY_MS))).toMatchObject({ status: 201 })
})

test.each(['before', 'after'] as const)(
  'what crashes %s any of its calls is forgotten by the next run',
  async (when) => {
    for (let nth = 1; ; nth++) {
      const refused = await claimed('劳模')
      await answered(refused.claimId, 'refuse')
      const member = await newMemberOf(union.workplace)
      await transferOf(member)
      const { transferId = '' } = (await readLatestTransfer(member.caller.member.memberId)) ?? {}
      const forget = () => Promise.allSettled([forgetTagClaim(refused.claimId), forgetTransfer(transferId)])
      const crash = crashAt(client, nth, when)
      await forget()
      crash.stop()
      await forget()
      expect(await readTagClaimOf(refused.memberId, '劳模')).toBeUndefined()
      expect(await readTagClaim(refused.claimId)).toBeUndefined()
      expect(await readTransfer(transferId)).toBeUndefined()
      expect(await readLatestTransfer(member.caller.member.memberId)).toBeUndefined()
      if (crash.calls() < nth) break
    }
  },
)

test('every row about somebody that has a term carries its end, counted from the deed', async () => {
  const { personId, memberId } = await someone(union, NOW)
  const ends = new Map<string, number>()
  for (const [key, row] of await scanTable()) {
    if (![personId, memberId].some((id) => `${key} ${row}`.includes(id))) continue
    const [pk = '', sk = ''] = key.split(/ (.*)/)
    const pattern = patternOf({ pk, sk } as Key)
    const days = pattern && personalData[pattern]?.days
    if (!pattern || days === undefined) continue
    const { expiresAt } = JSON.parse(row) as { expiresAt?: number }
    ends.set(pattern, Math.round(((expiresAt ?? 0) * 1_000 - Date.parse(NOW)) / DAY_MS) - days)
  }
  expect(Object.fromEntries(ends)).toEqual({
    'a check-in in the order of arrival': 0,
    'a look at a member’s whole name and phone': 0,
    'a member on a check-in list': 0,
    'a member’s visit to a door': 0,
    'an answer of a person to the privacy notice': 0,
  })
})
