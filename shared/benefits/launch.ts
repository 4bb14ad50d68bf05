import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { reason } from './deeds.ts'
import { managedDrop } from './drops.ts'
import { benefitsProblems } from './problems.ts'

/** The steps of a drop's life that an operator takes. Opening and closing on time need nobody. */

const step = {
  method: 'POST',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: { 200: z.object({ drop: managedDrop, serverTime: z.string() }) },
} as const

/** Whatever stops people or lets them go on says why. */
const body = z.strictObject({ reason })

const ofStep = ['org-out-of-scope', 'drop-unknown', 'drop-step-impossible'] as const

export const scheduleDrop = contract({
  ...step,
  name: 'benefits.schedule-drop',
  summary: '排期：库存分到各桶，到点自动开抢',
  path: '/v1/benefits/drops/{dropId}/schedule',
  refusals: refusalsFrom(
    benefitsProblems,
    ...ofStep,
    'drop-in-the-past',
    'outlet-closed',
    'codes-too-few',
    'approval-missing',
  ),
})

export const pauseDrop = contract({
  ...step,
  body,
  name: 'benefits.pause-drop',
  summary: '暂停，一秒内生效',
  path: '/v1/benefits/drops/{dropId}/pause',
  refusals: refusalsFrom(benefitsProblems, ...ofStep),
})

export const resumeDrop = contract({
  ...step,
  body,
  name: 'benefits.resume-drop',
  summary: '恢复',
  path: '/v1/benefits/drops/{dropId}/resume',
  refusals: refusalsFrom(benefitsProblems, ...ofStep),
})

export const closeDrop = contract({
  ...step,
  body,
  name: 'benefits.close-drop',
  summary: '提前结束，不能再开',
  path: '/v1/benefits/drops/{dropId}/close',
  refusals: refusalsFrom(benefitsProblems, ...ofStep),
})
