import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { benefitsProblems } from './problems.ts'

/** A clerk may take back an own slip for ten minutes. */
export const UNDO_MINUTES = 10
/** After a preview the clerk has five minutes to take the money and confirm. */
export const TICKET_MINUTES = 5

const pass = z.string().check(z.minLength(1), z.maxLength(512))
/** Twelve digits; spaces and full-width forms are slips. */
const shortCode = z.pipe(
  z.string().check(z.maxLength(40)),
  z.pipe(
    z.transform((typed: string) => typed.normalize('NFKC').replace(/[\s-]/g, '')),
    z.string().check(z.regex(/^\d{12}$/)),
  ),
)

const shownBy = { pass: z.optional(pass), shortCode: z.optional(shortCode) }
const one = (...ways: unknown[]) => ways.filter((way) => way !== undefined).length === 1

export const previewed = z.object({
  /** Hand this back to confirm: it stands for this voucher, this clerk and this outlet for five minutes. */
  ticket: z.string(),
  ticketUntil: z.string(),
  title: z.string(),
  kind: z.string(),
  cover: z.string(),
  listPriceFen: z.int(),
  collectFen: z.int(),
  memberMasked: z.string(),
  phoneMasked: z.string(),
  orgName: z.string(),
  shortCode: z.string(),
  validUntil: z.string(),
})
export type Previewed = z.infer<typeof previewed>

const ofVoucher = [
  'outlet-not-yours',
  'pass-invalid',
  'short-code-unknown',
  'short-code-attempts',
  'outlet-not-of-drop',
  'voucher-no-pass',
  'voucher-redeemed',
  'voucher-ended',
  'voucher-offered',
  'voucher-not-yet',
  'voucher-expired',
  'pass-expired',
] as const

export const previewRedemption = contract({
  name: 'benefits.preview-redemption',
  summary: '扫码后先看：是什么、给谁、收多少',
  method: 'POST',
  path: '/v1/benefits/redemptions/preview',
  audience: ['clerk'],
  body: z
    .strictObject({ ...shownBy, outletId: idOf('outlet') })
    .check(
      z.refine((sent) => one(sent.pass, sent.shortCode), { path: ['pass'], error: '扫码或短码，二选一' }),
    ),
  replies: { 200: z.object({ preview: previewed, serverTime: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, ...ofVoucher),
})

export const redemption = z.object({
  redemptionId: z.string(),
  voucherId: z.string(),
  dropId: z.string(),
  title: z.string(),
  outletId: z.string(),
  outletName: z.string(),
  collectedFen: z.int(),
  at: z.string(),
  shortCodeTail: z.string(),
  undoUntil: z.string(),
  undone: z.optional(z.object({ at: z.string(), reason: z.string() })),
})
export type Redemption = z.infer<typeof redemption>

const answer = z.object({ redemption, serverTime: z.string() })

export const redeemVoucher = contract({
  name: 'benefits.redeem',
  summary: '核销',
  method: 'POST',
  path: '/v1/benefits/redemptions',
  audience: ['clerk'],
  body: z.strictObject({ ...shownBy, ticket: z.optional(pass), outletId: idOf('outlet') }).check(
    z.refine((sent) => one(sent.pass, sent.shortCode, sent.ticket), {
      path: ['pass'],
      error: '扫码、短码、预览凭据，三选一',
    }),
  ),
  needsKey: true,
  replies: { 201: answer, 200: answer },
  refusals: refusalsFrom(benefitsProblems, ...ofVoucher),
})

export const undoRedemption = contract({
  name: 'benefits.undo-redemption',
  summary: '撤销自己刚核销的一笔',
  method: 'POST',
  path: '/v1/benefits/redemptions/{redemptionId}/undo',
  audience: ['clerk'],
  params: z.strictObject({ redemptionId: idOf('redemption') }),
  body: z.strictObject({ reason: line(100) }),
  replies: { 200: answer },
  refusals: refusalsFrom(
    benefitsProblems,
    'redemption-unknown',
    'redemption-not-yours',
    'redemption-undo-late',
  ),
})

export const listRedemptions = contract({
  name: 'benefits.list-redemptions',
  summary: '一个网点今天的核销，新的在前',
  method: 'GET',
  path: '/v1/benefits/redemptions',
  audience: ['clerk'],
  query: z.strictObject({ outletId: idOf('outlet'), ...pageQuery }),
  /** `mine`: the caller made it, and may take it back while the time lasts. */
  replies: { 200: pageOf(z.extend(redemption, { mine: z.boolean() })) },
  refusals: refusalsFrom(benefitsProblems, 'outlet-not-yours'),
})
