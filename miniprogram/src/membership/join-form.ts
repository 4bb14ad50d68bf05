import type { CallOf } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { type apply, CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { refusalWords } from '../lib/until-known'

/** What the form holds, and which of it is wrong. */
export interface JoinForm {
  readonly name: string
  /** By WeChat's button, or typed with a one-time code. */
  readonly phoneBy: 'wechat' | 'typed'
  readonly phone: string
  readonly oneTimeCode: string
  readonly consent: boolean
}

export type JoinErrors = Partial<Record<'name' | 'phone' | 'oneTimeCode' | 'consent', string>>

export const looksLikePhone = (typed: string): boolean =>
  /^(86)?1[3-9]\d{9}$/.test(typed.normalize('NFKC').replace(/[\s\-()+]/g, ''))

export function wrongIn(form: JoinForm): JoinErrors {
  const wrong: JoinErrors = {}
  if (!form.name.trim()) wrong.name = '请填写姓名'
  if (form.phoneBy === 'typed') {
    if (!looksLikePhone(form.phone)) wrong.phone = '请填写 11 位手机号'
    if (!/^\d{6}$/.test(form.oneTimeCode.trim())) wrong.oneTimeCode = '请填写 6 位验证码'
  }
  if (!form.consent) wrong.consent = '请先看隐私说明，同意后打勾'
  return wrong
}

export function applicationOf(
  scene: string,
  form: JoinForm,
  phoneCode: string | undefined,
): CallOf<typeof apply>['body'] {
  const phone = phoneCode ? { phoneCode } : { phone: form.phone, oneTimeCode: form.oneTimeCode.trim() }
  return { scene, name: form.name.trim(), ...phone, consentVersion: CONSENT_VERSION }
}

/** A refusal that concerns one field stands beside it; the others stand above the button. */
export function wrongBy(problem: ProblemDocument): JoinErrors {
  const wrong: JoinErrors = {}
  for (const { field, reason } of problem.fields ?? []) {
    if (field.endsWith('name')) wrong.name = reason
    else if (field.endsWith('oneTimeCode')) wrong.oneTimeCode = reason
    else if (field.includes('phone')) wrong.phone = reason
  }
  if (problem.code === 'phone-code-invalid') wrong.oneTimeCode = refusalWords(problem)
  return wrong
}
