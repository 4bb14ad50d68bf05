import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { reason } from './deeds.ts'
import { managedDrop } from './drops.ts'
import { benefitsProblems } from './problems.ts'

/**
 * What an operator does to a drop that is published, besides the steps of its life. Each says what the drop is to be
 * like, so a repetition finds it done and is no second deed.
 */
const control = {
  method: 'POST',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: { 200: z.object({ drop: managedDrop, serverTime: z.string() }) },
} as const

const ofControl = ['org-out-of-scope', 'drop-unknown', 'drop-changed', 'drop-step-impossible'] as const

/** So long before the closing it can be put off no more: by then it is on its way to every function. */
export const EXTENDED_BEFORE_SECONDS = 60

export const extendDrop = contract({
  ...control,
  name: 'benefits.extend-drop',
  summary: '延长：结束时间、有效期只能往后',
  path: '/v1/benefits/drops/{dropId}/extension',
  body: z
    .strictObject({
      closesAt: z.optional(instantIn),
      validUntil: z.optional(instantIn),
      reason,
    })
    .check(
      z.refine<{ closesAt?: string | undefined; validUntil?: string | undefined }>(
        (sent) => sent.closesAt !== undefined || sent.validUntil !== undefined,
        { path: ['closesAt'], error: '结束时间、有效期至少改一个' },
      ),
    ),
  refusals: refusalsFrom(
    benefitsProblems,
    ...ofControl,
    'extension-late',
    'extension-back',
    'extension-past-codes',
  ),
})

export const stopOrg = contract({
  ...control,
  name: 'benefits.stop-org',
  summary: '停一家单位（和它的下级），一秒内生效，其他单位照常',
  path: '/v1/benefits/drops/{dropId}/stopped-orgs',
  body: z.strictObject({ orgId: idOf('org'), reason }),
  refusals: refusalsFrom(
    benefitsProblems,
    'org-unknown',
    ...ofControl,
    'org-outside-audience',
    'stopped-orgs-many',
  ),
})

export const resumeOrg = contract({
  ...control,
  name: 'benefits.resume-org',
  summary: '恢复停下的单位',
  path: '/v1/benefits/drops/{dropId}/stopped-orgs/{orgId}/resume',
  params: z.strictObject({ dropId: idOf('drop'), orgId: idOf('org') }),
  body: z.strictObject({ reason }),
  refusals: refusalsFrom(benefitsProblems, ...ofControl),
})

export const setBanner = contract({
  ...control,
  name: 'benefits.set-banner',
  summary: '在福利页顶上写一句公告；不写文字就是撤下',
  path: '/v1/benefits/drops/{dropId}/banner',
  body: z.strictObject({ text: z.optional(line(60)), reason }),
  refusals: refusalsFrom(benefitsProblems, ...ofControl),
})
