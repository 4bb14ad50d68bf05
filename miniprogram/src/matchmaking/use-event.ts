import { getEvent, type MyEvent, setEventHeart, setPlace } from '@gonghui/shared/matchmaking/events'
import { useState } from 'react'
import { call } from '../lib/api'
import { useAnswer } from '../lib/use-answer'
import { toast } from '../ui/toast'
import { useDeeds } from './use-deeds'

/** One event, as it is for me, and what I do about it; each deed answers how it is now. */
export function useEvent(eventId: string) {
  const { answer, reload } = useAnswer(getEvent, { params: { eventId } })
  const deed = useDeeds()
  /** The last deed's answer, until the page is read anew. */
  const [after, setAfter] = useState<MyEvent>()
  const read = answer.kind === 'ready' ? answer.body : undefined
  const mine = after && (!read || after.serverTime > read.serverTime) ? after : read

  const come = (comes: boolean) =>
    deed.run(
      'place',
      () => call(setPlace, { params: { eventId }, body: { comes } }),
      (body) => {
        setAfter(body)
        if (!comes) toast('已退出，名额让给了候补的人')
        else toast(body.me.place === 'placed' ? '报名成功' : '已进候补')
      },
    )
  const heart = (number: number, given: boolean) =>
    deed.run(
      `heart-${number}`,
      () => call(setEventHeart, { params: { eventId }, body: { number, heart: given } }),
      (body) => {
        setAfter(body)
        const isMutual = body.partners.some((one) => one.number === number && one.introductionId)
        if (given) toast(isMutual ? '你们互相心动了！' : '已选，只有你知道')
      },
    )
  return { answer, mine, reload, deed, come, heart }
}
