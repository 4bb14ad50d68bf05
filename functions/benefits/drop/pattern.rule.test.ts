import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import type { Drop } from './drop.rule.ts'
import { planAt, planOf } from './pattern.rule.ts'
import { NOW } from './test-drop.ts'

const ULID = '01J00000000000000000000000'
const drop = {
  dropId: `drp_${ULID}`,
  phase: 'scheduled',
  revision: 7,
  orgId: `org_${ULID}`,
  orgPath: 'org_CITY',
  kind: 'film',
  title: '1 元观影',
  cover: 'film',
  rules: '每人限一张',
  listPriceFen: 4_500,
  memberPriceFen: 100,
  stock: 50,
  perMember: 1,
  audience: { orgIds: [`org_${ULID}`] },
  quotas: [{ orgId: `org_${ULID}`, units: 20, path: 'org_CITY', name: '南山' }],
  opensAt: NOW,
  reflowAt: later(NOW, HOUR_MS / 2),
  closesAt: later(NOW, HOUR_MS),
  validUntil: later(NOW, 7 * DAY_MS),
  outletIds: [`out_${ULID}`],
  codes: 'generated',
  redeemedAt: 'here',
  codesCount: 3,
  writtenBy: 'per_AUTHOR',
  judgement: { state: 'approved' },
  banner: { text: '延到明天', at: NOW },
} as unknown as Drop

test('of a drop the plan is copied, and nothing that happened to it', () => {
  const plan = planOf(drop)
  expect(plan).toMatchObject({ title: '1 元观影', quotas: [{ orgId: `org_${ULID}`, units: 20 }] })
  expect(plan.quotas?.[0]).toEqual({ orgId: `org_${ULID}`, units: 20 })
  for (const field of ['dropId', 'phase', 'writtenBy', 'judgement', 'banner', 'codesCount'])
    expect(field in plan).toBe(false)
})

test('all times keep their distance to the opening', () => {
  const opensAt = later(NOW, 14 * DAY_MS)
  const made = planAt(planOf(drop), { opensAt })
  expect('plan' in made && made.plan).toMatchObject({
    opensAt,
    reflowAt: later(opensAt, HOUR_MS / 2),
    closesAt: later(opensAt, HOUR_MS),
    validUntil: later(opensAt, 7 * DAY_MS),
  })
})

test('a lottery needs a number of its own, and says so', () => {
  const lottery = {
    ...drop,
    way: 'lottery',
    quotas: [],
    reflowAt: undefined,
    draw: { issue: '2026163', drawsAt: later(NOW, DAY_MS) },
  } as Drop
  expect(planAt(planOf(lottery), { opensAt: later(NOW, 7 * DAY_MS) })).toEqual({ fields: ['draw'] })
})
