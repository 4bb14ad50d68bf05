import {
  giveHeart,
  listSuggestions,
  passSingle,
  type Suggestion,
} from '@gonghui/shared/matchmaking/suggestions'
import { useState } from 'react'
import { call } from '../lib/api'
import { useAnswer } from '../lib/use-answer'
import { toast } from '../ui/toast'
import { useDeeds } from './use-deeds'

/** Today's suggestions and what one does with each. Somebody who was answered leaves the list at once. */
export function useSuggestions(wanted: boolean) {
  const { answer, reload } = useAnswer(listSuggestions, wanted ? {} : undefined)
  const deed = useDeeds()
  const [gone, setGone] = useState<readonly string[]>([])
  const [mutual, setMutual] = useState(false)
  const items = (answer.kind === 'ready' ? answer.body.items : []).filter(
    ({ card }) => !gone.includes(card.singleId),
  )
  const leave = (singleId: string) => setGone((before) => [...before, singleId])

  const heart = ({ card: { singleId } }: Suggestion) =>
    void deed.run(
      singleId,
      () => call(giveHeart, { params: { singleId } }),
      (body) => {
        leave(singleId)
        if (body.mutual) setMutual(true)
        else toast('已心动，只有你知道')
      },
    )
  const pass = ({ card: { singleId } }: Suggestion) =>
    void deed.run(
      singleId,
      () => call(passSingle, { params: { singleId } }),
      () => {
        leave(singleId)
        toast('以后不再推荐给彼此')
      },
    )
  return { answer, reload, items, deed, heart, pass, leave, mutual, closeMutual: () => setMutual(false) }
}
