import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { dropPlan } from './drop-plan.ts'

/** Its first vouchers end on the 15th, at midnight in China. */
const plan = {
  orgId: 'org_01JXM1X0000000000000000000',
  kind: 'film',
  title: '1 元观影',
  cover: 'film',
  rules: '',
  listPriceFen: 4_500,
  memberPriceFen: 100,
  stock: 50,
  perMember: 1,
  audience: { orgIds: ['org_01JXM1X0000000000000000000'] },
  opensAt: '2026-06-12T02:00:00Z',
  closesAt: '2026-06-15T16:00:00Z',
  validUntil: '2026-08-31T12:00:00Z',
  useWithinDays: 3,
  recycles: true,
  outletIds: ['out_01JXM1X0000000000000000000'],
  codes: 'generated',
  redeemedAt: 'here',
}
const wrong = (given: object) => {
  const read = z.safeParse(dropPlan, { ...plan, ...given })
  return read.success ? [] : read.error.issues.map(({ path }) => String(path[0]))
}

test.each([
  ['a unit is taken back while the drop is open', {}, []],
  ['not once it has closed', { closesAt: '2026-06-15T15:59:59.999Z' }, ['recycles']],
  [
    'but for who waits: they are offered it until the vouchers end',
    { closesAt: '2026-06-12T04:00:00Z', waitingList: true },
    [],
  ],
  ['days count from when it may be used', { validFrom: '2026-06-13T02:00:00Z' }, ['recycles']],
  ['nothing is promised, nothing is asked', { closesAt: '2026-06-12T04:00:00Z', recycles: false }, []],
])('expired units: %s', (_, given, expected) => {
  expect(wrong(given)).toEqual(expected)
})
