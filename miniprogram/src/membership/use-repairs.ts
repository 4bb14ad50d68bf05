import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { decideRepair, listRepairs, type Repair, unmaskRepair } from '@gonghui/shared/membership/repairs'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf } from '../lib/until-known'
import { useDeed } from '../lib/use-deed'
import { useList } from '../lib/use-list'

type Whole = AnswerOf<typeof unmaskRepair>['body']

/** Both whole names and phones, once they were asked for with a reason. */
export type Shown =
  | { readonly kind: 'masked'; readonly error?: string }
  | { readonly kind: 'asking' }
  | { readonly kind: 'shown'; readonly whole: Whole }

export type RepairDecision = 'merge' | 'refuse' | 'passed-on'

/** The repair desk: one open case at a time. */
export function useRepairs(orgId: string | undefined) {
  const list = useList(listRepairs, orgId ? { orgId } : undefined)
  const [open, setOpen] = useState<Repair>()
  const [shown, setShown] = useState<Shown>({ kind: 'masked' })
  const deciding = useDeed(decideRepair, list.reload)

  const look = (about: Repair | undefined) => {
    setOpen(about)
    setShown({ kind: 'masked' })
    deciding.putAway()
  }

  const unmask = async (reason: string) => {
    if (!open) return
    setShown({ kind: 'asking' })
    const params = { applicationId: open.applicationId }
    const ended = await call(unmaskRepair, { params, body: { reason } })
    if (ended.kind === 'answer') return setShown({ kind: 'shown', whole: ended.body })
    const error = saidOf(ended, '请再试')
    setShown({ kind: 'masked', error })
  }

  const decide = (decision: RepairDecision, reason: string) => {
    if (!open) return
    const given = { params: { applicationId: open.applicationId }, body: { decision, reason } }
    void deciding.send(given, ({ application }) => {
      setOpen(undefined)
      if (application.state === 'waiting') return '手机号已经空出来了，申请回到原来的工会审核'
      return application.state === 'merged' ? '已合并，会员身份转到了新的微信' : '已退回，原因已告诉申请人'
    })
  }

  return { list, open, look, shown, unmask, decide, deciding: deciding.state }
}
