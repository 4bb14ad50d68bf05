import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import type { PrivacyAnswer } from '@gonghui/shared/membership/privacy'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'
import { beforeAll, expect, test } from 'vitest'
import type { Caller } from '../lib/caller.ts'
import { apply } from './applications.ts'
import { unmaskMember } from './members.ts'
import { answerPrivacy, getPrivacy, listLooks } from './privacy.ts'
import {
  ask,
  makeUnion,
  NOW,
  newJoinCode,
  newMemberOf,
  newPerson,
  newStaff,
  proven,
  type Union,
} from './test-union.ts'

let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

const say = (caller: Caller, answer: PrivacyAnswer, ms: number) =>
  ask(answerPrivacy, { caller, body: { version: CONSENT_VERSION, answer }, now: later(NOW, ms) })

async function ledger(caller: Caller) {
  const answer = await ask(getPrivacy, { caller })
  if (!('body' in answer)) throw new Error('refused')
  return answer.body
}

test('yes, taken back, no, yes: each is a line that stays, with when and on what', async () => {
  const caller = await newPerson()
  for (const [i, answer] of (['agreed', 'withdrawn', 'refused', 'agreed'] as const).entries())
    await say(caller, answer, i * 1_000)
  const { standing, ask: asks, entries } = await ledger(caller)
  expect([standing, asks]).toEqual(['agreed', false])
  expect(entries.map(({ answer }) => answer)).toEqual(['agreed', 'refused', 'withdrawn', 'agreed'])
  expect(entries[0]).toEqual({
    answer: 'agreed',
    version: CONSENT_VERSION,
    at: later(NOW, 3_000),
    device: '未知设备',
  })
})

test('the same answer sent twice is one line', async () => {
  const caller = await newPerson()
  await say(caller, 'agreed', 0)
  await say(caller, 'agreed', 5_000)
  expect((await ledger(caller)).entries).toHaveLength(1)
})

test('ten answers at once leave a ledger that says one thing', async () => {
  const caller = await newPerson()
  await Promise.all(Array.from({ length: 10 }, () => say(caller, 'refused', 0)))
  expect((await ledger(caller)).entries).toHaveLength(1)
})

test('agreeing on the application form stands in the same ledger', async () => {
  const caller = await newPerson()
  const { scene } = await newJoinCode(union.workplace)
  await ask(apply, { caller, body: await proven(caller, { scene }) })
  expect(await ledger(caller)).toMatchObject({
    standing: 'agreed',
    entries: [{ answer: 'agreed', version: CONSENT_VERSION }],
  })
})

test('a member sees who looked at the whole name, when and why; the looker is masked', async () => {
  const { caller, row } = await newMemberOf(union.workplace)
  const looker = await newMemberOf(union.workplace, { name: '王干事' })
  const cadre = { ...(await newStaff('cadre', union.workplace)), personId: looker.caller.personId }
  const params = { memberId: row.memberId }
  await ask(unmaskMember, { caller: cadre, params, body: { reason: '电话核实' }, now: later(NOW, 1) })
  const stranger = await newStaff('cadre', union.workplace)
  await ask(unmaskMember, { caller: stranger, params, body: { reason: '寄送慰问品' }, now: later(NOW, 2) })
  const answer = await ask(listLooks, { caller })
  expect('body' in answer && answer.body.items).toEqual([
    { at: later(NOW, 2), reason: '寄送慰问品' },
    { at: later(NOW, 1), reason: '电话核实', byMasked: '王**', byOrgName: '海风电子工会' },
  ])
})
