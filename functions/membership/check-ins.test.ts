import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { checkInMember, createCheckInList, listCheckInLists, listCheckIns } from './check-ins.ts'
import { getMemberCode, giveMemberDigits, verifyMemberCode } from './member-codes.ts'
import { ask, makeUnion, moveAway, NOW, newMemberOf, newStaff, type Union } from './test-union.ts'

let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newStaff('staff', union.district)
})

let keys = 0
const newKey = () => `key-of-desk-${++keys}`
type Member = Awaited<ReturnType<typeof newMemberOf>>['caller']

async function newList(ownOnly = false, org = union.district) {
  const made = await ask(createCheckInList, {
    caller: desk,
    key: newKey(),
    body: { orgId: org.orgId, title: '端午包粽子', ownOnly },
  })
  if ('refused' in made) throw new Error(made.refused)
  return made.body.listId
}

async function codeOf(caller: Member, now = NOW) {
  const answer = await ask(getMemberCode, { caller, now })
  if ('refused' in answer) throw new Error(answer.refused)
  return { memberCode: answer.body.memberCode }
}

const scan = (listId: string, body: object, { key = newKey(), now = NOW, caller = desk } = {}) =>
  ask(checkInMember, { caller, params: { listId }, body, key, now })

test('of thirty scans of one member at once, at two desks, one is the first and the count is one', async () => {
  const listId = await newList()
  const { caller } = await newMemberOf(union.workplace)
  const other = await newStaff('staff', union.city)
  const code = await codeOf(caller)
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => scan(listId, code, { caller: i % 2 ? desk : other })),
  )
  const outcomes = answers.map((answer) => ('body' in answer ? answer.body.outcome : answer.refused))
  expect(outcomes.filter((one) => one === 'first').length).toBe(1)
  expect(outcomes.filter((one) => one === 'already').length).toBe(29)
  const listed = await ask(listCheckIns, { caller: desk, params: { listId } })
  expect(listed).toMatchObject({ body: { items: [{ nameMasked: '林**' }], list: { checkedIn: 1 } } })
})

test('members who arrive together at several desks are all counted', async () => {
  const listId = await newList()
  const members = await Promise.all(Array.from({ length: 12 }, () => newMemberOf(union.workplace)))
  await Promise.all(members.map(async ({ caller }) => scan(listId, await codeOf(caller))))
  const lists = await ask(listCheckInLists, { caller: desk, query: { orgId: union.district.orgId } })
  if ('refused' in lists) throw new Error(lists.refused)
  expect(lists.body.items.find((one) => one.listId === listId)?.checkedIn).toBe(12)
})

test('a scan whose reply was lost is asked again with its key and is told that it was the first', async () => {
  const listId = await newList()
  const { caller } = await newMemberOf(union.workplace)
  const code = await codeOf(caller)
  const key = newKey()
  expect(await scan(listId, code, { key })).toMatchObject({ status: 201, body: { outcome: 'first' } })
  const hourLater = later(NOW, 3_600_000)
  expect(await scan(listId, code, { key, now: hourLater })).toMatchObject({
    status: 200,
    body: { outcome: 'first', checkIn: { at: NOW }, checkedIn: 1 },
  })
  expect(await scan(listId, { digits: '00000000' }, { key })).toEqual({ refused: 'idempotency-key-reused' })
  expect(await scan(listId, code)).toMatchObject({ body: { outcome: 'already', checkIn: { at: NOW } } })
})

test('a code is taken for a minute past its end, said to be late, and then no more', async () => {
  const listId = await newList()
  const [one, other] = [await newMemberOf(union.workplace), await newMemberOf(union.workplace)]
  const late = later(NOW, 110_000)
  expect(await scan(listId, await codeOf(one.caller), { now: late })).toMatchObject({
    body: { outcome: 'first', late: true },
  })
  expect(await scan(listId, await codeOf(other.caller), { now: later(NOW, 121_000) })).toEqual({
    refused: 'member-code-expired',
  })
  expect(await scan(listId, { memberCode: 'GHM1.AAAA' })).toEqual({ refused: 'member-code-invalid' })
})

test('digits read out find the member while they hold, and guessing ends after ten', async () => {
  const listId = await newList()
  const { caller } = await newMemberOf(union.workplace)
  const given = await ask(giveMemberDigits, { caller })
  if ('refused' in given) throw new Error(given.refused)
  const { digits, expiresAt } = given.body
  expect(await ask(giveMemberDigits, { caller })).toEqual(given)
  expect(await scan(listId, { digits })).toMatchObject({ body: { outcome: 'first', late: false } })
  expect(await scan(listId, { digits }, { now: expiresAt })).toEqual({ refused: 'member-digits-unknown' })
  const guesser = await newStaff('staff', union.district)
  for (let tries = 0; tries < 10; tries++)
    expect(await scan(listId, { digits: '12345678' }, { caller: guesser })).toEqual({
      refused: 'member-digits-unknown',
    })
  expect(await scan(listId, { digits }, { caller: guesser })).toEqual({ refused: 'member-digits-attempts' })
})

test('a list for one’s own members refuses a guest; a desk elsewhere has no say in it', async () => {
  const own = await newStaff('cadre', union.workplace)
  const made = await ask(createCheckInList, {
    caller: own,
    key: newKey(),
    body: { orgId: union.workplace.orgId, title: '职工大会', ownOnly: true },
  })
  if ('refused' in made) throw new Error(made.refused)
  const { listId } = made.body
  const guest = await newMemberOf(union.neighbour)
  expect(await scan(listId, await codeOf(guest.caller), { caller: own })).toEqual({
    refused: 'check-in-not-invited',
  })
  const elsewhere = await newStaff('staff', union.neighbour)
  const outOfScope = { refused: 'org-out-of-scope' }
  expect(await scan(listId, await codeOf(guest.caller), { caller: elsewhere })).toEqual(outOfScope)
  expect(await ask(listCheckIns, { caller: elsewhere, params: { listId } })).toEqual(outOfScope)
})

test('after a move members are the own of whoever is above them now, and a list is for those desks', async () => {
  const fresh = await makeUnion()
  const make = async (caller: StaffCaller, { orgId }: Org) => {
    const body = { orgId, title: '职工大会', ownOnly: true }
    const made = await ask(createCheckInList, { caller, key: newKey(), body })
    if ('refused' in made) throw new Error(made.refused)
    return made.body.listId
  }
  const before = await newStaff('staff', fresh.street)
  const theirs = await make(before, fresh.workplace)
  const { caller } = await newMemberOf(fresh.workplace)
  const street = await moveAway(fresh)
  const now = await newStaff('staff', street)
  const code = await codeOf(caller)
  expect(await scan(await make(now, street), code, { caller: now })).toMatchObject({ status: 201 })
  expect(await scan(await make(before, fresh.street), code, { caller: before })).toEqual({
    refused: 'check-in-not-invited',
  })
  expect(await scan(theirs, code, { caller: before })).toEqual({ refused: 'org-out-of-scope' })
  expect(await scan(theirs, code, { caller: now })).toMatchObject({ status: 201 })
})

test('a venue learns the family name only, a desk the union too, and no one the whole name', async () => {
  const { caller, phone } = await newMemberOf(union.workplace)
  const verify = async (who: StaffCaller, orgId: string) =>
    ask(verifyMemberCode, { caller: who, body: { orgId, ...(await codeOf(caller)) } })
  const clerk = await newStaff('clerk', union.district)
  const seen = await verify(clerk, union.district.orgId)
  expect(seen).toMatchObject({ body: { verified: { nameMasked: '林**', late: false } } })
  expect(JSON.stringify(seen)).not.toContain('海风')
  expect(JSON.stringify(await verify(desk, union.district.orgId))).toContain('海风电子工会')
  const cadre = await newStaff('cadre', union.city)
  const kept = JSON.stringify(await verify(cadre, union.city.orgId))
  expect(kept).toContain(caller.member.memberId)
  for (const text of [phone, '林小工']) expect(kept).not.toContain(text)
  expect(await verify(clerk, union.city.orgId)).toEqual({ refused: 'org-out-of-scope' })
})
