import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { benefitsProblems } from './problems.ts'

/** Degrees to a tenth of a metre. A text may name a number too small for any database; rounded it is 0. */
const degrees = (max: number) =>
  z.pipe(
    z.number().check(z.minimum(-max), z.maximum(max)),
    z.transform((given: number) => Math.round(given * 1e6) / 1e6),
  )

/** A place where vouchers are redeemed. GCJ-02 degrees where known: what `wx.openLocation` takes and maps in China give. */
export const outlet = z.object({
  outletId: z.string(),
  name: z.string(),
  address: z.string(),
  /** 08:00–21:00 */
  hours: z.string(),
  latitude: z.optional(z.number()),
  longitude: z.optional(z.number()),
})
export type Outlet = z.infer<typeof outlet>

/** An outlet as those who look after it see it. */
export const managedOutlet = z.extend(outlet, {
  orgId: z.string(),
  /** Goes up with each correction; who corrects names the one that was read. */
  revision: z.int(),
  /** 闭店: no new drop chooses it from here on; what was claimed is still redeemed there. */
  closedAt: z.optional(z.string()),
})
export type ManagedOutlet = z.infer<typeof managedOutlet>

/** What is said of a place, when it is registered and when it is corrected. */
const place = {
  name: line(40),
  address: line(80),
  hours: line(40),
  latitude: z.optional(degrees(90)),
  longitude: z.optional(degrees(180)),
}
export const outletPlace = z.strictObject(place)
export type OutletPlace = z.output<typeof outletPlace>

const inScope = ['org-unknown', 'org-out-of-scope'] as const

export const createOutlet = contract({
  name: 'benefits.create-outlet',
  summary: '登记网点',
  method: 'POST',
  path: '/v1/benefits/outlets',
  audience: ['operator'],
  body: z.strictObject({ orgId: idOf('org'), ...place }),
  needsKey: true,
  replies: { 201: managedOutlet, 200: managedOutlet },
  refusals: refusalsFrom(benefitsProblems, ...inScope),
})

const ofOne = {
  audience: ['operator'],
  params: z.strictObject({ outletId: idOf('outlet') }),
  replies: { 200: managedOutlet },
} as const

export const editOutlet = contract({
  ...ofOne,
  name: 'benefits.edit-outlet',
  summary: '更正网点的名称、地址、营业时间；已经是这样就不变',
  method: 'PUT',
  path: '/v1/benefits/outlets/{outletId}',
  body: z.strictObject({ revision: z.int().check(z.minimum(1)), ...place }),
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'outlet-unknown', 'outlet-changed'),
})

export const closeOutlet = contract({
  ...ofOne,
  name: 'benefits.close-outlet',
  summary: '网点闭店：新的场次不能再选它，已经领到的券还能在那里核销',
  method: 'POST',
  path: '/v1/benefits/outlets/{outletId}/close',
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'outlet-unknown'),
})

export const reopenOutlet = contract({
  ...ofOne,
  name: 'benefits.reopen-outlet',
  summary: '闭店的网点重新启用',
  method: 'POST',
  path: '/v1/benefits/outlets/{outletId}/reopen',
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'outlet-unknown'),
})

export const listOutlets = contract({
  name: 'benefits.list-outlets',
  summary: '一家工会登记的网点，可以按名称、地址找',
  method: 'GET',
  path: '/v1/benefits/outlets',
  // A cadre binds a clerk to one.
  audience: ['operator', 'staff', 'cadre'],
  query: z.strictObject({
    orgId: idOf('org'),
    state: z.optional(z.enum(['open', 'closed'])),
    /** Part of the name or the address. */
    text: z.optional(line(40)),
    ...pageQuery,
  }),
  replies: { 200: pageOf(managedOutlet) },
  refusals: refusalsFrom(benefitsProblems, ...inScope),
})

export const listMyOutlets = contract({
  name: 'benefits.list-my-outlets',
  summary: '我当核销员的网点，连同今天核销的数',
  method: 'GET',
  path: '/v1/benefits/my-outlets',
  audience: ['clerk'],
  replies: {
    200: z.object({ items: z.array(z.extend(outlet, { redeemedToday: z.int() })), serverTime: z.string() }),
  },
})
