import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'
import { voucherId } from './voucher.ts'

/** The deeds that concern people, and are looked at before they are done. */
export const blasting = [
  'pause',
  'resume',
  'close',
  'change-stock',
  'extend',
  'stop-org',
  'resume-org',
  'void-voucher',
] as const
export type Blasting = (typeof blasting)[number]

const units = z.pipe(z.string().check(z.regex(/^\d{1,7}$/)), z.transform(Number))

export const blastRadius = z.object({
  /** At most so many members whom it concerns; the audience's tags and membership age are not looked at. */
  people: z.int(),
  vouchers: z.int(),
  /** What these units cost the union: the list price less what the member pays. */
  fen: z.int(),
  /** What happens to whom, and what does not, in words. */
  words: z.string(),
})
export type BlastRadius = z.infer<typeof blastRadius>

export const readBlastRadius = contract({
  name: 'benefits.read-blast-radius',
  summary: '操作前看影响：多少人、多少张、多少钱',
  method: 'GET',
  path: '/v1/benefits/drops/{dropId}/blast-radius',
  audience: ['operator'],
  params: z.strictObject({ dropId: idOf('drop') }),
  query: z.strictObject({
    deed: z.enum(blasting),
    /** The stock that is wanted. */
    wanted: z.optional(units),
    orgId: z.optional(idOf('org')),
    closesAt: z.optional(instantIn),
    validUntil: z.optional(instantIn),
    /** The voucher that is to be void, and whether its member is to have another in its stead. */
    voucherId: z.optional(voucherId),
    reissue: z.optional(z.enum(['yes', 'no'])),
  }),
  replies: { 200: z.object({ radius: blastRadius, serverTime: z.string() }) },
  refusals: refusalsFrom(
    benefitsProblems,
    'org-unknown',
    'org-out-of-scope',
    'drop-unknown',
    'voucher-unknown',
  ),
})
