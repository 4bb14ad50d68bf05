import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { claimProblems } from './claim-problems.ts'
import { myEntry } from './lottery.ts'

const params = z.strictObject({ dropId: idOf('drop') })
const ofWindow = ['drop-unknown', 'drop-first-come', 'drop-not-open', 'drop-closed'] as const

/** 201: I am in. 200: I was in already, whatever the clock says now. */
export const enterDrop = contract({
  name: 'benefits.enter-drop',
  summary: '报名抽签，一人一次',
  method: 'POST',
  path: '/v1/benefits/drops/{dropId}/entry',
  audience: 'member',
  takes: true,
  pace: { burst: 20, perSecond: 10 },
  params,
  replies: {
    201: z.object({ entry: myEntry, serverTime: z.string() }),
    200: z.object({ entry: myEntry, serverTime: z.string() }),
  },
  refusals: refusalsFrom(
    claimProblems,
    ...ofWindow,
    'drop-paused',
    'audience-org',
    'audience-tag',
    'audience-joined',
    'audience-roster',
    'org-stopped',
  ),
})

/** Says nothing of whether there was one: a repeated withdrawal ends as the first. */
export const withdrawEntry = contract({
  name: 'benefits.withdraw-entry',
  summary: '撤回报名，截止前都可以',
  method: 'DELETE',
  path: '/v1/benefits/drops/{dropId}/entry',
  audience: 'member',
  pace: { burst: 20, perSecond: 10 },
  params,
  replies: { 200: z.object({ serverTime: z.string() }) },
  refusals: refusalsFrom(claimProblems, ...ofWindow),
})
