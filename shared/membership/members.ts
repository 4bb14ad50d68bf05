import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { standings } from '../lib/standing.ts'
import { tagList } from '../lib/tags.ts'
import { line } from '../lib/text.ts'
import { phone } from './phone.ts'
import { membershipProblems } from './problems.ts'

/** Twelve digits; the last checks the others. Spaces are slips. */
export const memberNo = z.pipe(
  z.string().check(z.maxLength(24)),
  z.pipe(
    z.transform((typed: string) => typed.normalize('NFKC').replace(/[\s-]/g, '')),
    z.string().check(z.regex(/^\d{12}$/)),
  ),
)

/** A member as a cadre sees one: masked. The whole name and phone are asked for by name, with a reason. */
export const memberFace = z.object({
  memberId: z.string(),
  memberNo: z.string(),
  nameMasked: z.string(),
  phoneMasked: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  tags: z.array(z.string()),
  joinedAt: z.string(),
  standing: z.enum(standings),
  /** Why, where it is not the plain one; in the cadre's words. */
  standingReason: z.optional(z.string()),
  standingSince: z.optional(z.string()),
})
export type MemberFace = z.infer<typeof memberFace>

export const listMembers = contract({
  name: 'membership.list-members',
  summary: '一家工会自己的会员（不含下级），先入会的在前',
  method: 'GET',
  path: '/v1/membership/members',
  audience: ['cadre'],
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(memberFace) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

export const findMember = contract({
  name: 'membership.find-member',
  summary: '按会员号或手机号，在一家工会和它的下级里找一位会员',
  method: 'POST',
  path: '/v1/membership/members/find',
  audience: ['cadre'],
  body: z
    .strictObject({ orgId: idOf('org'), memberNo: z.optional(memberNo), phone: z.optional(phone) })
    .check(
      z.refine((sent) => (sent.memberNo === undefined) !== (sent.phone === undefined), {
        path: ['memberNo'],
        error: '会员号或手机号，填一样',
      }),
    ),
  replies: { 200: z.object({ member: memberFace, serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope', 'member-unknown'),
})

const ofMember = { audience: ['cadre'], params: z.strictObject({ memberId: idOf('member') }) } as const

export const unmaskMember = contract({
  ...ofMember,
  name: 'membership.unmask-member',
  summary: '看一位会员的完整姓名和手机号；写明原因，会员自己看得到这次查看',
  method: 'POST',
  path: '/v1/membership/members/{memberId}/unmask',
  body: z.strictObject({ reason: line(60) }),
  replies: { 200: z.object({ name: z.string(), phone: z.string(), serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope', 'member-unknown'),
})

export const correctMember = contract({
  ...ofMember,
  name: 'membership.correct-member',
  summary: '更正会员的姓名或手机号；写上看到的原有内容和原因，记入会籍记录，会员会收到消息',
  method: 'PUT',
  path: '/v1/membership/members/{memberId}/contact',
  body: z.strictObject({
    /** As it was shown, whole; without a phone where the number has passed on to somebody else. */
    seen: z.strictObject({ name: line(40), phone: z.string().check(z.maxLength(20)) }),
    name: line(40),
    /** Absent: as it is. */
    phone: z.optional(phone),
    reason: line(60),
  }),
  replies: { 200: z.object({ member: memberFace, serverTime: z.string() }) },
  refusals: refusalsFrom(
    membershipProblems,
    'org-out-of-scope',
    'member-unknown',
    'standing-unfit',
    'member-changed',
    'phone-taken',
  ),
})

export const setTags = contract({
  ...ofMember,
  name: 'membership.set-tags',
  summary: '设置会员的标签；写上看到的原有标签，别人刚改过就不覆盖',
  method: 'PUT',
  path: '/v1/membership/members/{memberId}/tags',
  body: z.strictObject({ seen: z.array(line(20)).check(z.maxLength(20)), tags: tagList }),
  replies: { 200: z.object({ member: memberFace, serverTime: z.string() }) },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope', 'member-unknown', 'member-changed'),
})
