import '../../infra/local/test-table.ts'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, type Instant, instantOf, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../lib/ids.ts'
import { readToken } from '../lib/tokens.ts'
import { database } from '../table/database.ts'
import { apply } from './applications.ts'
import { type MemberRow, membershipOf } from './member.rule.ts'
import { admit, newMember, readMember, readMemberOf } from './member.store.ts'
import { addToRoster, readRosterEntry } from './roster.store.ts'
import { sessionTold } from './sessions.ts'
import { leaveUnion } from './standings.ts'
import { ask, makeUnion, NOW, newJoinCode, newPerson, newPhone, proven, type Union } from './test-union.ts'
import { moveMember } from './transfer.store.ts'

let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

/** Somebody whom a cadre let in. */
async function letIn(name = '周小工', phone = newPhone()) {
  const { personId } = await newPerson()
  const row = newMember(
    {
      ...{ personId, applicationId: newId('application', NOW), name, phone, tags: [] },
      ...{ org: union.workplace, verifiedBy: 'cadre' },
    },
    NOW,
  )
  await database.send(new TransactWriteCommand({ TransactItems: admit(row) }))
  return { ...row, line: { name, phone } }
}

async function told(personId: string) {
  const now = instantOf(Date.now())
  const session = { sessionId: newId('session', now), personId, generation: 1, renewedAt: now, until: now }
  const caller = readToken((await sessionTold(session, now)).token)
  if (typeof caller === 'string') throw new Error(caller)
  return caller.member?.onRoster
}

test('who was let in by a cadre counts as named once the roster names them, and the entry is theirs', async () => {
  const { personId, memberId, line } = await letIn()
  expect(await told(personId)).toBeUndefined()
  await addToRoster(union.workplace.orgId, [line])
  expect(await Promise.all([told(personId), told(personId), told(personId)])).toContain(true)
  expect(await told(personId)).toBe(true)
  expect(await readMemberOf(personId)).toMatchObject({ verifiedBy: 'roster' })
  expect(await readRosterEntry(union.workplace, line)).toMatchObject({ takenBy: memberId })
})

test('another’s name, another union’s roster, and an entry that is somebody else’s name nobody', async () => {
  const { personId, line } = await letIn()
  await addToRoster(union.workplace.orgId, [{ ...line, name: '周大工' }])
  await addToRoster(union.neighbour.orgId, [line])
  expect(await told(personId)).toBeUndefined()
})

test('who leaves and comes back with the same name and phone is on the roster at once', async () => {
  const line = { name: '周小工', phone: newPhone() }
  await addToRoster(union.workplace.orgId, [line])
  const caller = await newPerson()
  const join = async (now: Instant) => {
    const { scene } = await newJoinCode(union.workplace)
    const body = await proven(caller, { scene, ...line, sentAt: later(now, -60_000) })
    expect(await ask(apply, { caller, body, now })).toMatchObject({
      body: { application: { state: 'admitted' } },
    })
    return (await readMemberOf(caller.personId)) as MemberRow
  }
  const first = await join(NOW)
  const member = membershipOf(first)
  await ask(leaveUnion, { caller: { ...caller, member }, body: { understood: true }, now: later(NOW, 1_000) })
  const again = await join(later(NOW, DAY_MS))
  expect(again).toMatchObject({ memberId: first.memberId, verifiedBy: 'roster' })
  expect(again.namedBy).toHaveLength(1)
})

test('who moves is on the roster of the union they come to, or on none; a merger takes nobody off', async () => {
  const { personId, memberId, line } = await letIn()
  await addToRoster(union.workplace.orgId, [line])
  expect(await told(personId)).toBe(true)
  const move = async (to: Org, isMerger: boolean) =>
    moveMember((await readMember(memberId)) as MemberRow, to, { by: 'x', at: NOW, why: '换单位', isMerger })
  await move(union.neighbour, false)
  expect(await told(personId)).toBeUndefined()
  await addToRoster(union.neighbour.orgId, [line])
  expect(await told(personId)).toBe(true)
  await move(union.street, true)
  expect(await told(personId)).toBe(true)
  await move(union.workplace, false)
  expect(await told(personId)).toBe(true)
  expect((await readMember(memberId))?.namedBy).toHaveLength(2)
})
