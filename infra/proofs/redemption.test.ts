/** The counter over HTTP: many clerks and one pass, passes that are none, and taking a slip back. */
import './test-stack.ts'
import { getVoucher } from '@gonghui/shared/benefits/vouchers'
import { instantOf, later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { passFor } from '../../functions/benefits/redemption/pass.rule.ts'
import { voucherParts } from '../../functions/benefits/redemption/voucher.rule.ts'
import { type Member, type Person, told } from './test-people.ts'
import { stack } from './test-stack.ts'
import * as till from './test-till.ts'
import { makeMembers, makeOutlet, makeWorld, openDrop, staffOf, type World } from './test-world.ts'

let world: World
let members: Member[]
let clerks: Person[]
let outletId: string
let dropId: string
let holder: till.Holder
let holders: till.Holder[]

beforeAll(async () => {
  world = await makeWorld(stack)
  members = await makeMembers(world, 12, world.here)
  outletId = world.here.outletId
  clerks = await Promise.all(
    Array.from({ length: 20 }, () => staffOf(stack, 'clerk', world.here.org, outletId)),
  )
  dropId = await openDrop(world.here, { stock: members.length })
  holders = await till.takeVouchers(members, dropId)
})
afterEach(() => {
  vi.useRealTimers()
})

const clerk = (index = 0): Person => {
  const found = clerks[index]
  if (!found) throw new Error('there is no such clerk')
  return found
}
/** A voucher that no other test has touched. */
const fresh = (): till.Holder => {
  const next = holders.pop()
  if (!next) throw new Error('the tests have used up all vouchers')
  return next
}
const stateOf = async ({ member, voucherId }: till.Holder) =>
  (await told(member, getVoucher, { params: { voucherId } })).body.voucher.state

test('twenty clerks scan one pass at once: one redeems it, nineteen are told when and where', async () => {
  holder = fresh()
  const pass = await till.passOf(holder)
  const scans = await Promise.all(clerks.map((one) => till.redeem(one, outletId, { pass })))
  const slips = scans.flatMap(({ status, slip }) => (status === 201 && slip ? [slip] : []))
  expect(slips).toHaveLength(1)
  const late = scans.filter(({ status }) => status !== 201)
  expect(late).toHaveLength(19)
  for (const { status, code, facts } of late) {
    expect([status, code]).toEqual([409, 'voucher-redeemed'])
    expect(facts).toEqual({ at: slips[0]?.at, outletName: slips[0]?.outletName })
  }
  expect(await stateOf(holder)).toBe('redeemed')
})

test('a lost reply is asked again with its key and gets the same slip; another key is a second scan', async () => {
  holder = fresh()
  const pass = await till.passOf(holder)
  const first = await till.redeem(clerk(), outletId, { pass }, 'key-of-one-scan')
  const again = await till.redeem(clerk(), outletId, { pass }, 'key-of-one-scan')
  expect([first.status, again.status]).toEqual([201, 200])
  expect(again.slip).toEqual(first.slip)
  expect(await till.redeem(clerk(), outletId, { pass })).toMatchObject({ code: 'voucher-redeemed' })
  // The key is this clerk's and this voucher's: neither opens anything to somebody else, nor spends a second one.
  const other = await till.redeem(clerk(1), outletId, { pass }, 'key-of-one-scan')
  expect(other.code).toBe('voucher-redeemed')
  const next = await till.passOf(fresh())
  expect((await till.redeem(clerk(), outletId, { pass: next }, 'key-of-one-scan')).code).toBe(
    'idempotency-key-reused',
  )
})

test('the same key sent ten times at once makes one slip, and every answer names it', async () => {
  const pass = await till.passOf(fresh())
  const scans = await Promise.all(
    Array.from({ length: 10 }, () => till.redeem(clerk(2), outletId, { pass }, 'key-sent-ten-times')),
  )
  expect(scans.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(new Set(scans.map(({ slip }) => slip?.redemptionId)).size).toBe(1)
})

test('a pass older than a minute is refused as expired, and the same voucher’s new pass is taken', async () => {
  holder = fresh()
  const parts = voucherParts(holder.voucherId)
  const aMinuteAgo = later(instantOf(Date.now()), -MINUTE_MS - 2 * SECOND_MS)
  const { pass } = passFor(parts, aMinuteAgo)
  expect(await till.redeem(clerk(), outletId, { pass })).toMatchObject({ status: 409, code: 'pass-expired' })
  expect(await till.preview(clerk(), outletId, { pass })).toEqual({ code: 'pass-expired' })
  expect(await stateOf(holder)).toBe('issued')
  const scan = await till.redeem(clerk(), outletId, { pass: await till.passOf(holder) })
  expect(scan.status).toBe(201)
  // Replayed after that, old and new are told the one thing that matters.
  expect((await till.redeem(clerk(), outletId, { pass })).code).toBe('voucher-redeemed')
})

test('a pass with any one byte changed is no pass', async () => {
  const pass = await till.passOf(fresh())
  const bytes = Buffer.from(pass.slice(4), 'base64url')
  const forged = [...bytes.keys()].map((at) => {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
    return `GH1.${changed.toString('base64url')}`
  })
  const prefixes = [...'GH1.'].map((_, at) => `${pass.slice(0, at)}x${pass.slice(at + 1)}`)
  const cut = [pass.slice(0, -1), pass.slice(0, 20), `${pass}AAAA`, 'GH1.', pass.slice(4)]
  for (const shown of [...forged, ...prefixes, ...cut]) {
    const scan = await till.redeem(clerk(), outletId, { pass: shown })
    expect([shown, scan.status, scan.code]).toEqual([shown, 400, 'pass-invalid'])
  }
  expect((await till.redeem(clerk(), outletId, { pass })).status).toBe(201)
})

test('a voucher is not spent at an outlet its drop does not name, nor by a clerk of another outlet', async () => {
  holder = fresh()
  const pass = await till.passOf(holder)
  const elsewhere = await makeOutlet(world.here.operator, world.here.org, '海湾影城·旧港店')
  const clerkThere = await staffOf(stack, 'clerk', world.here.org, elsewhere)
  expect(await till.redeem(clerkThere, elsewhere, { pass })).toMatchObject({ code: 'outlet-not-of-drop' })
  expect(await till.redeem(clerkThere, outletId, { pass })).toMatchObject({ code: 'outlet-not-yours' })
  expect(await stateOf(holder)).toBe('issued')
})

test('a merchant’s voucher has no pass, and one made up for it is refused', async () => {
  const [member] = members
  if (!member) throw new Error('there are no members')
  const atMerchant = await openDrop(world.here, { stock: 1, codes: ['FILM-1000'] })
  const [taken] = await till.takeVouchers([member], atMerchant)
  const { pass } = passFor(voucherParts(taken?.voucherId ?? ''), instantOf(Date.now()))
  expect(await till.redeem(clerk(), outletId, { pass })).toMatchObject({ code: 'voucher-no-pass' })
})

test('a ticket is good for the clerk and the outlet of its preview, and for nobody else', async () => {
  const pass = await till.passOf(fresh())
  const seen = await till.preview(clerk(3), outletId, { pass })
  const ticket = 'body' in seen ? seen.body.preview.ticket : ''
  expect(await till.redeem(clerk(4), outletId, { ticket })).toMatchObject({ code: 'pass-invalid' })
  const elsewhere = await makeOutlet(world.here.operator, world.here.org, '海湾影城·东港店')
  const both = await staffOf(stack, 'clerk', world.here.org, elsewhere)
  expect(await till.redeem(both, elsewhere, { ticket })).toMatchObject({ code: 'pass-invalid' })
  expect((await till.redeem(clerk(3), outletId, { ticket })).status).toBe(201)
})

test('a clerk takes back an own slip within ten minutes; another clerk never does', async () => {
  holder = fresh()
  const desks = [{ clerk: clerk(5), outletId }]
  const before = await till.books(world.here, dropId, desks)
  const pass = await till.passOf(holder)
  const { slip } = await till.redeem(clerk(5), outletId, { pass })
  const redemptionId = slip?.redemptionId ?? ''
  expect(await till.undo(clerk(6), redemptionId)).toEqual({ status: 403, code: 'redemption-not-yours' })
  expect(await till.undo(clerk(5), redemptionId)).toMatchObject({ status: 200, slip: { undone: {} } })
  expect(await till.undo(clerk(5), redemptionId)).toMatchObject({ status: 200, slip: { undone: {} } })
  expect(await stateOf(holder)).toBe('issued')
  const after = await till.books(world.here, dropId, desks)
  expect(after.spentByCounts).toBe(before.spentByCounts)
  expect(after.undoneByCounts).toBe(before.undoneByCounts + 1)
  expect(after.counted).toEqual(after.recounted)

  const second = await till.redeem(clerk(6), outletId, { pass: await till.passOf(holder) })
  expect(second.status).toBe(201)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * MINUTE_MS + SECOND_MS })
  const late = await till.undo(clerk(6), second.slip?.redemptionId ?? '')
  expect(late).toEqual({ status: 409, code: 'redemption-undo-late' })
})
