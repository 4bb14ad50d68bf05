import { expect, test } from 'vitest'
import { blankForm, type EditorForm, readForm } from './editor-form'
import { idleUnits, monthsBefore, quotasOf, unitsLeft } from './quota-form'

const ORG = { orgId: 'org_01JXM1X0000000000000000000', name: '南山区总工会' }
const OTHER = { orgId: 'org_01JXM1X0000000000000000001', name: '粤海街道总工会' }
const form: EditorForm = {
  ...blankForm(ORG),
  title: '时令水果礼盒',
  listPrice: '48',
  memberPrice: '19.2',
  stock: '500',
  opensAt: '2026-06-12T10:00',
  closesAt: '2026-06-12T12:00',
  validUntil: '2026-06-19T21:00',
  outletIds: ['out_01JXM1X0000000000000000000'],
  quotas: [{ ...OTHER, units: '120' }],
  reflowAt: '2026-06-12T11:00',
}
const errorsOf = (part: Partial<EditorForm>) => {
  const read = readForm({ ...form, ...part })
  return read.ok ? {} : read.errors
}

test('units for orgs and the instant of the reflow are part of the plan; what they leave is for everybody', () => {
  expect(readForm(form)).toMatchObject({
    ok: true,
    plan: { quotas: [{ orgId: OTHER.orgId, units: 120 }], reflowAt: '2026-06-12T03:00:00.000Z' },
  })
  expect(unitsLeft('500', form.quotas)).toBe(380)
})

test('without quotas nothing is said of a reflow; with “never” there is none', () => {
  expect(readForm({ ...form, quotas: [] })).not.toHaveProperty('plan.reflowAt')
  expect(readForm({ ...form, reflow: 'never' })).not.toHaveProperty('plan.reflowAt')
})

test('what is wrong with the quotas is said beside the line or the sum it concerns', () => {
  const two = [...form.quotas, { ...ORG, units: '' }]
  expect(errorsOf({ quotas: two })).toEqual({ 'quotas.1': '请填写 1 到 500000 的整数' })
  expect(errorsOf({ quotas: [{ ...OTHER, units: '501' }] })).toEqual({
    quotas: '各单位名额加起来不能超过库存',
  })
  expect(errorsOf({ reflowAt: '' })).toEqual({ reflowAt: '请选合并的时间，或选一直保留' })
  expect(errorsOf({ reflowAt: '2026-06-12T12:00' })).toEqual({ reflowAt: '名额合并的时间要在开抢和结束之间' })
})

test('a lottery has no quotas, whatever was typed before it became one', () => {
  const lottery = { way: 'lottery', issue: '2026153', drawsAt: '2026-06-12T21:15' } as const
  expect(readForm({ ...form, ...lottery })).not.toHaveProperty('plan.quotas')
})

test('a draft that is opened again shows its quotas as they were', () => {
  const quotas = [{ ...OTHER, units: 120 }]
  const { reflowAt } = form
  expect(quotasOf({ quotas, reflowAt: '2026-06-12T03:00:00.000Z' })).toEqual({
    quotas: form.quotas,
    reflow: 'at',
    reflowAt,
  })
  expect(quotasOf({ quotas })).toMatchObject({ reflow: 'never' })
})

test.each([
  [120, { count: 120, isExact: true }, 1, 0],
  [121, { count: 120, isExact: true }, 1, 1],
  [240, { count: 120, isExact: true }, 2, 0],
  [100, { count: 40, isExact: false }, 1, 60],
  [10, { count: 40, isExact: false }, 1, 0],
])('%i units for %o, %i each: %i would lie idle', (units, people, perMember, idle) => {
  expect(idleUnits(units, people, perMember)).toBe(idle)
})

test.each([
  ['2026-06-12T10:00', 6, '2025-12-12T10:00'],
  ['2026-05-31T10:00', 3, '2026-02-28T10:00'],
  ['2024-02-29T00:00', 12, '2023-02-28T00:00'],
])('%s less %i months is %s', (local, months, before) => {
  expect(monthsBefore(local, months)).toBe(before)
})
