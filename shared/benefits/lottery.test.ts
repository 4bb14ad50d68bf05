import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { dropPlan } from './drop-plan.ts'

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
  closesAt: '2026-06-17T12:00:00Z',
  validUntil: '2026-07-01T12:00:00Z',
  outletIds: ['out_01JXM1X0000000000000000000'],
  codes: 'generated',
  redeemedAt: 'here',
}
const draw = { issue: '2026158', drawsAt: '2026-06-17T13:15:00Z' }
const lottery = { ...plan, way: 'lottery', draw }
const said = (sent: object) => {
  const read = z.safeParse(dropPlan, sent)
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`)
}

test.each([
  ['a plan without a way is first come, first served', plan, []],
  ['a lottery names its issue', lottery, []],
  [
    'an issue may lag behind the day by the holidays',
    { ...lottery, draw: { ...draw, issue: '2026148' } },
    [],
  ],
  [
    'and is not ahead of it',
    { ...lottery, draw: { ...draw, issue: '2026169' } },
    ['draw: 期号和开奖日期对不上'],
  ],
  [
    'nor of another year',
    { ...lottery, draw: { ...draw, issue: '2025158' } },
    ['draw: 期号和开奖日期对不上'],
  ],
  ['a lottery without an issue is none', { ...plan, way: 'lottery' }, ['draw: 抽签要写明用哪一期福彩3D']],
  ['an issue without a lottery', { ...plan, draw }, ['draw: 先到先得不用开奖号码']],
  ['one each', { ...lottery, perMember: 2 }, ['perMember: 抽签每人限一份']],
  [
    'the list is out half an hour before the number',
    { ...lottery, closesAt: '2026-06-17T12:45:00.001Z' },
    ['draw: 开奖要比截止晚 30 分钟以上，名单要先公布'],
  ],
  ['a voucher outlives the draw', { ...lottery, validUntil: draw.drawsAt }, ['validUntil: 有效期要晚于开奖']],
  ['nobody waits', { ...lottery, waitingList: true }, ['waitingList: 抽签没有候补，落选不递补']],
])('%s', (_, sent, expected) => {
  expect(said(sent)).toEqual(expected)
})
