/** A rehearsal over HTTP, driver and all: what it tells, what it finds out, and that it leaves nothing behind. */
import './test-stack.ts'
import { getCounts } from '@gonghui/shared/benefits/counts'
import { listDrops, listManagedDrops } from '@gonghui/shared/benefits/drops'
import { DAY_MS, instantOf, later } from '@gonghui/shared/lib/instant'
import {
  confirmConsoleSignIn,
  refuseConsoleSignIn,
  viewConsoleSignIn,
} from '@gonghui/shared/membership/console-sign-ins'
import { getMe } from '@gonghui/shared/membership/sessions'
import { beforeAll, expect, test } from 'vitest'
import { readRehearsals } from '../../functions/benefits/day/rehearsal.store.ts'
import { type Asked, rehearse } from '../rehearsal/rehearse.ts'
import { reportOf } from '../rehearsal/report.ts'
import { scannedToken } from '../rehearsal/scan-sign-in.ts'
import { type Wire, wireTo } from '../rehearsal/wire.ts'
import { told } from './test-people.ts'
import { changes, scanTable } from './test-scan.ts'
import { stack } from './test-stack.ts'
import { draftDrop, makeWorld, openDrop, type World } from './test-world.ts'

let world: World
let wire: ReturnType<typeof wireTo>

beforeAll(async () => {
  world = await makeWorld(stack)
  wire = wireTo(stack.apiBase)
})

const asked = (dropId: string): Asked => ({
  dropId,
  members: 200,
  overMs: 500,
  thresholds: { p99Ms: 2_000, soldOutMs: 30_000 },
  isLocal: true,
})

const run = (dropId: string, crowdWire?: Wire) => {
  const { token } = world.here.operator
  return rehearse({ wire, token, ...(crowdWire ? { crowdWire } : {}) }, asked(dropId), () => undefined)
}

const coming = () => ({
  opensAt: later(instantOf(Date.now()), DAY_MS / 24),
  closesAt: later(instantOf(Date.now()), DAY_MS),
})

test('200 members on 50 units: 50 vouchers, everybody told the truth, go; and nothing is left but the outcome', async () => {
  const { operator, org } = world.here
  const dropId = await openDrop(world.here, { stock: 50, ...coming() })
  const query = { orgId: org.orgId }
  const figures = async () => ({
    counts: { ...(await told(operator, getCounts, { params: { dropId } })).body, serverTime: '' },
    managed: (await told(operator, listManagedDrops, { query })).body.items.map((one) => one.dropId),
    shown: (await told(operator, listDrops, {})).body.items.map((one) => one.dropId),
  })
  const [before, figuresBefore] = [await scanTable(), await figures()]
  const rehearsed = await run(dropId)
  expect(rehearsed).toMatchObject({
    verdict: 'go',
    books: { added: 50, free: 0, inTransit: 0, byState: { issued: 50 }, withoutRow: 0, wrong: [] },
    found: { strangers: 0, cheated: 0, hasty: 0, doubled: 0, unheard: 0, foreign: 0 },
    figures: { granted: 50, refused: { 'drop-sold-out': 140, 'audience-org': 10 }, unknown: 0, faults: 0 },
  })
  expect(await figures()).toEqual(figuresBefore)
  // The outcome, and the request that is remembered so that it is not made twice. Refusals that a warm function told
  // late stand under the shadow's id and are forgotten by themselves.
  const left = changes(before, await scanTable()).filter((line) => !line.includes('REFUSED#'))
  expect(left).toHaveLength(2)
  expect(left.join(' ')).toMatch(/REHEARSAL/)
  expect(left.join(' ')).toMatch(/REPEAT#/)
  expect((await readRehearsals(dropId)).last).toMatchObject({ verdict: 'go', members: 200, balanced: true })

  const report = reportOf(rehearsed, '本机')
  expect(report).toContain('可以开抢')
  expect(report).not.toMatch(/<script|src=|https?:\/\/(?!www\.w3\.org)/)
})

/** Turns the first voucher that comes over the wire into “sold out”. */
const lying: Wire = async (to, call, credentials) => {
  const timed = await wire(to, call, credentials)
  if (timed.came === 'unreachable' || timed.came.status !== 201 || lied) return timed
  lied = true
  return {
    ...timed,
    came: { status: 409, headers: {}, body: { code: 'drop-sold-out', title: '', next: '', status: 409 } },
  }
}
let lied = false

test('one winner who is told to have lost makes it no-go, and the report says so', async () => {
  const dropId = await draftDrop(world.here, { stock: 50, ...coming() })
  const rehearsed = await run(dropId, lying)
  expect(rehearsed).toMatchObject({ verdict: 'no-go', found: { cheated: 1 }, books: { wrong: [] } })
  expect((await readRehearsals(dropId)).last).toMatchObject({ verdict: 'no-go', balanced: true })
  expect(reportOf(rehearsed, '本机')).toContain('1 人账上有券，却被告知没有抢到')
})

test.each([
  ['confirms', confirmConsoleSignIn],
  ['says no', refuseConsoleSignIn],
] as const)('where no token is given, an operator scans a code and %s', async (_, answer) => {
  const { operator } = world.here
  const phone = async (line: string) => {
    const signInCode = /^sgn_\S+$/m.exec(line)?.[0]
    if (!signInCode) return
    await told(operator, viewConsoleSignIn, { body: { signInCode } })
    await told(operator, answer, { body: { signInCode } })
  }
  const signedIn = scannedToken(wire, (line) => void phone(line), 20)
  if (answer === refuseConsoleSignIn) return expect(signedIn).rejects.toThrow('手机上没有同意登录')
  const me = await told({ ...operator, token: await signedIn }, getMe, {})
  expect(me.body).toMatchObject({ personId: operator.personId, grants: [{ role: 'operator' }] })
})
