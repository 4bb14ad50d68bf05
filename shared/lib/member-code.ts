import * as z from 'zod/mini'

/**
 * 一码通: the one code of a member, for venues, events and desks. The QR changes every minute; one that could not be
 * changed for want of a network, on the phone's side or the desk's, is taken for a minute more.
 */
export const CODE_LIFE_SECONDS = 60
export const TOLERANCE_SECONDS = 60
/** The digits to be read out where no camera works. */
export const DIGITS_MINUTES = 5

const memberCode = z.string().check(z.minLength(1), z.maxLength(120))

/** Eight digits; spaces and full-width forms are slips. */
const digits = z.pipe(
  z.string().check(z.maxLength(24)),
  z.pipe(
    z.transform((typed: string) => typed.normalize('NFKC').replace(/[\s-]/g, '')),
    z.string().check(z.regex(/^\d{8}$/)),
  ),
)

/** What a desk hands in of a member: the QR's text or the digits. To be spread into a body, with `oneShown` as its check. */
export const shownFields = { memberCode: z.optional(memberCode), digits: z.optional(digits) }

export interface Shown {
  readonly memberCode?: string | undefined
  readonly digits?: string | undefined
}

export const oneShown = z.refine<Shown>(
  (sent) => (sent.memberCode === undefined) !== (sent.digits === undefined),
  { path: ['memberCode'], error: '会员码或数字码，二选一' },
)
