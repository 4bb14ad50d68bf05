import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { orgLevels } from '../lib/org.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { dropStates } from './drops.ts'
import { benefitsProblems } from './problems.ts'

const readers = ['operator', 'staff', 'auditor'] as const
const params = z.strictObject({ dropId: idOf('drop') })
const refusals = refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown')

/** 看到 → 点击 → 抢到 → 核销. The first two count openings and taps, not people, and are approximate. */
const funnel = z.object({
  seenAbout: z.int(),
  tappedAbout: z.int(),
  claimed: z.int(),
  redeemed: z.int(),
})
export type Funnel = z.infer<typeof funnel>

/** Claims and redemptions in one hour (0–23) of one day, Asia/Shanghai. */
const inHour = z.object({ day: z.string(), hour: z.int(), claims: z.int(), redeemed: z.int() })

export const dropFigures = z.object({
  dropId: z.string(),
  title: z.string(),
  state: z.enum(dropStates),
  redeemedAt: z.enum(['here', 'merchant']),
  stock: z.int(),
  funnel,
  undone: z.int(),
  byHour: z.array(inHour),
  /** Claims by hour and org are those up to here; all else is exact at once. */
  claimsAsOf: z.string(),
  byOutlet: z.array(z.object({ outletId: z.string(), outletName: z.string(), redeemed: z.int() })),
  /** Where vouchers are used at the merchant's own till: `redeemed` is what the merchant's file said, up to this day. */
  reportedUntil: z.optional(z.string()),
  serverTime: z.string(),
})
export type DropFigures = z.infer<typeof dropFigures>

export const getFigures = contract({
  name: 'benefits.get-figures',
  summary: '一场福利的数据：看到、点击、抢到、核销，按时段和网点',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/figures',
  audience: readers,
  params,
  replies: { 200: dropFigures },
  refusals,
})

const ofOrg = z.object({
  orgId: z.string(),
  orgName: z.string(),
  level: z.enum(orgLevels),
  claims: z.int(),
  redeemed: z.int(),
  /** Whether orgs below it have claims. */
  hasBelow: z.boolean(),
})
export type OrgFigures = z.infer<typeof ofOrg>

export const getOrgFigures = contract({
  name: 'benefits.get-org-figures',
  summary: '一场福利按单位的抢到和核销，四级逐级展开；上级的数包含下级',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/figures/orgs',
  audience: readers,
  params,
  query: z.strictObject({ under: z.optional(idOf('org')), ...pageQuery }),
  replies: { 200: z.extend(pageOf(ofOrg), { under: ofOrg, asOf: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope', 'drop-unknown'),
})

export const unredeemedSorts = ['claimed', 'org'] as const

export const listUnredeemed = contract({
  name: 'benefits.list-unredeemed',
  summary: '抢到还没核销的人，姓名手机打码；按领取时间或单位排',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/unredeemed',
  audience: readers,
  params,
  query: z.strictObject({ sort: z.optional(z.enum(unredeemedSorts)), ...pageQuery }),
  replies: {
    200: z.extend(
      pageOf(
        z.object({
          voucherId: z.string(),
          nameMasked: z.string(),
          phoneMasked: z.string(),
          orgName: z.string(),
          claimedAt: z.string(),
        }),
      ),
      { total: z.int() },
    ),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown', 'list-too-long'),
})

/** A campaign: drops that are looked at together. */
const dropSetBody = {
  name: line(40),
  dropIds: z.array(idOf('drop')).check(z.minLength(1), z.maxLength(20)),
}
const dropSet = z.object({ setId: z.string(), orgId: z.string(), ...dropSetBody, createdAt: z.string() })
export type DropSet = z.infer<typeof dropSet>

export const createDropSet = contract({
  name: 'benefits.create-drop-set',
  summary: '把几场福利放进一个活动，一起看数据',
  method: 'POST',
  path: '/v1/benefits/drop-sets',
  audience: ['operator', 'staff'],
  needsKey: true,
  body: z.strictObject({ orgId: idOf('org'), ...dropSetBody }),
  replies: { 201: dropSet, 200: dropSet },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope', 'drop-unknown'),
})

export const listDropSets = contract({
  name: 'benefits.list-drop-sets',
  summary: '一家工会的活动，新的在前',
  method: 'GET',
  path: '/v1/benefits/drop-sets',
  audience: readers,
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(dropSet) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
})
