import type { Org } from '@gonghui/shared/lib/org'
import {
  answerMyTransfer,
  askTransfer,
  getMyTransfer,
  type TransferDeed,
} from '@gonghui/shared/membership/transfers'
import { useState } from 'react'
import { call } from '../lib/api'
import { loadMe } from '../lib/me'
import { tokens } from '../lib/tokens'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { toast } from '../ui/toast'

/** What is being asked about, one at a time. */
export type Moving =
  | { readonly kind: 'no' }
  | { readonly kind: 'choosing' }
  | { readonly kind: 'asking'; readonly to: Org; readonly error?: string }
  | { readonly kind: 'answering'; readonly deed: TransferDeed; readonly error?: string }
  | { readonly kind: 'sending'; readonly from: Exclude<Moving, { kind: 'sending' }> }

const DONE: Readonly<Record<TransferDeed, string>> = {
  accept: '已转入新的工会',
  decline: '已谢绝，对方会看到',
  withdraw: '已撤回',
}

/** The member's own part in a transfer: asking for one, and answering one that a union asked for. */
export function useMyTransfer() {
  const { answer, reload } = useAnswer(getMyTransfer, {})
  const [moving, setMoving] = useState<Moving>({ kind: 'no' })
  const transfer = answer.kind === 'ready' ? answer.body.transfer : undefined

  const next = '再点一次不会重复提交'

  const ask = async (to: Org, reason: string) => {
    const from = { kind: 'asking', to } as const
    setMoving({ kind: 'sending', from })
    const body = { toOrgId: to.orgId, ...(reason ? { reason } : {}) }
    const ended = await untilKnown(() => call(askTransfer, { body }))
    if (ended.kind !== 'answer') return setMoving({ ...from, error: saidOf(ended, next) })
    await reload()
    setMoving({ kind: 'no' })
    toast(`已提交，等${to.name}接收`)
  }

  const reply = async (deed: TransferDeed) => {
    if (!transfer) return
    const from = { kind: 'answering', deed } as const
    setMoving({ kind: 'sending', from })
    const params = { transferId: transfer.transferId }
    const ended = await untilKnown(() => call(answerMyTransfer, { params, body: { deed } }))
    if (ended.kind !== 'answer') {
      if (ended.kind === 'refused') await reload()
      return setMoving({ ...from, error: saidOf(ended, next) })
    }
    if (ended.body.token) tokens.exchange(ended.body.token)
    await Promise.all([reload(), loadMe()])
    setMoving({ kind: 'no' })
    toast(DONE[deed])
  }

  return { answer, reload, transfer, moving, setMoving, ask, reply }
}
