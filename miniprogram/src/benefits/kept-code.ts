import { forgetAnswer, keepAnswer, keptAnswer } from '../lib/kept-answers'

const nameOf = (voucherId: string) => `code-${voucherId}`

/**
 * What one reads out or shows of a voucher where there is no network: its short code, which is good for nothing without
 * a clerk's outlet, or the merchant's code once it is uncovered. Neither changes. It goes with the voucher.
 */
export const keptCode = {
  read: (voucherId: string): string | undefined => keptAnswer<string>(nameOf(voucherId)),
  keep: (voucherId: string, code: string): void => keepAnswer(nameOf(voucherId), code),
  forget: (voucherId: string): void => forgetAnswer(nameOf(voucherId)),
}
