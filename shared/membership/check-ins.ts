import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { oneShown, shownFields } from '../lib/member-code.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { membershipProblems } from './problems.ts'

/** A list that people are ticked off on at a door: 端午包粽子活动, 10 月职工大会. */
export const checkInList = z.object({
  listId: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  title: z.string(),
  /** Whether only members of this org and below may come. */
  ownOnly: z.boolean(),
  createdAt: z.string(),
  /** How many are in, exact. */
  checkedIn: z.int(),
})
export type CheckInList = z.infer<typeof checkInList>

const desks = ['staff', 'operator', 'matchmaker', 'cadre'] as const
const ofList = { audience: desks, params: z.strictObject({ listId: idOf('checkInList') }) } as const

export const createCheckInList = contract({
  name: 'membership.create-check-in-list',
  summary: '新建一张签到表',
  method: 'POST',
  path: '/v1/membership/check-in-lists',
  audience: desks,
  body: z.strictObject({ orgId: idOf('org'), title: line(30), ownOnly: z.boolean() }),
  needsKey: true,
  replies: { 201: checkInList, 200: checkInList },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

export const listCheckInLists = contract({
  name: 'membership.list-check-in-lists',
  summary: '一家工会的签到表，新的在前',
  method: 'GET',
  path: '/v1/membership/check-in-lists',
  audience: desks,
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(checkInList) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

export const checkIn = z.object({
  nameMasked: z.string(),
  phoneMasked: z.string(),
  orgName: z.string(),
  at: z.string(),
})
export type CheckIn = z.infer<typeof checkIn>

const answer = z.object({
  /** `first`: now ticked off. `already`: was in before, at `checkIn.at`. */
  outcome: z.enum(['first', 'already']),
  checkIn,
  late: z.boolean(),
  checkedIn: z.int(),
  serverTime: z.string(),
})

export const checkInMember = contract({
  ...ofList,
  name: 'membership.check-in-member',
  summary: '扫会员码签到：第一次，还是已经签过',
  method: 'POST',
  path: '/v1/membership/check-in-lists/{listId}/check-ins',
  body: z.strictObject(shownFields).check(oneShown),
  needsKey: true,
  replies: { 201: answer, 200: answer },
  refusals: refusalsFrom(
    membershipProblems,
    'org-out-of-scope',
    'check-in-list-unknown',
    'member-code-invalid',
    'member-code-expired',
    'member-digits-unknown',
    'member-digits-attempts',
    'check-in-not-invited',
  ),
})

export const listCheckIns = contract({
  ...ofList,
  name: 'membership.list-check-ins',
  summary: '一张签到表上已经到的人，刚到的在前',
  method: 'GET',
  path: '/v1/membership/check-in-lists/{listId}/check-ins',
  query: z.strictObject({ ...pageQuery }),
  replies: { 200: z.extend(pageOf(checkIn), { list: checkInList }) },
  refusals: refusalsFrom(membershipProblems, 'org-out-of-scope', 'check-in-list-unknown'),
})
