import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { orgLevels } from '../lib/org.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { dropStates } from './drops.ts'
import { benefitsProblems } from './problems.ts'

const row = z.object({
  outletId: z.string(),
  outletName: z.string(),
  /** Asia/Shanghai. */
  day: z.string(),
  redeemed: z.int(),
  undone: z.int(),
})

/** Claims in one hour (0–23) of one day, Asia/Shanghai. */
const claimsInHour = z.object({ day: z.string(), hour: z.int(), claims: z.int() })

/** Claims of an org and all orgs below it; `own` are those of members who belong to this very org. */
const claimsOfOrg = z.object({
  orgId: z.string(),
  orgName: z.string(),
  level: z.enum(orgLevels),
  claims: z.int(),
  own: z.int(),
})

/** Claims that were refused, by problem code, the most frequent first. Approximate: told once a second, and now and then lost. */
const refusals = z.array(z.object({ code: z.string(), count: z.int() }))

const ofDrop = {
  params: z.strictObject({ dropId: idOf('drop') }),
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
}

export const getCounts = contract({
  name: 'benefits.get-counts',
  summary: '库存、已抢、已核销，按网点、日期、时段和单位',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/counts',
  audience: ['operator', 'staff', 'auditor'],
  ...ofDrop,
  replies: {
    200: z.object({
      stock: z.object({ total: z.int(), left: z.int() }),
      claimed: z.int(),
      redeemed: z.int(),
      undone: z.int(),
      /** Not used in time: units that went to others, and vouchers that keep theirs (exact once the drop is over, by the day's round before). */
      expired: z.object({ recycled: z.int(), standing: z.int() }),
      /** Made void by the union, and not replaced. */
      voided: z.int(),
      byOutletAndDay: z.array(row),
      /** Used at the merchant's own till: what its latest file says, of all days up to `until`. Absent until one has come. */
      reported: z.optional(
        z.object({
          until: z.string(),
          redeemed: z.int(),
          byOutlet: z.array(z.object({ outletId: z.string(), outletName: z.string(), redeemed: z.int() })),
        }),
      ),
      /** Counted by the fold: all claims up to `asOf`, perhaps some after; by the first orgs right below the drop's own. */
      claims: z.object({
        asOf: z.string(),
        total: z.int(),
        byHour: z.array(claimsInHour),
        byOrg: z.array(claimsOfOrg),
      }),
      refusals,
      serverTime: z.string(),
    }),
  },
})

export const getOrgCounts = contract({
  name: 'benefits.get-org-counts',
  summary: '某个单位的领取数和它直属各单位的领取数，一级一级展开',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/counts/orgs',
  audience: ['operator', 'staff', 'auditor'],
  params: ofDrop.params,
  /** Default: the org that gives the drop. */
  query: z.strictObject({ under: z.optional(idOf('org')), ...pageQuery }),
  replies: {
    200: z.extend(pageOf(claimsOfOrg), {
      asOf: z.string(),
      under: z.extend(claimsOfOrg, { byHour: z.array(claimsInHour) }),
    }),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope', 'drop-unknown'),
})

export const getLive = contract({
  name: 'benefits.get-live',
  summary: '实况：每 2 秒问一次的那几个数，场次再大也一样便宜',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/live',
  audience: ['operator', 'staff', 'auditor'],
  ...ofDrop,
  replies: {
    200: z.object({
      serverTime: z.string(),
      /** When the table was read for all that follows; at most a few seconds ago while somebody looks. */
      asOf: z.string(),
      state: z.enum(dropStates),
      stock: z.object({ total: z.int(), left: z.int() }),
      /** Per pool, the general one first and without a name. */
      pools: z.array(z.object({ name: z.optional(z.string()), total: z.int(), left: z.int() })),
      claims: z.object({ total: z.int(), perSecond: z.number() }),
      refusals,
      redeemed: z.int(),
      undone: z.int(),
      byOutlet: z.array(z.object({ outletId: z.string(), redeemed: z.int(), undone: z.int() })),
    }),
  },
})
