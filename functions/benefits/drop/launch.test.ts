import '../../../infra/local/test-table.ts'
import { HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { crashAt } from '../../../infra/local/test-faults.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { claimDrop } from '../claim/claim.ts'
import { imported, lines } from '../codes/test-codes.ts'
import { auditDrop } from '../figures/audit.ts'
import { getCounts } from '../figures/counts.ts'
import { voucherIdOf } from '../redemption/voucher.rule.ts'
import { getVoucher } from '../redemption/vouchers.ts'
import { type Drop, stateAt } from './drop.rule.ts'
import { beginPublication, readDrop } from './drop.store.ts'
import { getDrop, getManagedDrop } from './drops.ts'
import * as steps from './launch.ts'
import { repairDrops } from './repair.ts'
import { ask, draftDrop, NOW, operatorOf, publishedDrop, someMember } from './test-drop.ts'

const params = ({ dropId }: Drop) => ({ dropId })
const schedule = (drop: Drop, caller = operatorOf()) =>
  ask(steps.scheduleDrop, { params: params(drop), caller })
const claim = (drop: Drop, now = NOW) =>
  ask(claimDrop, { params: params(drop), caller: someMember(), body: {}, now })

const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)
const now = async (drop: Drop) => {
  const read = await readDrop(drop.dropId)
  if (!read) throw new Error('the drop is gone')
  return read
}
test('scheduling lays the stock in buckets, once, however often it is asked', async () => {
  const drop = await draftDrop({ stock: 70 })
  expect([code(await schedule(drop)), code(await schedule(drop))]).toEqual([200, 200])
  expect(await now(drop)).toMatchObject({ phase: 'scheduled', buckets: 3 })
  expect(await auditDrop(await now(drop))).toMatchObject({ added: 70, free: 70, wrong: [] })
})

test('of several who schedule at once all are told that it is scheduled', async () => {
  const drop = await draftDrop({ stock: 70 })
  const answers = await Promise.all(Array.from({ length: 8 }, () => schedule(drop)))
  expect(answers.map(code)).toEqual(Array(8).fill(200))
  expect(await auditDrop(await now(drop))).toMatchObject({ added: 70, free: 70, wrong: [] })
})

test.each(['before', 'after'] as const)(
  'a publication that crashes %s any call is finished by the repair',
  async (when) => {
    for (let nth = 1; ; nth++) {
      const drop = await draftDrop({ stock: 40 })
      const injection = crashAt(client, nth, when)
      await schedule(drop).catch(() => 'the function died')
      injection.stop()
      const phase = (await now(drop)).phase
      if (phase === 'publishing') await repairDrops(NOW)
      if (phase !== 'draft') {
        expect(stateAt(await now(drop), NOW)).toBe('open')
        expect(await auditDrop(await now(drop))).toMatchObject({ added: 40, free: 40, wrong: [] })
      }
      if (injection.calls() < nth) break
    }
  },
)

test('a drop in the middle of its publication is shown to its operators, and to nobody else', async () => {
  const draft = await draftDrop({ stock: 40 })
  const drop: Drop = { ...draft, phase: 'publishing', buckets: 2, revision: 2 }
  await beginPublication(draft, drop)
  const caller = operatorOf()
  const seen = await ask(getManagedDrop, { params: params(drop), caller })
  expect(seen).toMatchObject({ status: 200, body: { drop: { state: 'draft', stock: { left: 40 } } } })
  expect(code(await ask(getCounts, { params: params(drop), caller }))).toBe(200)
  expect(code(await ask(getDrop, { params: params(drop), caller: undefined }))).toBe('drop-unknown')
  const retried = { params: params(drop), caller: someMember(), body: { retry: true } }
  expect(code(await ask(claimDrop, retried))).toBe('drop-unknown')
  const voucherId = voucherIdOf({ dropId: drop.dropId, bucket: 1, place: 0 })
  expect(code(await ask(getVoucher, { params: { voucherId }, caller: someMember() }))).toBe('voucher-unknown')
})

test('a drop whose closing has passed is not scheduled', async () => {
  const drop = await draftDrop({ opensAt: later(NOW, -HOUR_MS), closesAt: NOW })
  expect(code(await schedule(drop))).toBe('drop-in-the-past')
})

test('an operator of another district can do nothing to a drop', async () => {
  const stranger = operatorOf('org_CITY/org_OTHER')
  const draft = await draftDrop()
  expect(code(await schedule(draft, stranger))).toBe('org-out-of-scope')
  for (const step of [steps.pauseDrop, steps.resumeDrop, steps.closeDrop]) {
    expect(code(await ask(step, { params: params(draft), caller: stranger }))).toBe('org-out-of-scope')
  }
})

test('there is no publication with fewer codes than units, up to the ceiling', async () => {
  const drop = await draftDrop({ stock: 3, ceiling: 5, codes: 'imported' })
  expect(await imported(drop, lines(4))).toMatchObject({ state: 'done' })
  expect(code(await schedule(drop))).toBe('codes-too-few')
  expect(await imported(drop, lines(5))).toMatchObject({ state: 'done' })
  expect(code(await schedule(drop))).toBe(200)
  await expect(imported(drop, lines(6))).rejects.toThrow('drop-not-draft')
})

test('a drop whose first taps are drawn is not published at its opening or later: nobody could be in the draw', async () => {
  const drawn = await draftDrop({ openingSeconds: 30, opensAt: NOW })
  expect(code(await schedule(drawn))).toBe('drop-in-the-past')
  const early = await draftDrop({ openingSeconds: 30, opensAt: later(NOW, 1) })
  expect(code(await schedule(early))).toBe(200)
})

test('pausing refuses the next tap, resuming lets it through, closing shuts every bucket', async () => {
  const drop = await publishedDrop({ stock: 2 })
  const take = (step: typeof steps.pauseDrop) =>
    ask(step, { params: params(drop), body: { reason: '影院来电' }, caller: operatorOf() })
  expect([code(await take(steps.pauseDrop)), code(await take(steps.pauseDrop))]).toEqual([200, 200])
  expect(code(await claim(drop))).toBe('drop-paused')
  expect(code(await take(steps.resumeDrop))).toBe(200)
  expect(code(await claim(drop))).toBe(201)
  expect(code(await take(steps.closeDrop))).toBe(200)
  expect(code(await claim(drop))).toBe('drop-closed')
  expect(code(await take(steps.resumeDrop))).toBe('drop-step-impossible')
  expect(await auditDrop(await now(drop))).toMatchObject({
    added: 2,
    free: 1,
    byState: { issued: 1 },
    wrong: [],
  })
})

test('the repair closes a drop whose time is over', async () => {
  const drop = await publishedDrop()
  await repairDrops(drop.closesAt)
  expect((await now(drop)).phase).toBe('closed')
})
