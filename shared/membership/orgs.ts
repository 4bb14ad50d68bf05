import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { membershipProblems } from './problems.ts'

/** 市总工会 → 区/产业工会 → 街道/行业工会 → 基层(企业)工会. */
export const orgLevels = ['city', 'district', 'street', 'workplace'] as const

export const org = z.object({
  orgId: z.string(),
  name: z.string(),
  level: z.enum(orgLevels),
  path: z.string(),
  /** Names from the city down to this org. */
  pathNames: z.array(z.string()),
})
export type Org = z.infer<typeof org>

export const listOrgs = contract({
  name: 'membership.list-orgs',
  summary: '某个工会和它的下一级；不指定时是市总工会',
  method: 'GET',
  path: '/v1/membership/orgs',
  audience: 'anyone',
  query: z.strictObject({ orgId: z.optional(idOf('org')) }),
  replies: { 200: z.object({ org, below: z.array(org) }) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown'),
})
