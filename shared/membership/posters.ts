import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { download } from '../lib/files.ts'
import { idOf } from '../lib/ids.ts'
import { jobOf, started } from '../lib/jobs.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { scene } from './join-codes.ts'
import { membershipProblems } from './problems.ts'

const ofCode = ['org-out-of-scope', 'join-code-unknown', 'wechat-busy', 'program-code-unpublished'] as const

export const getJoinCodeImage = contract({
  name: 'membership.get-join-code-image',
  summary: '入会码的小程序码图片：第一次向微信要，以后用存下的',
  method: 'GET',
  path: '/v1/membership/join-codes/{scene}/image',
  audience: ['cadre'],
  params: z.strictObject({ scene }),
  replies: {
    200: z.object({
      /** To be shown. */
      shown: z.object({ url: z.string(), until: z.string() }),
      /** To be kept. */
      download,
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(membershipProblems, ...ofCode),
})

export const drawPoster = contract({
  name: 'membership.draw-poster',
  summary: '画一张 A4 入会海报（PDF），印出来张贴',
  method: 'POST',
  path: '/v1/membership/join-codes/{scene}/poster',
  audience: ['cadre'],
  needsKey: true,
  params: z.strictObject({ scene }),
  replies: { 202: started },
  refusals: refusalsFrom(membershipProblems, ...ofCode, 'join-code-revoked', 'join-code-expired'),
})

export const getPoster = contract({
  name: 'membership.get-poster',
  summary: '海报画好没有：只有发起人能看',
  method: 'GET',
  path: '/v1/membership/posters/{jobId}',
  audience: ['cadre'],
  params: z.strictObject({ jobId: idOf('job') }),
  replies: { 200: jobOf(z.object({ bytes: z.int() })) },
  refusals: refusalsFrom(membershipProblems, 'job-unknown'),
})
