import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { org } from '../lib/org.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { membershipProblems } from './problems.ts'

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
