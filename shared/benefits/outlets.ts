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

/** A place where vouchers are redeemed. WGS-84 degrees, where known. */
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

export const createOutlet = contract({
  name: 'benefits.create-outlet',
  summary: '登记网点',
  method: 'POST',
  path: '/v1/benefits/outlets',
  audience: ['operator'],
  body: z.strictObject({
    orgId: idOf('org'),
    name: line(40),
    address: line(80),
    hours: line(40),
    latitude: z.optional(degrees(90)),
    longitude: z.optional(degrees(180)),
  }),
  needsKey: true,
  replies: { 201: outlet, 200: outlet },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
})

export const listOutlets = contract({
  name: 'benefits.list-outlets',
  summary: '一家工会登记的网点',
  method: 'GET',
  path: '/v1/benefits/outlets',
  // A cadre binds a clerk to one.
  audience: ['operator', 'staff', 'cadre'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(outlet) },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope'),
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
