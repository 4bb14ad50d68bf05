import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { application } from './applications.ts'
import { memberFace } from './members.ts'
import { membershipProblems } from './problems.ts'

/**
 * The repair desk: somebody applied with a phone that is a member's already. Either it is that member on another
 * WeChat, or somebody who has the number now. The cadres of the member's union look, for it is their record.
 */
export const repair = z.object({
  applicationId: z.string(),
  submittedAt: z.string(),
  /** The union that was applied to. */
  orgName: z.string(),
  nameMasked: z.string(),
  phoneMasked: z.string(),
  /** Whether both go by the same name, as it is compared; a hint, no proof. */
  sameName: z.boolean(),
  holder: memberFace,
})
export type Repair = z.infer<typeof repair>

export const listRepairs = contract({
  name: 'membership.list-repairs',
  summary: '重复核实：用了已有会员手机号的申请，先到的在前',
  method: 'GET',
  path: '/v1/membership/repairs',
  audience: ['cadre'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(repair) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

const ofRepair = {
  method: 'POST',
  audience: ['cadre'],
  params: z.strictObject({ applicationId: idOf('application') }),
} as const

const whole = z.object({ name: z.string(), phone: z.string() })

export const unmaskRepair = contract({
  ...ofRepair,
  name: 'membership.unmask-repair',
  summary: '看申请人和原会员的完整姓名、手机号；写明原因，两边的查看都记下来',
  path: '/v1/membership/repairs/{applicationId}/unmask',
  body: z.strictObject({ reason: line(60) }),
  replies: { 200: z.object({ applicant: whole, holder: whole, serverTime: z.string() }) },
  refusals: refusalsFrom(
    membershipProblems,
    'org-out-of-scope',
    'application-unknown',
    'application-decided',
  ),
})

export const decideRepair = contract({
  ...ofRepair,
  name: 'membership.decide-repair',
  summary:
    '是同一个人就合并（会员身份转到新的微信）；号码换了主人就从原会员名下放开，申请照常审核；都不是就退回',
  path: '/v1/membership/repairs/{applicationId}/decision',
  body: z.strictObject({ decision: z.enum(['merge', 'refuse', 'passed-on']), reason: line(100) }),
  replies: {
    /** `waiting`: the phone has become free meanwhile, so the application is with its own union again. */
    200: z.object({ application, serverTime: z.string() }),
  },
  refusals: refusalsFrom(
    membershipProblems,
    'org-out-of-scope',
    'application-unknown',
    'application-decided',
    'already-member',
    'roles-held',
  ),
})
