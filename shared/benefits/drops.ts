import * as z from 'zod/mini'
import { audienceShown } from '../lib/audience.ts'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { covers, dropKinds, dropPlan } from './drop-plan.ts'
import { lotteryFace, myEntry } from './lottery.ts'
import { openingFace } from './opening.ts'
import { outlet } from './outlets.ts'
import { benefitsProblems } from './problems.ts'
import { voucher } from './vouchers.ts'

/** What an operator sets in motion; `open` and `closed` also come by the server's clock. */
export const dropStates = ['draft', 'scheduled', 'open', 'paused', 'closed', 'settled'] as const

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
    'outlet-closed',
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
    'outlet-closed',
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
    /** `laid`: whichever it is in since it was published. */
    state: z.optional(z.enum([...dropStates, 'laid'])),
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
