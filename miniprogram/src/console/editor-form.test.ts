import { expect, test } from 'vitest'
import { blankForm, type EditorForm, readForm } from './editor-form'

const ORG = { orgId: 'org_01JXM1X0000000000000000000', name: '南山区总工会' }
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
}
const errorsOf = (part: Partial<EditorForm>) => {
  const read = readForm({ ...form, ...part })
  return read.ok ? {} : read.errors
}

test('prices are yuan in the form and fen in the plan, times China’s in the form and UTC in the plan', () => {
  const read = readForm(form)
  expect(read).toMatchObject({
    ok: true,
    plan: { memberPriceFen: 1_920, listPriceFen: 4_800, opensAt: '2026-06-12T02:00:00.000Z' },
  })
})

test.each([
  [{ title: ' ' }, 'title'],
  [{ memberPrice: '19.203' }, 'memberPriceFen'],
  [{ stock: '0' }, 'stock'],
  [{ stock: '十' }, 'stock'],
  [{ opensAt: '' }, 'opensAt'],
  [{ outletIds: [] }, 'outletIds'],
  [{ orgs: [] }, 'audience'],
] satisfies [Partial<EditorForm>, string][])('%o is wrong at %s, said in Chinese', (part, field) => {
  expect(Object.keys(errorsOf(part))).toEqual([field])
  expect(errorsOf(part)[field]).toMatch(/^[请规]/)
})

test('a lottery names its issue and when that is drawn, in China’s time; first come, first served names none', () => {
  const lottery = { way: 'lottery', issue: '2026153', drawsAt: '2026-06-12T21:15' } as const
  expect(readForm({ ...form, ...lottery })).toMatchObject({
    ok: true,
    plan: { way: 'lottery', draw: { issue: '2026153', drawsAt: '2026-06-12T13:15:00.000Z' } },
  })
  expect(readForm({ ...form, ...lottery, way: 'first-come' })).not.toHaveProperty('plan.draw')
  expect(errorsOf({ ...lottery, issue: '153' })).toEqual({ draw: '请填写 7 位期号和开奖时间' })
  expect(errorsOf({ ...lottery, issue: '2025153' })).toEqual({ draw: '期号和开奖日期对不上' })
})

test('what the plan itself forbids is said in its words, beside the field', () => {
  expect(errorsOf({ closesAt: '2026-06-12T09:00' })).toEqual({ closesAt: '结束要晚于开抢' })
  expect(errorsOf({ memberPrice: '50' })).toEqual({ memberPriceFen: '会员价不能高于原价' })
  expect(errorsOf({ redeemedAt: 'merchant' })).toEqual({ codes: '在商家使用的要导入券码' })
})

test('days after the claim are told only where they are typed, and a lottery takes nothing back', () => {
  expect(readForm(form)).not.toHaveProperty('plan.useWithinDays')
  expect(readForm(form)).not.toHaveProperty('plan.recycles')
  const days = { ...form, useWithinDays: '7', returned: 'line' } as const
  expect(readForm(days)).toMatchObject({ plan: { useWithinDays: 7, recycles: true } })
  expect(readForm({ ...days, recycles: 'lose' })).toMatchObject({ plan: { recycles: false } })
  const lottery = { way: 'lottery', issue: '2026153', drawsAt: '2026-06-12T21:15' } as const
  expect(readForm({ ...days, ...lottery })).toMatchObject({ plan: { recycles: false } })
  expect(errorsOf({ useWithinDays: '7', returned: 'anybody' })).toHaveProperty('recycles')
  expect(errorsOf({ useWithinDays: '0' })).toEqual({ useWithinDays: '请填写 1 到 365 的整数，或不填' })
})

test('a price in points is told where one is typed, and a lottery has none', () => {
  expect(readForm(form)).not.toHaveProperty('plan.pointsPrice')
  expect(readForm({ ...form, pointsPrice: '200' })).toMatchObject({ plan: { pointsPrice: 200 } })
  expect(errorsOf({ pointsPrice: '两百' })).toEqual({ pointsPrice: '请填写 1 到 1000000 的整数，或不填' })
  const lottery = { way: 'lottery', issue: '2026153', drawsAt: '2026-06-12T21:15' } as const
  expect(readForm({ ...form, ...lottery, pointsPrice: '200' })).not.toHaveProperty('plan.pointsPrice')
})

test('the seconds of a simultaneous opening are part of the plan where they are given, and checked like the rest', () => {
  expect(readForm({ ...form, openingSeconds: '5' })).toMatchObject({ ok: true, plan: { openingSeconds: 5 } })
  expect(readForm(form)).not.toHaveProperty('plan.openingSeconds')
  expect(errorsOf({ openingSeconds: '31' })).toEqual({ openingSeconds: '请填写 1 到 30 的整数' })
  expect(errorsOf({ openingSeconds: ' ' })).toEqual({ openingSeconds: '请填写 1 到 30 的整数' })
  expect(errorsOf({ openingSeconds: '5', perMember: '2' })).toEqual({ perMember: '统一摇号每人限一份' })
  const quotas = [{ ...ORG, units: '5' }]
  expect(errorsOf({ openingSeconds: '5', quotas, reflow: 'never' })).toEqual({
    quotas: '统一摇号不分单位名额',
  })
})
