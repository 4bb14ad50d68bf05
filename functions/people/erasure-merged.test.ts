import '../../infra/local/test-table.ts'
import { dayOf, type Instant, instantOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { ERASURE_WORDS } from '@gonghui/shared/membership/my-data'
import { expect, test } from 'vitest'
import { scanTable } from '../../infra/proofs/test-scan.ts'
import { readApplicationOf } from '../membership/application.store.ts'
import { apply } from '../membership/applications.ts'
import { COOLING_MS, QUIET_MS } from '../membership/erasure.rule.ts'
import { membershipHoldings } from '../membership/holdings.ts'
import { readMember } from '../membership/member.store.ts'
import { askErasure } from '../membership/my-data.ts'
import { namedSince } from '../membership/named-since.store.ts'
import { readAllOf, readPerson } from '../membership/person.store.ts'
import { decideRepair } from '../membership/repairs.ts'
import { addToRoster, readRosterEntry } from '../membership/roster.store.ts'
import { ask, makeUnion, newJoinCode, newPerson, newStaff, proven } from '../membership/test-union.ts'
import { moveMember } from '../membership/transfer.store.ts'
import { forgetDue } from './forgetting.ts'
import { subjectsOf } from './own-rows.store.ts'
import { type Someone, someone } from './test-person.ts'

const NOW: Instant = `${dayOf(instantOf(Date.now()))}T04:00:00.000Z`
const DUE = later(NOW, COOLING_MS)
const union = await makeUnion()
const run = (now: string) =>
  forgetDue({ holdings: membershipHoldings, clock: () => now, msLeft: () => 900_000 })

const rowOf = async (memberId: string) => {
  const row = await readMember(memberId)
  if (!row) throw new Error('no such member')
  return row
}

/** Their membership is brought to another WeChat. @returns who they are there. */
async function onNewPhone({ phone, name }: Someone, at: Instant) {
  const caller = await newPerson()
  const { scene } = await newJoinCode(union.workplace)
  const body = await proven(caller, { scene, name, phone, sentAt: later(at, -MINUTE_MS) })
  await ask(apply, { caller, body, now: at })
  const params = { applicationId: (await readApplicationOf(caller.personId))?.applicationId ?? '' }
  const decision = { decision: 'merge', reason: '当面核对了身份证' } as const
  const decided = await ask(decideRepair, {
    caller: await newStaff('cadre', union.city),
    params,
    body: decision,
    now: at,
  })
  expect(decided).toMatchObject({ status: 200 })
  return caller
}

test('what lies under a WeChat that was lost goes with its owner, and so does every roster’s hold on them', async () => {
  const one = await someone(union, NOW)
  const move = async (to: typeof union.street) =>
    moveMember(await rowOf(one.memberId), to, { by: 'x', at: NOW, why: '换单位', isMerger: false })
  await move(union.neighbour)
  await addToRoster(union.neighbour.orgId, [one])
  await namedSince(await rowOf(one.memberId))
  await move(union.street)
  const between = await onNewPhone(one, later(NOW, 10 * MINUTE_MS))
  const last = await onNewPhone(one, later(NOW, 20 * MINUTE_MS))
  const holders = [last.personId, between.personId, one.personId]
  expect((await readAllOf(last.personId)).map(({ personId }) => personId)).toEqual(holders)
  // What is handed out is looked for under the same WeChats.
  const applications = membershipHoldings.find(({ file }) => file === 'membership/applications')
  const subjects = subjectsOf({ personIds: holders, memberIds: [] })
  expect((await Promise.all(subjects.map((of) => applications?.tell(of) ?? []))).flat()).toHaveLength(3)

  await ask(askErasure, { caller: last, body: { confirm: ERASURE_WORDS }, now: NOW })
  await run(DUE)
  await run(later(DUE, QUIET_MS))
  expect(await readMember(one.memberId)).toBeUndefined()
  const left = [...(await scanTable())].filter(
    ([, row]) => holders.some((id) => row.includes(id)) && /nameSealed|openidSealed/.test(row),
  )
  expect(left).toEqual([])
  for (const org of [union.workplace, union.neighbour])
    expect(await readRosterEntry(org, one)).not.toHaveProperty('takenBy')
})

test('a lost WeChat that has a membership of its own since is somebody by themselves', async () => {
  const one = await someone(union, NOW)
  const last = await onNewPhone(one, later(NOW, 10 * MINUTE_MS))
  const { scene } = await newJoinCode(union.neighbour)
  const caller = { personId: one.personId, sessionId: one.member.sessionId }
  await addToRoster(union.neighbour.orgId, [{ name: '新主人', phone: '13500135000' }])
  const at = later(NOW, 20 * MINUTE_MS)
  const body = await proven(caller, {
    ...{ scene, name: '新主人', phone: '13500135000', sentAt: later(at, -MINUTE_MS) },
  })
  expect(await ask(apply, { caller, body, now: at })).toMatchObject({ status: 201 })
  await ask(askErasure, { caller: last, body: { confirm: ERASURE_WORDS }, now: NOW })
  await run(DUE)
  await run(later(DUE, QUIET_MS))
  const person = await readPerson(one.personId)
  expect(await readMember(person?.memberId ?? '')).toMatchObject({ personId: one.personId })
})
