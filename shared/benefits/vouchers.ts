import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { outlet } from './outlets.ts'
import { benefitsProblems } from './problems.ts'
import { voucher, voucherId } from './voucher.ts'

export { type Voucher, voucher } from './voucher.ts'

export const walletTabs = ['ready', 'spent', 'ended'] as const

export const listVouchers = contract({
  name: 'benefits.list-vouchers',
  summary: '我的券：待使用、已使用、已失效',
  method: 'GET',
  path: '/v1/benefits/vouchers',
  audience: 'member',
  query: z.strictObject({ tab: z.optional(z.enum(walletTabs)), ...pageQuery }),
  replies: { 200: pageOf(voucher) },
})

export const getVoucher = contract({
  name: 'benefits.get-voucher',
  summary: '一张券',
  method: 'GET',
  path: '/v1/benefits/vouchers/{voucherId}',
  audience: 'member',
  params: z.strictObject({ voucherId }),
  replies: {
    200: z.object({
      voucher,
      /** As they stood when it was claimed. */
      rules: z.string(),
      rulesVersion: z.int(),
      /** The version that holds for who claims now. */
      rulesNow: z.int(),
      outlets: z.array(outlet),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(benefitsProblems, 'voucher-unknown'),
})

/** A pass is good for a minute, so a screenshot is soon worthless; a short code is read out where a camera fails. */
export const PASS_LIFE_SECONDS = 60

export const getPass = contract({
  name: 'benefits.get-pass',
  summary: '出示用的二维码内容（60 秒有效）和短码',
  method: 'GET',
  path: '/v1/benefits/vouchers/{voucherId}/pass',
  audience: 'member',
  params: z.strictObject({ voucherId }),
  replies: {
    200: z.object({
      pass: z.string(),
      /** Twelve digits, shown in groups of four. */
      shortCode: z.string(),
      expiresAt: z.string(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(
    benefitsProblems,
    'voucher-unknown',
    'voucher-no-pass',
    'voucher-redeemed',
    'voucher-ended',
    'voucher-offered',
    'voucher-expired',
  ),
})

export const uncoverVoucher = contract({
  name: 'benefits.uncover-voucher',
  summary: '取出商家券码（取出后不能退）',
  method: 'POST',
  path: '/v1/benefits/vouchers/{voucherId}/uncover',
  audience: 'member',
  params: z.strictObject({ voucherId }),
  replies: { 200: z.object({ code: z.string(), voucher, serverTime: z.string() }) },
  refusals: refusalsFrom(
    benefitsProblems,
    'voucher-unknown',
    'voucher-no-code',
    'voucher-ended',
    'voucher-offered',
    'voucher-expired',
  ),
})
