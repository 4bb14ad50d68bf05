import type { DeskTransfer, TransferDeed } from '@gonghui/shared/membership/transfers'
import { answerTransfer } from '@gonghui/shared/membership/transfers'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { toast } from '../ui/toast'

/** The answer that is being asked about, one at a time. */
export type Answering =
  | { readonly kind: 'no' }
  | {
      readonly kind: 'asking' | 'sending'
      readonly deed: TransferDeed
      readonly about: DeskTransfer
      readonly error?: string
    }

const DONE: Readonly<Record<TransferDeed, string>> = {
  accept: '已办理，会员下次打开就在新工会',
  decline: '已谢绝，原因已告诉对方',
  withdraw: '已撤回',
}

export function useAnswering(reload: () => Promise<void>) {
  const [state, setState] = useState<Answering>({ kind: 'no' })
  const send = async (deed: TransferDeed, about: DeskTransfer, reason: string) => {
    setState({ kind: 'sending', deed, about })
    const params = { transferId: about.transferId }
    const body = { deed, ...(reason ? { reason } : {}) }
    const ended = await untilKnown(() => call(answerTransfer, { params, body }))
    if (ended.kind === 'answer') {
      await reload()
      setState({ kind: 'no' })
      return toast(DONE[deed])
    }
    const error = saidOf(ended, '再点一次不会重复办理')
    setState({ kind: 'asking', deed, about, error })
  }
  return {
    state,
    ask: (deed: TransferDeed, about: DeskTransfer) => setState({ kind: 'asking', deed, about }),
    close: () => setState({ kind: 'no' }),
    send,
  }
}
