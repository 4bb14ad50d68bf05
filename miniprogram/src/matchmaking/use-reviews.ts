import {
  approveProfile,
  listReviews,
  lookAtName,
  type Review,
  returnProfile,
} from '@gonghui/shared/matchmaking/reviews'
import { useState } from 'react'
import { call } from '../lib/api'
import { useList } from '../lib/use-list'
import { toast } from '../ui/toast'
import { useDeeds } from './use-deeds'

/** The review desk of one union and those below it. */
export function useReviews(orgId: string | undefined) {
  const list = useList(listReviews, orgId ? { orgId } : undefined)
  const deed = useDeeds()
  /** Whole names, as far as they were looked at: on this screen only. */
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const paramsOf = ({ profileId }: Review) => ({ params: { profileId } })

  const approve = (one: Review) =>
    deed.run(
      one.profileId,
      () => call(approveProfile, { ...paramsOf(one), body: { submittedAt: one.submittedAt } }),
      () => {
        toast('已通过，开始推荐')
        return list.reload()
      },
    )
  const giveBack = (one: Review, reason: string) =>
    deed.run(
      one.profileId,
      () => call(returnProfile, { ...paramsOf(one), body: { submittedAt: one.submittedAt, reason } }),
      () => {
        toast('已退回，原因已告诉本人')
        return list.reload()
      },
    )
  const look = (one: Review, purpose: string) =>
    deed.run(
      one.profileId,
      () => call(lookAtName, { ...paramsOf(one), body: { purpose } }),
      ({ name }) => setNames((before) => ({ ...before, [one.profileId]: name })),
    )
  return { list, deed, names, approve, giveBack, look }
}
