import {
  consentToMeet,
  type Introduction,
  listIntroductions,
  type outcomes,
  tellOutcome,
  withdrawFrom,
} from '@gonghui/shared/matchmaking/introductions'
import { listHearts, takeHeartBack } from '@gonghui/shared/matchmaking/suggestions'
import { call } from '../lib/api'
import { useAnswer } from '../lib/use-answer'
import { useList } from '../lib/use-list'
import { toast } from '../ui/toast'
import { useDeeds } from './use-deeds'

/** One's hearts and introductions, and the next step of each. */
export function useIntroductions() {
  const introductions = useAnswer(listIntroductions, {})
  const hearts = useList(listHearts, {})
  const deed = useDeeds()
  const reload = () => Promise.all([introductions.reload(), hearts.reload()])
  const paramsOf = ({ introductionId }: Introduction) => ({ params: { introductionId } })

  const consent = (one: Introduction) =>
    deed.run(one.introductionId, () => call(consentToMeet, paramsOf(one)), reload)
  const withdraw = (one: Introduction) =>
    deed.run(
      one.introductionId,
      () => call(withdrawFrom, paramsOf(one)),
      () => {
        toast('已退出这次牵线')
        return reload()
      },
    )
  const tell = (one: Introduction, outcome: (typeof outcomes)[number]) =>
    deed.run(one.introductionId, () => call(tellOutcome, { ...paramsOf(one), body: { outcome } }), reload)
  const takeBack = (singleId: string) =>
    deed.run(singleId, () => call(takeHeartBack, { params: { singleId } }), reload)
  return { introductions, hearts, deed, reload, consent, withdraw, tell, takeBack }
}
