import * as z from 'zod/mini'
import { type BodyOf, contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { shownFields } from '../lib/member-code.ts'
import { memberCodeProblems, refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { benefitsProblems } from './problems.ts'
import { voucherStates } from './voucher.ts'

const one = (...given: unknown[]): boolean => given.filter((part) => part !== undefined).length === 1

/** One thing that happened to a voucher, for the person at the telephone. */
const step = z.object({ at: z.string(), words: z.string() })

const person = z.object({ nameMasked: z.string(), phoneMasked: z.string(), orgName: z.string() })

/** A refusal as it was signed when it was told; the times are the server's, to the millisecond. */
const receipt = z.object({
  dropId: z.string(),
  title: z.string(),
  /** Why, in the words that the member read. */
  said: z.string(),
  opensAt: z.string(),
  soldOutAt: z.optional(z.string()),
  arrivedAt: z.string(),
})
export type FoundReceipt = z.infer<typeof receipt>

const found = z.object({
  voucherId: z.string(),
  dropId: z.string(),
  title: z.string(),
  state: z.enum(voucherStates),
  /** The voucher that was given in its stead. */
  replacedBy: z.optional(z.string()),
  nameMasked: z.string(),
  phoneMasked: z.string(),
  orgName: z.string(),
  timeline: z.array(step),
})
export type Found = z.infer<typeof found>

export const lookUp = contract({
  name: 'benefits.look-up',
  summary:
    '客服查询：按券码、短码、会员码、手机号、没抢到的凭证，或一场福利里的手机尾号查券的经过；姓名手机打码，每次查询都留下记录',
  method: 'POST',
  path: '/v1/benefits/look-ups',
  audience: ['operator', 'staff'],
  body: z
    .strictObject({
      /** The union one works for: nothing of others is found. */
      orgId: idOf('org'),
      /** Why one looks: it stands in the log of looks. */
      reason: line(100),
      /** What a member shows in person. */
      ...shownFields,
      /** A whole phone, as its owner says it. */
      phone: z.optional(z.string().check(z.regex(/^1\d{10}$/))),
      /** What a member's phone kept of a refusal. */
      receipt: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
      /** A short code, or the number of a voucher. */
      code: z.optional(z.string().check(z.regex(/^[\dA-Za-z_ -]{12,40}$/))),
      /** The last four digits of a phone, among those who have a voucher of this drop. */
      phoneTail: z.optional(z.string().check(z.regex(/^\d{4}$/))),
      dropId: z.optional(idOf('drop')),
    })
    .check(
      z.refine(
        (sent) =>
          one(sent.code, sent.phone, sent.phoneTail, sent.receipt, sent.memberCode, sent.digits) &&
          (sent.phoneTail === undefined) === (sent.dropId === undefined),
        {
          path: ['code'],
          error: '填券码、会员码、手机号、凭证中的一样，或一场福利和手机尾号',
        },
      ),
    ),
  replies: {
    200: z.object({
      items: z.array(found),
      /** Whose they are, where a member was asked for and not a voucher. */
      person: z.optional(person),
      /** What a genuine receipt says. */
      receipt: z.optional(receipt),
      serverTime: z.string(),
    }),
  },
  // Not among this capability's own: the claim's function loads those, and has no byte to spare.
  refusals: {
    ...refusalsFrom(
      benefitsProblems,
      'org-unknown',
      'org-out-of-scope',
      'drop-unknown',
      'list-too-long',
      'receipt-not-ours',
      'look-up-nothing',
      'short-code-attempts',
    ),
    ...memberCodeProblems,
  },
})

/** By what is looked up. */
export type Asked = BodyOf<typeof lookUp>
