import '../../infra/local/test-table.ts'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, expect, test } from 'vitest'
import { database } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { admitApplicant } from './admission.store.ts'
import { readApplication } from './application.store.ts'
import { apply } from './applications.ts'
import { admit, newMember, readMember, readMemberOf } from './member.store.ts'
import { addToRoster, readRosterEntry, takeEntry } from './roster.store.ts'
import { ask, makeUnion, NOW, newJoinCode, newPerson, newPhone, proven, type Union } from './test-union.ts'

/** Each condition by itself: the handlers never get this far, and later ways of admission (transfer) must not either. */
let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

const memberFor = (personId: string, phone: string) =>
  newMember(
    {
      personId,
      applicationId: 'app_01J00000000000000000000000',
      name: '林小工',
      phone,
      org: union.workplace,
      tags: [],
      verifiedBy: 'cadre',
    },
    NOW,
  )

const transact = (items: object[]) =>
  unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems: items as never })))

test('who is a member already is admitted no second time, and nothing of it is written', async () => {
  const { scene } = await newJoinCode(union.workplace)
  const caller = await newPerson()
  const filed = await ask(apply, { caller, body: await proven(caller, { scene }) })
  if ('refused' in filed) throw new Error(filed.refused)
  const first = memberFor(caller.personId, newPhone())
  expect(await transact(admit(first))).toBe('done')

  const { applicationId } = filed.body.application
  const row = await readApplication(applicationId)
  if (!row) throw new Error('the application is gone')
  const second = memberFor(caller.personId, newPhone())
  expect(await admitApplicant(row, { member: second, cadreId: 'per_1', now: NOW })).toBe(false)
  expect((await readMemberOf(caller.personId))?.memberId).toBe(first.memberId)
  expect(await readMember(second.memberId)).toBeUndefined()
  expect((await readApplication(applicationId))?.state).toBe('waiting')
})

test('a phone and a member number have one member', async () => {
  const phone = newPhone()
  const first = memberFor((await newPerson()).personId, phone)
  await transact(admit(first))
  const samePhone = memberFor((await newPerson()).personId, phone)
  expect(await transact(admit(samePhone))).not.toBe('done')
  const sameNumber = { ...memberFor((await newPerson()).personId, newPhone()), memberNo: first.memberNo }
  expect(await transact(admit(sameNumber))).not.toBe('done')
})

test('a roster entry admits one, and a line that was never there nobody', async () => {
  const { orgId } = union.workplace
  const line = { name: '林小工', phone: newPhone() }
  await addToRoster(orgId, [line])
  const entry = await readRosterEntry({ orgId }, line)
  if (!entry) throw new Error('the entry is gone')
  expect(await transact([takeEntry(entry, 'mem_1')])).toBe('done')
  expect(await transact([takeEntry(entry, 'mem_2')])).not.toBe('done')
  expect((await readRosterEntry({ orgId }, line))?.takenBy).toBe('mem_1')
  expect(await transact([takeEntry({ orgId, entryHash: '0'.repeat(64) }, 'mem_1')])).not.toBe('done')
})
