import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { full } from '../../infra/local/test-effort.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import type { Caller } from '../lib/caller.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { client } from '../table/database.ts'
import { read, readRange } from '../table/reads.ts'
import { apply } from './applications.ts'
import { approveApplication, refuseApplication } from './decisions.ts'
import { readJoinCode } from './join-code.store.ts'
import { phoneHashOf, readMember, readMemberOf, readPhoneHolder } from './member.store.ts'
import { addToRoster, readRosterEntry } from './roster.store.ts'
import {
  ask,
  makeUnion,
  NOW,
  newJoinCode,
  newPerson,
  newPhone,
  newStaff,
  proven,
  type Union,
} from './test-union.ts'

/** Races and crashes: one membership a person, one member a phone, one decision an application, whatever happens. */
let wechat: Wechat
let union: Union
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.WECHAT_API_BASE = wechat.url
  union = await makeUnion()
})
afterAll(() => wechat.stop())

const outcomes = (answers: readonly object[]) =>
  answers.map((answer) =>
    'refused' in answer ? String(answer.refused) : String((answer as { status: number }).status),
  )
const many = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))
const count = (all: readonly string[], one: string) => all.filter((each) => each === one).length

async function waiting(scene: string, plan: { phone?: string; sentAt?: string } = {}) {
  const caller = await newPerson()
  const answer = await ask(apply, { caller, body: await proven(caller, { scene, ...plan }) })
  if ('refused' in answer) throw new Error(answer.refused)
  return { caller, params: { applicationId: answer.body.application.applicationId } }
}
const queueOf = (orgId: string) =>
  readRange<{ applicationId: string }>(rangeOf('an application waiting at or below an org', { orgId }))

test.each(['typed', 'from the phone button'])(
  'twenty applications of one person on the roster at once, the phone %s, make one membership',
  async (way) => {
    const { scene } = await newJoinCode(union.workplace)
    const phone = newPhone()
    await addToRoster(union.workplace.orgId, [{ name: '林小工', phone }])
    const caller = await newPerson()
    const { consentVersion, ...typed } = await proven(caller, { scene, phone })
    const pressed = { scene, name: '林小工', phoneCode: await phoneCode(phone) }
    const body = { ...(way === 'typed' ? typed : pressed), consentVersion }
    const answers = await many(20, () => ask(apply, { caller, body }))
    expect(count(outcomes(answers), '201')).toBe(1)
    expect(count(outcomes(answers), '200')).toBe(19)
    const told = answers.map((answer) => 'body' in answer && answer.body.application.applicationId)
    expect(new Set(told).size).toBe(1)
    const member = await readMemberOf(caller.personId)
    expect((await readRosterEntry(union.workplace, { name: '林小工', phone }))?.takenBy).toBe(
      member?.memberId,
    )
    expect((await readPhoneHolder(phoneHashOf(phone)))?.memberId).toBe(member?.memberId)
    expect((await readJoinCode(scene))?.applied).toBe(1)
  },
)

test('twenty different applications of one person at once leave one that waits', async () => {
  const { scene } = await newJoinCode(union.neighbour)
  const caller = await newPerson()
  const phone = newPhone()
  const body = await proven(caller, { scene, phone })
  await many(20, (i) => ask(apply, { caller, body: { ...body, name: `林小工${'一二三四五'[i % 5]}` } }))
  expect(await queueOf(union.neighbour.orgId)).toHaveLength(1)
  expect((await readJoinCode(scene))?.applied).toBe(1)
})

test('of two people with one phone on the roster one becomes the member, the other is to be checked', async () => {
  const { scene } = await newJoinCode(union.workplace)
  const phone = newPhone()
  await addToRoster(union.workplace.orgId, [
    { name: '林小工', phone },
    { name: '林大工', phone },
  ])
  const people = await many(2, newPerson)
  const prove = (caller: Caller, name: string, sentAt: string) =>
    proven(caller, { scene, phone, name, sentAt })
  const [one, other] = people
  if (!one || !other) throw new Error('two people are needed')
  const bodies = [
    await prove(one, '林小工', later(NOW, -120_000)),
    await prove(other, '林大工', later(NOW, -60_000)),
  ] as const
  const answers = await Promise.all([
    ask(apply, { caller: one, body: bodies[0] }),
    ask(apply, { caller: other, body: bodies[1] }),
  ])
  expect(answers.map((one) => 'body' in one && one.body.application.state).sort()).toEqual([
    'admitted',
    'checking',
  ])
  const members = await Promise.all(people.map((person) => readMemberOf(person.personId)))
  expect(members.filter(Boolean)).toHaveLength(1)
})

test('of twenty cadres who approve at once one does, and the rest are told', async () => {
  const { scene } = await newJoinCode(union.workplace)
  const cadres = await many(20, () => newStaff('cadre', union.street))
  const { caller, params } = await waiting(scene)
  const answers = await Promise.all(cadres.map((cadre) => ask(approveApplication, { caller: cadre, params })))
  expect(count(outcomes(answers), '200')).toBe(1)
  expect(count(outcomes(answers), 'application-decided')).toBe(19)
  const member = await readMemberOf(caller.personId)
  expect(
    await read(keyOf('the member with a member number', { memberNo: member?.memberNo ?? '' })),
  ).toMatchObject({
    memberId: member?.memberId,
  })
})

test('of an approval and a refusal at once exactly one is what happened', async () => {
  const { scene } = await newJoinCode(union.workplace)
  for (let round = 0; round < 8; round++) {
    const { caller, params } = await waiting(scene)
    const [approver, refuser] = await many(2, () => newStaff('cadre', union.workplace))
    if (!approver || !refuser) throw new Error('two cadres are needed')
    const answers = await Promise.all([
      ask(approveApplication, { caller: approver, params }),
      ask(refuseApplication, { caller: refuser, params, body: { reason: '请到工会核实' } }),
    ])
    const told = outcomes(answers)
    expect([...told].sort()).toEqual(['200', 'application-decided'])
    expect((await readMemberOf(caller.personId)) !== undefined).toBe(told[0] === '200')
    expect((await queueOf(union.city.orgId)).map((row) => row.applicationId)).not.toContain(
      params.applicationId,
    )
  }
})

test('of two waiting people with one phone, approved at once, one becomes the member', async () => {
  const { scene, cadre } = await newJoinCode(union.workplace)
  const phone = newPhone()
  const first = await waiting(scene, { phone, sentAt: later(NOW, -120_000) })
  const second = await waiting(scene, { phone, sentAt: later(NOW, -60_000) })
  const answers = await Promise.all(
    [first, second].map(({ params }) => ask(approveApplication, { caller: cadre, params })),
  )
  expect(answers.map((one) => 'body' in one && one.body.application.state).sort()).toEqual([
    'admitted',
    'checking',
  ])
})

/** Every call where there is time, every third else. */
const EVERY = full ? 1 : 3

/** Runs `deed` with a crash at each of its database calls, then again without: `check` sees what it came to. */
async function withEveryCrash(
  deed: () => Promise<{ run: () => Promise<object>; check: (told: object) => Promise<void> }>,
) {
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; ; nth += EVERY) {
      const { run, check } = await deed()
      const crash = crashAt(client, nth, when)
      const crashed = await run().then(
        () => false,
        () => true,
      )
      const reached = crash.calls() >= nth
      crash.stop()
      expect(crashed).toBe(reached)
      if (!reached) {
        expect(nth).toBeGreaterThan(4)
        break
      }
      await check(await run())
    }
  }
}

async function onlyMembership(personId: string, phone: string) {
  const member = await readMemberOf(personId)
  if (!member) throw new Error('no membership')
  expect((await readPhoneHolder(phoneHashOf(phone)))?.memberId).toBe(member.memberId)
  expect(await readMember(member.memberId)).toMatchObject({ personId, phoneHash: phoneHashOf(phone) })
}

test.each(['typed', 'from the phone button'])(
  'an admission by roster, its phone %s, comes to the same after a crash at any database call',
  async (way) => {
    await withEveryCrash(async () => {
      const { scene } = await newJoinCode(union.workplace)
      const phone = newPhone()
      await addToRoster(union.workplace.orgId, [{ name: '林小工', phone }])
      const caller = await newPerson()
      const typed = await proven(caller, { scene, phone })
      const { oneTimeCode: _, phone: __, ...rest } = typed
      const body = way === 'typed' ? typed : { ...rest, phoneCode: await phoneCode(phone) }
      return {
        // The button's code is spent at WeChat by a crash right after it: one taps again, and gets another.
        run: async () => {
          const told = await ask(apply, { caller, body })
          if (!('refused' in told && told.refused === 'phone-code-invalid' && way !== 'typed')) return told
          return ask(apply, { caller, body: { ...rest, phoneCode: await phoneCode(phone) } })
        },
        check: async (told) => {
          expect(told).toMatchObject({
            body: { application: { state: 'admitted' }, token: expect.any(String) },
          })
          await onlyMembership(caller.personId, phone)
          expect((await readJoinCode(scene))?.applied).toBe(1)
        },
      }
    })
  },
)

test('an approval comes to the same after a crash at any database call', async () => {
  const { scene, cadre } = await newJoinCode(union.workplace)
  await withEveryCrash(async () => {
    const phone = newPhone()
    const { caller, params } = await waiting(scene, { phone })
    return {
      run: () => ask(approveApplication, { caller: cadre, params }),
      check: async (told) => {
        expect(told).toMatchObject({ status: 200, body: { application: { state: 'admitted' } } })
        await onlyMembership(caller.personId, phone)
        expect((await queueOf(union.city.orgId)).map((row) => row.applicationId)).not.toContain(
          params.applicationId,
        )
      },
    }
  })
})

async function phoneCode(phone: string): Promise<string> {
  const reply = await fetch(`${wechat.url}/_control/phone-codes`, {
    method: 'POST',
    body: JSON.stringify({ openid: 'openid-any', phone }),
  })
  return ((await reply.json()) as { code: string }).code
}

test('whoever agreed to no consent in force is no member', async () => {
  const { scene } = await newJoinCode(union.workplace)
  const caller = await newPerson()
  const body = { ...(await proven(caller, { scene })), consentVersion: `${CONSENT_VERSION}-draft` }
  expect(await ask(apply, { caller, body })).toMatchObject({ refused: 'consent-outdated' })
  expect(await readMemberOf(caller.personId)).toBeUndefined()
})
