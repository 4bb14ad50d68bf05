import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'
import { voucher, voucherId } from './voucher.ts'

/** Units that come back: given back by who has them, offered to who waits, taken or declined. */

const ofVoucher = {
  method: 'POST',
  audience: 'member',
  params: z.strictObject({ voucherId }),
  replies: { 200: z.object({ voucher, serverTime: z.string() }) },
} as const

export const returnVoucher = contract({
  ...ofVoucher,
  name: 'benefits.return-voucher',
  summary: '退回一张用不上的券，名额给候补的人，没有候补就放回去',
  path: '/v1/benefits/vouchers/{voucherId}/return',
  refusals: refusalsFrom(
    benefitsProblems,
    'voucher-unknown',
    'voucher-redeemed',
    'voucher-ended',
    'voucher-offered',
    'voucher-uncovered',
    'voucher-expired',
  ),
})

export const acceptOffer = contract({
  ...ofVoucher,
  name: 'benefits.accept-offer',
  summary: '领取留给我的名额：候补到的，或还没付积分的；要积分的在这时扣',
  takes: true,
  path: '/v1/benefits/vouchers/{voucherId}/accept',
  refusals: refusalsFrom(benefitsProblems, 'voucher-unknown', 'offer-over', 'points-short'),
})

export const declineOffer = contract({
  ...ofVoucher,
  name: 'benefits.decline-offer',
  summary: '放弃留给我的名额，给下一位',
  path: '/v1/benefits/vouchers/{voucherId}/decline',
  refusals: refusalsFrom(benefitsProblems, 'voucher-unknown', 'offer-over'),
})

const ofDrop = {
  audience: 'member',
  path: '/v1/benefits/drops/{dropId}/waiting',
  params: z.strictObject({ dropId: idOf('drop') }),
} as const

/** Since when somebody waits; who waits longest is offered first. */
const waiting = z.object({ waiting: z.object({ since: z.string() }), serverTime: z.string() })

export const joinWaiting = contract({
  ...ofDrop,
  name: 'benefits.join-waiting',
  summary: '候补：有人退回时按先后顺序给我保留',
  takes: true,
  method: 'POST',
  replies: { 201: waiting, 200: waiting },
  refusals: refusalsFrom(
    benefitsProblems,
    'drop-unknown',
    'drop-no-waiting',
    'drop-not-open',
    'drop-closed',
    'audience-org',
    'audience-tag',
    'audience-joined',
    'audience-roster',
    'org-stopped',
    'limit-reached',
  ),
})

export const leaveWaiting = contract({
  ...ofDrop,
  name: 'benefits.leave-waiting',
  summary: '不再候补',
  method: 'DELETE',
  replies: { 200: z.object({ serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'drop-unknown'),
})
