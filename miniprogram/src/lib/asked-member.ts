import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { saidOf } from './until-known'

/** Twelve digits are a member's number, eleven a phone. */
export const askedMember = (typed: string) => {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{12}$/.test(digits) ? { memberNo: digits } : { phone: digits }
}

/** Why nobody was found by it. */
export const notFoundWords = (ended: Outcome<Contract>): string =>
  ended.kind === 'refused' && ended.problem.code === 'body-invalid'
    ? '填 12 位会员号或 11 位手机号'
    : saidOf(ended, '请再试')
