import * as z from 'zod/mini'
import { audience, audienceShown } from '../lib/audience.ts'
import { contract } from '../lib/contract.ts'
import { fileId } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { epochMsOf, instantIn } from '../lib/instant.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line, prose } from '../lib/text.ts'
import {
  drawPlan,
  isIssueOfItsDay,
  LIST_BEFORE_NUMBER_MINUTES,
  listIsOutInTime,
  lotteryFace,
  myEntry,
  ways,
} from './lottery.ts'
import { OPENING_LEAST_MS, openingFace, openingSeconds } from './opening.ts'
import { outlet } from './outlets.ts'
import { benefitsProblems } from './problems.ts'
import { voucher } from './vouchers.ts'

export const dropKinds = ['film', 'goods', 'sports', 'meal', 'other'] as const
/** The drawn covers that ship with the mini-program. */
export const covers = ['fruit', 'film', 'badminton', 'meal', 'grocery', 'gift'] as const
/** What an operator sets in motion; `open` and `closed` also come by the server's clock. */
export const dropStates = ['draft', 'scheduled', 'open', 'paused', 'closed', 'settled'] as const

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

/** What a drop's card and page show of it. */
export const dropFace = z.object({
  dropId: z.string(),
  orgName: z.string(),
  kind: z.enum(dropKinds),
  title: z.string(),
  cover: z.enum(covers),
  /** Where its own picture is shown from, for an hour at least. */
  picture: z.optional(z.string()),
  listPriceFen: z.int(),
  memberPriceFen: z.int(),
  pointsPrice: z.optional(z.int()),
  perMember: z.int(),
  opensAt: z.string(),
  closesAt: z.string(),
  validFrom: z.string(),
  validUntil: z.string(),
  useWithinDays: z.optional(z.int()),
  recycles: z.boolean(),
  redeemedAt: z.enum(['here', 'merchant']),
  state: z.enum(dropStates),
  waitingList: z.boolean(),
  /** Units ever put in, and how many are left as read from the buckets at `asOf`. */
  stock: z.object({ total: z.int(), left: z.int(), asOf: z.string() }),
  /** Where it is given by lot. */
  lottery: z.optional(lotteryFace),
  /** Where the first taps are drawn. */
  opening: z.optional(openingFace),
})
export type DropFace = z.infer<typeof dropFace>

export const listDrops = contract({
  name: 'benefits.list-drops',
  summary: '会员看到的福利：开着的、快开的在前',
  method: 'GET',
  path: '/v1/benefits/drops',
  audience: 'anyone',
  query: z.strictObject({ kind: z.optional(z.enum(dropKinds)), ...pageQuery }),
  replies: { 200: pageOf(dropFace) },
})

/** A line above everything else on a drop's page. */
const banner = z.object({ text: z.string(), at: z.string() })

/** One rule looked at for the caller, in precedence order; the first that fails is the reason. */
export const lookedAt = z.object({
  rule: z.enum(['membership', 'window', 'audience', 'limit', 'points', 'stock']),
  holds: z.boolean(),
  /** 会员资格 · 在会 */
  words: z.string(),
})

export const getDrop = contract({
  name: 'benefits.get-drop',
  summary: '一场福利的全部，连同“我能抢吗”',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}',
  audience: 'anyone',
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: {
    200: z.object({
      drop: z.extend(dropFace, {
        rules: z.string(),
        rulesVersion: z.int(),
        outlets: z.array(outlet),
        /** What its operators want everybody to know now. */
        banner: z.optional(banner),
      }),
      mayI: z.object({
        may: z.boolean(),
        /** The code that a tap would be refused with now. */
        code: z.optional(z.string()),
        /** 你是南山区在会会员，本场还可抢 1 份 */
        words: z.string(),
        looked: z.array(lookedAt),
      }),
      /** The caller's points, where it costs some. */
      points: z.optional(z.object({ balance: z.int() })),
      /** Since when the caller waits for a unit that comes back. */
      waiting: z.optional(z.object({ since: z.string() })),
      /** Whether the caller is reminded before it opens; absent where there is no time left to ask for it. */
      reminded: z.optional(z.boolean()),
      /** What the caller already took of this drop. */
      mine: z.array(voucher),
      /** The caller's entry in its lottery, or in the draw of its opening. */
      entry: z.optional(myEntry),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(benefitsProblems, 'drop-unknown'),
})

/** A drop as its operator sees it. */
export const managedDrop = z.extend(dropFace, {
  orgId: z.string(),
  pictureId: z.optional(z.string()),
  rules: z.string(),
  rulesVersion: z.int(),
  ceiling: z.int(),
  audience: audienceShown,
  /** Whose units are set aside. */
  quotas: z.array(z.object({ orgId: z.string(), name: z.string(), units: z.int() })),
  reflowAt: z.optional(z.string()),
  /** Whose members cannot claim for now. */
  stoppedOrgs: z.array(z.object({ orgId: z.string(), name: z.string(), at: z.string() })),
  banner: z.optional(banner),
  offerMinutes: z.int(),
  outletIds: z.array(z.string()),
  codes: z.enum(['generated', 'imported']),
  importedCodes: z.int(),
  /** Counts the edits; an edit names the one it was made on. */
  revision: z.int(),
  createdAt: z.string(),
})
export type ManagedDrop = z.infer<typeof managedDrop>

export const createDrop = contract({
  name: 'benefits.create-drop',
  summary: '新建一场福利（草稿）',
  method: 'POST',
  path: '/v1/benefits/drops',
  audience: ['operator'],
  body: dropPlan,
  needsKey: true,
  replies: { 201: managedDrop, 200: managedDrop },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-unknown',
    'org-out-of-scope',
    'outlet-unknown',
    'quota-outside-audience',
    'cover-missing',
  ),
})

export const editDrop = contract({
  name: 'benefits.edit-drop',
  summary: '修改草稿',
  method: 'PUT',
  path: '/v1/benefits/drops/{dropId}',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  body: z.strictObject({ revision: z.int().check(z.minimum(1)), plan: dropPlan }),
  replies: { 200: managedDrop },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-unknown',
    'org-out-of-scope',
    'outlet-unknown',
    'quota-outside-audience',
    'cover-missing',
    'drop-unknown',
    'drop-changed',
    'drop-not-draft',
  ),
})

export const listManagedDrops = contract({
  name: 'benefits.list-managed-drops',
  summary: '一家工会办的福利：按状态、类别、文字、时间筛选，新的在前或按开抢时间',
  method: 'GET',
  path: '/v1/benefits/managed-drops',
  audience: ['operator', 'staff', 'auditor'],
  query: z.strictObject({
    orgId: idOf('org'),
    state: z.optional(z.enum(dropStates)),
    kind: z.optional(z.enum(dropKinds)),
    /** In its title or its union's name. */
    text: z.optional(line(40)),
    /** When it opens: from the one instant, before the other. */
    from: z.optional(instantIn),
    until: z.optional(instantIn),
    /** `opens` sorts the newest three hundred. */
    sort: z.optional(z.enum(['newest', 'opens'])),
    /** Only those of a set of this union’s. */
    setId: z.optional(idOf('dropSet')),
    /** Also those of the unions below. */
    below: z.optional(z.literal('yes')),
    ...pageQuery,
  }),
  replies: { 200: pageOf(managedDrop) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope', 'drop-set-unknown'),
})

export const getManagedDrop = contract({
  name: 'benefits.get-managed-drop',
  summary: '运营看一场福利',
  method: 'GET',
  path: '/v1/benefits/managed-drops/{dropId}',
  audience: ['operator', 'staff', 'auditor'],
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: { 200: z.object({ drop: managedDrop, serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})
