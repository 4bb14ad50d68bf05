import * as z from 'zod/mini'
import { audience } from '../lib/audience.ts'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/** How many people: the very number, or where counting them would mean reading too many, a number they do not exceed. */
const people = z.object({ count: z.int(), isExact: z.boolean() })
export type People = z.infer<typeof people>

/** The members of a plan's pool; without an org it is the general one (公共池). */
const poolPeople = z.object({ orgId: z.optional(z.string()), name: z.optional(z.string()), people })
export type PoolPeople = z.infer<typeof poolPeople>

export const countAudience = contract({
  name: 'benefits.count-audience',
  summary: '编辑一场福利时看：现在有多少会员符合条件，每份名额各多少',
  method: 'POST',
  path: '/v1/benefits/audience-counts',
  audience: ['operator'],
  body: z.strictObject({
    audience,
    /** The orgs that are to have units of their own. */
    quotaOrgIds: z.array(idOf('org')).check(z.maxLength(50)),
  }),
  replies: {
    200: z.object({
      people,
      /** The general pool first, then one for each org in the order in which it was asked. */
      pools: z.array(poolPeople),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(benefitsProblems, 'org-unknown', 'org-out-of-scope', 'quota-outside-audience'),
})
