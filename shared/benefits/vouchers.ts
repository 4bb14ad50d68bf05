import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { outlet } from './outlets.ts'
import { benefitsProblems } from './problems.ts'

export const voucherStates = ['held', 'issued', 'redeemed', 'expired', 'returned', 'voided'] as const

/** `vch_` and 20 bytes in base 32: drop, bucket, place. It names the unit, and nobody else can have it. */
export const voucherId = z.string().check(z.regex(/^vch_[0-9a-hjkmnp-tv-z]{32}$/))

export const voucher = z.object({
  voucherId: z.string(),
  dropId: z.string(),
  /** Which of the member's vouchers of this drop it is, from 1. */
  j: z.int(),
  state: z.enum(voucherStates),
  title: z.string(),
  cover: z.string(),
  kind: z.string(),
  orgName: z.string(),
  listPriceFen: z.int(),
  /** To be paid at the outlet. */
  memberPriceFen: z.int(),
  validFrom: z.string(),
  validUntil: z.string(),
  redeemedAt: z.enum(['here', 'merchant']),
  issuedAt: z.string(),
  /** When and where it was spent. */
  spent: z.optional(z.object({ at: z.string(), outletName: z.string() })),
  /** A merchant's code that has been uncovered. */
  uncoveredAt: z.optional(z.string()),
})
export type Voucher = z.infer<typeof voucher>

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
    200: z.object({ voucher, rules: z.string(), outlets: z.array(outlet), serverTime: z.string() }),
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
    'voucher-expired',
  ),
})
