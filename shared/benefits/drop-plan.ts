import * as z from 'zod/mini'
import { audience } from '../lib/audience.ts'
import { fileId } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { endOfDayAfter, epochMsOf, instantIn } from '../lib/instant.ts'
import { line, prose } from '../lib/text.ts'
import { drawPlan, isIssueOfItsDay, LIST_BEFORE_NUMBER_MINUTES, listIsOutInTime, ways } from './lottery.ts'
import { OPENING_LEAST_MS, openingSeconds } from './opening.ts'

export const dropKinds = ['film', 'goods', 'sports', 'meal', 'other'] as const
/** The drawn covers that ship with the mini-program. */
export const covers = ['fruit', 'film', 'badminton', 'meal', 'grocery', 'gift'] as const

const fen = z.int().check(z.minimum(0), z.maximum(10_000_000))

/** Units set aside for an org subtree; who belongs to several has the most specific. */
const quota = z.strictObject({
  orgId: idOf('org'),
  units: z.int().check(z.minimum(1), z.maximum(500_000)),
})

const plan = z.strictObject({
  /** The union that gives it. */
  orgId: idOf('org'),
  kind: z.enum(dropKinds),
  title: line(40),
  cover: z.enum(covers),
  /** Shown in place of the drawn one, which stands in where it cannot be loaded. */
  pictureId: z.optional(fileId),
  rules: prose(4_000),
  listPriceFen: fen,
  /** Paid at the outlet; 0 is free of charge. */
  memberPriceFen: fen,
  /** Taken off the member's points with the claim; without it a unit costs none. */
  pointsPrice: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
  stock: z.int().check(z.minimum(1), z.maximum(500_000)),
  /** The most that stock may ever be raised to; fixes the number of buckets. Default: the stock. */
  ceiling: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
  perMember: z.int().check(z.minimum(1), z.maximum(10)),
  audience,
  quotas: z.optional(z.array(quota).check(z.maxLength(50))),
  /** From here on what is left of the quotas is for everybody. Without it they are kept to the end. */
  reflowAt: z.optional(instantIn),
  /** Units that come back are offered by name to who waits, each for so long. Without it they are anybody's at once. */
  waitingList: z.optional(z.boolean()),
  offerMinutes: z.optional(z.int().check(z.minimum(5), z.maximum(1_440))),
  opensAt: instantIn,
  closesAt: instantIn,
  validFrom: z.optional(instantIn),
  validUntil: instantIn,
  /** Each voucher is to be used within so many days after the day of its claim, and never beyond `validUntil`. */
  useWithinDays: z.optional(z.int().check(z.minimum(1), z.maximum(365))),
  /** Units of vouchers that were not used in their days are given to others. Without it they are lost. */
  recycles: z.optional(z.boolean()),
  outletIds: z.array(idOf('outlet')).check(z.minLength(1), z.maxLength(200)),
  codes: z.enum(['generated', 'imported']),
  /** `here`: our QR, scanned by our clerk. `merchant`: an imported code that the member uncovers and uses at the merchant's own till. */
  redeemedAt: z.enum(['here', 'merchant']),
  /** Default: first come, first served. */
  way: z.optional(z.enum(ways)),
  /** Of a lottery: the public number that it is drawn with. */
  draw: z.optional(drawPlan),
  /** Whoever taps in the first so many seconds is in a draw (统一摇号). Without it the first tap has the first unit. */
  openingSeconds: z.optional(openingSeconds),
})

const order = (error: string, field: string, holds: (sent: z.output<typeof plan>) => boolean) =>
  z.refine<z.output<typeof plan>>(holds, { path: [field], error })

const unitsSetAside = ({ quotas = [] }: z.output<typeof plan>): number =>
  quotas.reduce((sum, { units }) => sum + units, 0)
const isDistinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

export const dropPlan = plan.check(
  order('结束要晚于开抢', 'closesAt', (sent) => sent.opensAt < sent.closesAt),
  order('有效期要晚于开抢', 'validUntil', (sent) => sent.opensAt < sent.validUntil),
  order('有效期的起点要早于终点', 'validFrom', (sent) => (sent.validFrom ?? sent.opensAt) < sent.validUntil),
  order(
    '要写明领取后几天内使用，过期的名额才能收回',
    'recycles',
    ({ recycles, useWithinDays }) => !recycles || useWithinDays !== undefined,
  ),
  order(
    '结束时最早的券还没到期，过期的名额没处收回；把结束往后放，或者开候补',
    'recycles',
    ({ recycles, waitingList, useWithinDays: days, opensAt, validFrom = opensAt, closesAt }) =>
      !recycles ||
      waitingList === true ||
      days === undefined ||
      endOfDayAfter(validFrom > opensAt ? validFrom : opensAt, days) < closesAt,
  ),
  order('抽签不收积分', 'pointsPrice', (sent) => sent.way !== 'lottery' || sent.pointsPrice === undefined),
  order('抽签的名额抽完就定了，过期不收回', 'recycles', (sent) => sent.way !== 'lottery' || !sent.recycles),
  order('会员价不能高于原价', 'memberPriceFen', (sent) => sent.memberPriceFen <= sent.listPriceFen),
  order('库存上限不能小于库存', 'ceiling', (sent) => (sent.ceiling ?? sent.stock) >= sent.stock),
  order('各单位名额加起来不能超过库存', 'quotas', (sent) => unitsSetAside(sent) <= sent.stock),
  order('同一个单位只能有一份名额', 'quotas', ({ quotas = [] }) =>
    isDistinct(quotas.map(({ orgId }) => orgId)),
  ),
  order(
    '名额合并的时间要在开抢和结束之间',
    'reflowAt',
    ({ reflowAt, opensAt, closesAt }) =>
      reflowAt === undefined || (opensAt < reflowAt && reflowAt < closesAt),
  ),
  order('在商家使用的要导入券码', 'codes', (sent) => sent.redeemedAt === 'here' || sent.codes === 'imported'),
  order('抽签每人限一份', 'perMember', (sent) => sent.way !== 'lottery' || sent.perMember === 1),
  order('抽签不分单位名额', 'quotas', (sent) => sent.way !== 'lottery' || !sent.quotas?.length),
  order('抽签没有候补，落选不递补', 'waitingList', (sent) => sent.way !== 'lottery' || !sent.waitingList),
  order('抽签要写明用哪一期福彩3D', 'draw', (sent) => sent.way !== 'lottery' || sent.draw !== undefined),
  order('先到先得不用开奖号码', 'draw', (sent) => sent.way === 'lottery' || sent.draw === undefined),
  order(
    `开奖要比截止晚 ${LIST_BEFORE_NUMBER_MINUTES} 分钟以上，名单要先公布`,
    'draw',
    (sent) => !sent.draw || listIsOutInTime(sent.closesAt, sent.draw),
  ),
  order('期号和开奖日期对不上', 'draw', (sent) => !sent.draw || isIssueOfItsDay(sent.draw)),
  order('抽签的场次不用统一摇号', 'openingSeconds', (sent) => sent.way !== 'lottery' || !sent.openingSeconds),
  order(
    '统一摇号不收积分',
    'pointsPrice',
    ({ pointsPrice, openingSeconds: seconds }) => pointsPrice === undefined || seconds === undefined,
  ),
  order(
    '统一摇号每人限一份',
    'perMember',
    (sent) => sent.openingSeconds === undefined || sent.perMember === 1,
  ),
  order(
    '统一摇号不分单位名额',
    'quotas',
    (sent) => sent.openingSeconds === undefined || !sent.quotas?.length,
  ),
  order(
    '统一摇号要开两分钟以上',
    'closesAt',
    ({ openingSeconds: seconds, opensAt, closesAt }) =>
      seconds === undefined || epochMsOf(closesAt) - epochMsOf(opensAt) >= OPENING_LEAST_MS,
  ),
  order('有效期要晚于开奖', 'validUntil', (sent) => !sent.draw || sent.draw.drawsAt < sent.validUntil),
)
export type DropPlan = z.output<typeof plan>
