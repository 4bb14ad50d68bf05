import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { sendPhoneCode } from '@gonghui/shared/membership/applications'
import { useState } from 'react'
import { call } from '../lib/api'
import { serverNowMs } from '../lib/server-clock'
import { saidOf } from '../lib/until-known'
import { toast } from '../ui/toast'

export type PhoneCode =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent'; readonly resendAt: Instant }

/** Asks for a one-time code by text message. */
export function usePhoneCode() {
  const [state, setState] = useState<PhoneCode>({ kind: 'idle' })
  const ask = async (phone: string): Promise<string | undefined> => {
    setState({ kind: 'sending' })
    const ended = await call(sendPhoneCode, { body: { phone } })
    if (ended.kind === 'answer') {
      const { resendAt } = ended.body
      setState({ kind: 'sent', resendAt })
      toast('验证码已发送')
      setTimeout(() => setState({ kind: 'idle' }), epochMsOf(resendAt) - serverNowMs())
      return undefined
    }
    setState({ kind: 'idle' })
    return saidOf(ended, '请稍后再试')
  }
  return { state, ask }
}
