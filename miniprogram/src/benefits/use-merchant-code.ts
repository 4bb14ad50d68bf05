import { uncoverVoucher } from '@gonghui/shared/benefits/vouchers'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { useOnSignIn } from '../lib/use-login'
import { toast } from '../ui/toast'
import { keptCode } from './kept-code'

type CodeState =
  | { readonly kind: 'covered' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'sure' }
  | { readonly kind: 'shown'; readonly code: string }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }

/** A code for the merchant's own till. One that this phone uncovered before is there at once, and without a network. */
export function useMerchantCode(voucherId: string, onChange: () => void) {
  const [state, setState] = useState<CodeState>(() => {
    const code = keptCode.read(voucherId)
    return code ? { kind: 'shown', code } : { kind: 'covered' }
  })

  const uncover = async () => {
    setState({ kind: 'asking' })
    const ended = await untilKnown(() => call(uncoverVoucher, { params: { voucherId } }))
    if (ended.kind === 'answer') {
      keptCode.keep(voucherId, ended.body.code)
      setState({ kind: 'shown', code: ended.body.code })
    } else if (ended.kind === 'refused') setState({ kind: 'refused', problem: ended.problem })
    else {
      setState({ kind: 'covered' })
      toast(saidOf(ended))
    }
    onChange()
  }
  useOnSignIn(state.kind === 'refused' && state.problem.status === 401, uncover)
  return {
    state,
    uncover,
    ask: () => setState({ kind: 'sure' }),
    putAway: () => setState({ kind: 'covered' }),
  }
}
