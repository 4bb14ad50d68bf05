import '../../infra/local/test-table.ts'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { instantOf } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../lib/ids.ts'
import { readToken } from '../lib/tokens.ts'
import { database } from '../table/database.ts'
import { admit, newMember, readMemberOf } from './member.store.ts'
import { addToRoster, readRosterEntry } from './roster.store.ts'
import { sessionTold } from './sessions.ts'
import { makeUnion, NOW, newPerson, newPhone, type Union } from './test-union.ts'

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
