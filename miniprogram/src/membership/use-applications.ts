import {
  approveApplication,
  listApplications,
  type QueuedApplication,
  type QueueFilter,
  refuseApplication,
} from '@gonghui/shared/membership/applications'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { useList } from '../lib/use-list'
import { toast } from '../ui/toast'

/** The decision that is being asked about, one at a time. */
export type Deciding =
  | { readonly kind: 'no' }
  | { readonly kind: 'approve' | 'refuse'; readonly about: QueuedApplication; readonly error?: string }
  | { readonly kind: 'sending'; readonly deed: 'approve' | 'refuse'; readonly about: QueuedApplication }

export function useApplications(orgId: string | undefined) {
  const [show, setShow] = useState<QueueFilter>('all')
  const list = useList(listApplications, orgId ? { orgId, show } : undefined)
  const [deciding, setDeciding] = useState<Deciding>({ kind: 'no' })

  const send = async (deed: 'approve' | 'refuse', about: QueuedApplication, reason: string) => {
    const params = { applicationId: about.applicationId }
    setDeciding({ kind: 'sending', deed, about })
    const ended = await (deed === 'approve'
      ? untilKnown(() => call(approveApplication, { params }))
      : untilKnown(() => call(refuseApplication, { params, body: { reason } })))
    if (ended.kind === 'answer') {
      setDeciding({ kind: 'no' })
      const { state } = ended.body.application
      if (state === 'checking') toast('手机号已是另一位会员的，已转到重复核实')
      else toast(state === 'admitted' ? `已同意 ${about.name} 入会` : '已退回，原因已告诉申请人')
      return list.reload()
    }
    const error = saidOf(ended, '再点一次不会重复处理')
    setDeciding({ kind: deed, about, error })
  }

  return { list, show, setShow, deciding, ask: setDeciding, send }
}
