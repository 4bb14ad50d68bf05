import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { client } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import { apply } from './applications.ts'
import { approveApplication } from './decisions.ts'
import { lineOfMember, phoneHashOf, readMember, readMemberOf, readPhoneHolder } from './member.store.ts'
import { correctMember, findMember } from './members.ts'
import { decideRepair } from './repairs.ts'
import { leaveUnion } from './standings.ts'
import {
  ask,
  makeUnion,
  NOW,
  newJoinCode,
  newMemberOf,
  newPerson,
  newPhone,
  newStaff,
  proven,
  toldTo,
} from './test-union.ts'

const union = await makeUnion()
const cadre = await newStaff('cadre', union.workplace)

const sound = async (memberId: string) => {
  const row = await readMember(memberId)
  if (!row) throw new Error('no such member')
  return row
}
type Line = { readonly name: string; readonly phone: string }
const correct = (memberId: string, seen: Line, wanted: Partial<Line>, caller = cadre, now = NOW) =>
  ask(correctMember, {
    ...{ caller, params: { memberId }, now },
    body: { seen, name: wanted.name ?? seen.name, phone: wanted.phone, reason: '本人来电' },
  })

test('a name and a phone are put right: found by the new one, noted, and the member is told', async () => {
  const { row, phone, caller } = await newMemberOf(union.workplace)
  const seen = { name: '林小工', phone }
  const wanted = { name: '林晓工', phone: newPhone() }
  expect(await correct(row.memberId, seen, wanted, await newStaff('cadre', union.neighbour))).toEqual({
    refused: 'org-out-of-scope',
  })
  expect(await correct(row.memberId, seen, wanted)).toMatchObject({ status: 200 })
  // As after a lost reply.
  expect(await correct(row.memberId, seen, wanted, cadre, later(NOW, 9_000))).toMatchObject({ status: 200 })
  expect(lineOfMember(await sound(row.memberId))).toEqual(wanted)
  const find = (sought: string) =>
    ask(findMember, { caller: cadre, body: { orgId: union.workplace.orgId, phone: sought } })
  expect(await find(wanted.phone)).toMatchObject({ body: { member: { memberId: row.memberId } } })
  expect(await find(phone)).toEqual({ refused: 'member-unknown' })
  expect(await toldTo(caller)).toMatchObject([{ kind: 'member-corrected', what: 'both' }])
  const range = rangeOf('something that happened to a member', { memberId: row.memberId })
  const noted = (await readRange<{ deed: string }>(range)).filter(({ deed }) => deed === 'corrected')
  expect(noted).toMatchObject([{ by: cadre.personId, reason: '本人来电' }])
  expect(JSON.stringify(noted)).not.toContain(phone)
  // With the number that is free now somebody else joins at once.
  await newMemberOf(union.neighbour, { phone })
})

test('what was changed since it was seen is not overwritten, and another member’s number is refused', async () => {
  const [one, other] = [await newMemberOf(union.workplace), await newMemberOf(union.workplace)]
  const seen = { name: '林小工', phone: one.phone }
  expect(await correct(one.row.memberId, { ...seen, name: '林大工' }, { name: '林中工' })).toEqual({
    refused: 'member-changed',
  })
  expect(await correct(one.row.memberId, seen, { phone: other.phone })).toEqual({ refused: 'phone-taken' })
  await ask(leaveUnion, { caller: one.caller, body: { understood: true } })
  expect(await correct(one.row.memberId, seen, { name: '林中工' })).toEqual({ refused: 'standing-unfit' })
})

test('of corrections to one number at once one is done, and the number is that member’s', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => newMemberOf(union.workplace)))
  const phone = newPhone()
  const answers = await Promise.all(
    all.map((one) => correct(one.row.memberId, { name: '林小工', phone: one.phone }, { phone })),
  )
  expect(answers.filter((answer) => 'status' in answer)).toHaveLength(1)
  expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'phone-taken')).toHaveLength(3)
  const winner = all[answers.findIndex((answer) => 'status' in answer)]
  expect(await readPhoneHolder(phoneHashOf(phone))).toMatchObject({ memberId: winner?.row.memberId })
})

/** Somebody applies elsewhere with a member's number. */
async function withNumberOf({ phone }: { readonly phone: string }) {
  const caller = await newPerson()
  const { scene, cadre: there } = await newJoinCode(union.neighbour)
  const filed = await ask(apply, { caller, body: await proven(caller, { scene, name: '新机主', phone }) })
  if ('refused' in filed) throw new Error(filed.refused)
  expect(filed.body.application.state).toBe('checking')
  const params = { applicationId: filed.body.application.applicationId }
  const decide = (now = NOW) =>
    ask(decideRepair, { caller: cadre, params, body: { decision: 'passed-on', reason: '原会员已换号' }, now })
  return { caller, there, params, decide }
}

test('a number that passed on is the applicant’s: who had it stays a member, is told, and tells the new one', async () => {
  const old = await newMemberOf(union.workplace)
  const { caller, there, params, decide } = await withNumberOf(old)
  expect(await decide()).toMatchObject({ body: { application: { state: 'waiting' } } })
  expect(await decide(later(NOW, 5_000))).toMatchObject({ body: { application: { state: 'waiting' } } })
  expect(await ask(approveApplication, { caller: there, params })).toMatchObject({ status: 200 })
  const joined = await readMemberOf(caller.personId)
  expect(await readPhoneHolder(phoneHashOf(old.phone))).toMatchObject({ memberId: joined?.memberId })
  expect(await readMemberOf(old.caller.personId)).toMatchObject({ phoneMasked: '号码已换人' })
  expect(await toldTo(old.caller)).toMatchObject([{ kind: 'phone-passed-on' }])
  const phone = newPhone()
  const { memberId } = old.row
  expect(await correct(memberId, { name: '林小工', phone: '' }, { phone })).toMatchObject({ status: 200 })
  expect(await readPhoneHolder(phoneHashOf(phone))).toMatchObject({ memberId })
})

test('who has no number any more can leave', async () => {
  const old = await newMemberOf(union.workplace)
  const { decide } = await withNumberOf(old)
  await decide()
  expect(await ask(leaveUnion, { caller: old.caller, body: { understood: true } })).toMatchObject({
    status: 200,
  })
  expect(await readMemberOf(old.caller.personId)).toBeUndefined()
})

test.each(['before', 'after'] as const)(
  'an answer that dies %s any of its calls is given again',
  async (when) => {
    for (let nth = 1; nth <= 12; nth++) {
      const old = await newMemberOf(union.workplace)
      const { decide } = await withNumberOf(old)
      const crash = crashAt(client, nth, when)
      await decide().catch(() => undefined)
      crash.stop()
      expect(await decide(later(NOW, 5_000))).toMatchObject({ body: { application: { state: 'waiting' } } })
      expect(await readPhoneHolder(phoneHashOf(old.phone))).toBeUndefined()
    }
  },
)
