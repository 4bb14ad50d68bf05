import '../../infra/local/test-table.ts'
import { dayOf, type Instant, instantOf, later } from '@gonghui/shared/lib/instant'
import { ERASURE_WORDS } from '@gonghui/shared/membership/my-data'
import { expect, test, vi } from 'vitest'
import { giveGrant } from '../lib/grants.store.ts'
import { readOpenid } from '../lib/persons.store.ts'
import { COOLING_MS, QUIET_MS } from '../membership/erasure.rule.ts'
import { readErasure } from '../membership/erasure.store.ts'
import { membershipHoldings } from '../membership/holdings.ts'
import { readMember } from '../membership/member.store.ts'
import { askErasure } from '../membership/my-data.ts'
import { giveRole, listRoleHolders, revokeRole } from '../membership/role-holders.ts'
import { readSessionsOf, startSession } from '../membership/session.store.ts'
import { openSession } from '../membership/sessions.ts'
import { ask, makeUnion, newStaff } from '../membership/test-union.ts'
import * as wechat from '../membership/wechat.ts'
import { keyOf } from '../table/access-patterns.ts'
import { removeRows } from '../table/writes.ts'
import { forgetDue } from './forgetting.ts'
import { someone } from './test-person.ts'

const NOW: Instant = `${dayOf(instantOf(Date.now()))}T04:00:00.000Z`
const DUE = later(NOW, COOLING_MS)
const union = await makeUnion()
const run = (now: string) =>
  forgetDue({ holdings: membershipHoldings, clock: () => now, msLeft: () => 900_000 })

async function begun() {
  const one = await someone(union, NOW)
  await ask(askErasure, { caller: one.member, body: { confirm: ERASURE_WORDS }, now: NOW })
  await run(DUE)
  return one
}

const roleOf = (personId: string) => ({ personId, role: 'staff' as const, orgId: union.workplace.orgId })

test('from when it has begun nobody logs in as who is erased, and nobody gives them a role', async () => {
  const one = await begun()
  const openid = (await readOpenid(one.personId)) ?? ''
  vi.spyOn(wechat, 'openidOf').mockResolvedValue({ openid })
  const log = () => ask(openSession, { body: { code: 'code' }, now: later(DUE, 1_000) })
  expect(await log()).toEqual({ refused: 'erasure-under-way' })
  expect(await readSessionsOf(one.personId, DUE)).toEqual([])
  const caller = await newStaff('cadre', union.city)
  expect(await ask(giveRole, { caller, body: roleOf(one.personId) })).toEqual({ refused: 'member-unknown' })
  await run(later(DUE, QUIET_MS))
  expect(await readOpenid(one.personId)).toBeUndefined()
  // Whoever logs in with it now is somebody new.
  expect(await log()).toMatchObject({ status: 201 })
})

test('a login that was under way when it began is ended, and the quiet begins anew', async () => {
  const one = await begun()
  await startSession(one.personId, later(DUE, 1_000), '微信')
  const at = later(DUE, QUIET_MS)
  await run(at)
  expect(await readSessionsOf(one.personId, at)).toEqual([])
  expect(await readMember(one.memberId)).toBeDefined()
  expect((await readErasure(one.personId))?.begunAt).toBe(at)
  await run(later(at, QUIET_MS))
  expect(await readMember(one.memberId)).toBeUndefined()
})

test('who was given a role all the same stays until it is taken', async () => {
  const one = await begun()
  const { workplace } = union
  const grant = { role: 'staff', orgId: workplace.orgId, orgPath: workplace.path, orgName: '' } as const
  await giveGrant(one.personId, grant)
  await run(later(DUE, QUIET_MS))
  expect(await readMember(one.memberId)).toBeDefined()
})

test('a role whose holder has it no more is taken off the org', async () => {
  const [caller, gone] = [await newStaff('cadre', union.city), await newStaff('cadre', union.neighbour)]
  const { orgId } = union.neighbour
  await removeRows([
    keyOf('a person’s role at an org', { personId: gone.personId, role: 'cadre', orgId, outletId: '-' }),
  ])
  const holders = async () => JSON.stringify(await ask(listRoleHolders, { caller, query: { orgId } }))
  expect(await holders()).toContain(gone.personId)
  const body = { personId: gone.personId, role: 'cadre', orgId, reason: '已注销' } as const
  expect(await ask(revokeRole, { caller, body })).toMatchObject({ status: 200 })
  expect(await holders()).not.toContain(gone.personId)
})
