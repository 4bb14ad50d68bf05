import '../../infra/local/test-table.ts'
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, dayOf, type Instant, instantOf, later } from '@gonghui/shared/lib/instant'
import { ERASURE_WORDS } from '@gonghui/shared/membership/my-data'
import { beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { scanTable } from '../../infra/proofs/test-scan.ts'
import { dueOn } from '../lib/forgetting.store.ts'
import { giveGrant } from '../lib/grants.store.ts'
import { matchmakingHoldings } from '../matchmaking/holdings.ts'
import { apply } from '../membership/applications.ts'
import { approveApplication, refuseApplication } from '../membership/decisions.ts'
import { COOLING_MS, QUIET_MS } from '../membership/erasure.rule.ts'
import { readErasure } from '../membership/erasure.store.ts'
import { readHeadcount } from '../membership/headcount.store.ts'
import { membershipHoldings } from '../membership/holdings.ts'
import { readMember } from '../membership/member.store.ts'
import { askErasure, getErasure, undoErasure } from '../membership/my-data.ts'
import { becomeMember, giveUpTo } from '../membership/person.store.ts'
import { readRosterEntry } from '../membership/roster.store.ts'
import { readSessionsOf } from '../membership/session.store.ts'
import { leaveUnion } from '../membership/standings.ts'
import {
  ask,
  makeUnion,
  newJoinCode,
  newPerson,
  newPhone,
  proven,
  type Union,
} from '../membership/test-union.ts'
import { readTransfer } from '../membership/transfer-asking.store.ts'
import { answerMyTransfer, askTransfer } from '../membership/transfers.ts'
import { type Key, keyOf, patternOf } from '../table/access-patterns.ts'
import { client, database, TABLE } from '../table/database.ts'
import { personalData } from '../table/personal-data.ts'
import { forgetDue } from './forgetting.ts'
import { leavesAndTakesOver, type Someone, someone } from './test-person.ts'

/** Noon: what a test does within the hour is done on one day, whenever it is run. */
const NOW: Instant = `${dayOf(instantOf(Date.now()))}T04:00:00.000Z`
const DUE = later(NOW, COOLING_MS)
const holdings = [...matchmakingHoldings, ...membershipHoldings]

let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

const run = (now: string, msLeft = 900_000) => forgetDue({ holdings, clock: () => now, msLeft: () => msLeft })
const wish = (caller: { personId: string; sessionId: string }) =>
  ask(askErasure, { caller, body: { confirm: ERASURE_WORDS }, now: NOW })

/** The wish, its week, the quiet, the deed. */
async function goneBy(one: Someone) {
  await wish(one.member)
  await run(DUE)
  await run(later(DUE, QUIET_MS))
}

/** Rows that name somebody and should not, with how the table describes them. */
async function traces({ personId, memberId, name, phone }: Someone) {
  const found: string[] = []
  for (const [key, item] of await scanTable()) {
    const text = `${key} ${item}`
    const [pk = '', sk = ''] = key.split(/ (.*)/)
    const pattern = patternOf({ pk, sk } as Key)
    const fate = pattern && personalData[pattern]?.onErasure
    if ([name, phone].some((word) => text.includes(word))) found.push(`${key}: in clear`)
    if ([personId, memberId].some((id) => text.includes(id)) && (!fate || fate === 'goes'))
      found.push(`${key}: ${pattern}`)
  }
  return found
}

test('a week after the wish the person is gone, and what stays names nobody', async () => {
  const one = await someone(union, NOW)
  const before = (await readHeadcount(union.workplace.orgId)).total
  await goneBy(one)
  expect(await traces(one)).toEqual([])
  expect((await readHeadcount(union.workplace.orgId)).total).toBe(before - 1)
  const entry = await readRosterEntry(union.workplace, one)
  expect(entry?.takenBy).toBeUndefined()
  expect((await readErasure(one.personId))?.doneAt).toBeDefined()
})

test('of every transfer that somebody ever asked for the record is left, and nobody’s face or words in it', async () => {
  const one = await someone(union, NOW)
  const ids: string[] = []
  for (const reason of ['换单位', '再试一次']) {
    const asked = await ask(askTransfer, {
      caller: one.member,
      body: { toOrgId: union.neighbour.orgId, reason },
      now: NOW,
    })
    if (!('body' in asked)) throw new Error(asked.refused)
    const { transferId } = asked.body.transfer
    ids.push(transferId)
    const params = { transferId }
    await ask(answerMyTransfer, { caller: one.member, params, body: { deed: 'withdraw' }, now: NOW })
  }
  await goneBy(one)
  for (const transferId of ids) {
    const row = await readTransfer(transferId)
    expect(row).toMatchObject({ nameMasked: '已注销', phoneMasked: '' })
    expect(row).not.toHaveProperty('reason')
  }
  expect(await traces(one)).toEqual([])
})

test('who has left before is erased with the membership that ended', async () => {
  const one = await someone(union, NOW)
  await ask(leaveUnion, { caller: one.member, body: { understood: true }, now: NOW })
  const { personId, sessionId } = one.member
  await wish({ personId, sessionId })
  await run(DUE)
  await run(later(DUE, QUIET_MS))
  expect(await traces(one)).toEqual([])
  expect(await readMember(one.memberId)).toBeUndefined()
})

test('with who took over a membership from another WeChat, the one of theirs that had ended is erased too', async () => {
  const one = await someone(union, NOW)
  const { row } = await leavesAndTakesOver(union, one, NOW)
  await goneBy(one)
  expect(await traces(one)).toEqual([])
  expect(await traces({ ...one, memberId: row.memberId })).toEqual([])
  expect(await readMember(row.memberId)).toBeUndefined()
})

test('a membership that is on another WeChat by now stays there', async () => {
  const one = await someone(union, NOW)
  await wish(one.member)
  const other = await newPerson()
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOf('a member', { memberId: one.memberId }),
      UpdateExpression: 'SET personId = :other',
      ExpressionAttributeValues: { ':other': other.personId },
    }),
  )
  await database.send(
    new TransactWriteCommand({ TransactItems: [giveUpTo(one.personId, one.memberId, other.personId)] }),
  )
  await run(DUE)
  await run(later(DUE, QUIET_MS))
  expect(await readMember(one.memberId)).toMatchObject({ personId: other.personId })
})

test('who is admitted while they are being erased is gone all the same, and nobody is counted', async () => {
  const { scene, cadre } = await newJoinCode(union.workplace)
  const caller = await newPerson()
  const at = instantOf(Date.now())
  const sentAt = later(at, -60_000)
  const filed = await ask(apply, {
    caller,
    body: await proven(caller, { scene, name: '太史慢', sentAt }),
    now: at,
  })
  const { applicationId } = 'body' in filed ? filed.body.application : { applicationId: '' }
  const before = (await readHeadcount(union.workplace.orgId)).total
  await wish(caller)
  await run(DUE)
  // The first thing that is let go of is what a cadre's yes comes in between.
  const admitting = {
    file: 'test',
    title: '',
    tell: async () => [],
    letGo: async () =>
      void (await ask(approveApplication, { caller: cadre, params: { applicationId }, now: at })),
  }
  const now = later(DUE, QUIET_MS)
  await forgetDue({ holdings: [admitting, ...holdings], clock: () => now, msLeft: () => 900_000 })
  expect((await readErasure(caller.personId))?.doneAt).toBeDefined()
  expect((await readHeadcount(union.workplace.orgId)).total).toBe(before)
  const rows = [...(await scanTable())].map(([, row]) => JSON.stringify(row))
  expect(rows.filter((row) => row.includes(applicationId) && row.includes('nameSealed'))).toEqual([])
})

test('within the week it is taken back, and nothing has happened', async () => {
  const one = await someone(union, NOW)
  await wish(one.member)
  await run(later(DUE, -1))
  expect(await ask(undoErasure, { caller: one.member, now: NOW })).toMatchObject({ body: { state: 'none' } })
  await run(later(DUE, 2 * QUIET_MS))
  expect(await readSessionsOf(one.personId, NOW)).toHaveLength(2)
  expect((await dueOn(dayOf(DUE), 100, undefined)).items.map(({ id }) => id)).not.toContain(one.personId)
})

test('once it has begun every session is over and there is no way back; data stays until no token lives', async () => {
  const one = await someone(union, NOW)
  await wish(one.member)
  await run(DUE)
  expect(await readSessionsOf(one.personId, NOW)).toEqual([])
  expect(await ask(undoErasure, { caller: one.member })).toEqual({ refused: 'erasure-begun' })
  await run(later(DUE, QUIET_MS - 1))
  expect((await traces(one)).length).toBeGreaterThan(0)
  await run(later(DUE, QUIET_MS))
  expect(await traces(one)).toEqual([])
})

test('asked twice, the first week goes on', async () => {
  const one = await someone(union, NOW)
  await wish(one.member)
  const again = { caller: one.member, body: { confirm: ERASURE_WORDS } as const, now: later(NOW, DAY_MS) }
  expect(await ask(askErasure, again)).toMatchObject({ body: { state: 'cooling', dueAt: DUE } })
})

test('who holds a role is refused; who is given one in the week stays until it is taken', async () => {
  const one = await someone(union, NOW)
  await wish(one.member)
  const { workplace } = union
  const grant = {
    role: 'staff',
    orgId: workplace.orgId,
    orgPath: workplace.path,
    orgName: workplace.name,
  } as const
  await giveGrant(one.personId, grant)
  await run(DUE)
  expect(await ask(getErasure, { caller: one.member, now: DUE })).toMatchObject({
    body: { state: 'cooling', holdsRoles: true },
  })
  const dueThen = async (at: Instant) => (await dueOn(dayOf(at), 100, undefined)).items.map(({ id }) => id)
  expect(await dueThen(DUE)).not.toContain(one.personId)
  expect(await dueThen(later(DUE, DAY_MS))).toContain(one.personId)
  const other = await someone(union, NOW)
  await giveGrant(other.personId, grant)
  expect(await wish(other.member)).toMatchObject({ refused: 'erasure-holds-roles' })
})

test('a token that outlived the erasure makes nobody a member under the old id', async () => {
  const one = await someone(union, NOW)
  await goneBy(one)
  const { scene } = await newJoinCode(union.workplace)
  const body = await proven(one.member, { scene })
  expect(await ask(apply, { caller: one.member, body })).toEqual({ refused: 'already-member' })
  expect(becomeMember(one.personId, 'mem_x').Update.ConditionExpression).toContain('memberId')
})

test.each(full ? Array.from({ length: 40 }, (_, i) => i + 1) : [2, 13, 24, 35])(
  'the erasure that dies at call %i, before it or after, is done by the next run',
  async (nth) => {
    for (const when of ['before', 'after'] as const) {
      const one = await someone(union, NOW)
      const before = (await readHeadcount(union.workplace.orgId)).total
      await wish(one.member)
      await run(DUE)
      const crash = crashAt(client, nth, when)
      // A crash is one run's end: what is left of the day is left to the next.
      await run(later(DUE, QUIET_MS)).catch(() => undefined)
      crash.stop()
      await run(later(DUE, 2 * QUIET_MS))
      expect(await traces(one)).toEqual([])
      expect((await readHeadcount(union.workplace.orgId)).total).toBe(before - 1)
    }
  },
)

test('a refused application is forgotten after half a year, and its applicant may apply anew', async () => {
  const { scene, cadre } = await newJoinCode(union.workplace)
  const caller = await newPerson()
  const [name, phone] = ['司空见', newPhone()]
  const filed = await ask(apply, { caller, body: await proven(caller, { scene, name, phone }) })
  const { applicationId } = 'body' in filed ? filed.body.application : { applicationId: '' }
  const at = instantOf(Date.now())
  await ask(refuseApplication, {
    caller: cadre,
    params: { applicationId },
    body: { reason: '不在本单位' },
    now: at,
  })
  await run(later(at, 179 * DAY_MS))
  const held = async () =>
    [...(await scanTable())].filter(([key]) => key.includes(applicationId)).map(([key]) => key)
  expect(await held()).toContain(`APPLICATION#${applicationId} APPLICATION`)
  await run(later(at, 180 * DAY_MS))
  expect(await held()).toEqual([`PERSON#${caller.personId} CONSENT#${applicationId}`])
  expect(
    await ask(apply, {
      caller,
      body: await proven(caller, { scene, name, sentAt: '2026-06-12T02:02:00.000Z' }),
    }),
  ).toMatchObject({
    status: 201,
  })
})

test('a run whose time is up leaves the rest to the next', async () => {
  const [one, other] = [await someone(union, NOW), await someone(union, NOW)]
  await wish(one.member)
  await wish(other.member)
  await run(DUE, 10_000)
  expect((await readErasure(one.personId))?.begunAt).toBeUndefined()
  await run(DUE)
  expect((await readErasure(other.personId))?.begunAt).toBeDefined()
})
