import {
  changeEvent,
  drawRounds,
  getManagedEvent,
  letIn,
  type ManagedEvent,
} from '@gonghui/shared/matchmaking/managed-events'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import { useState } from 'react'
import { call } from '../lib/api'
import { memberShownIn } from '../lib/scanned'
import { useAnswer } from '../lib/use-answer'
import { toast } from '../ui/toast'
import { useDeeds } from './use-deeds'

/** Whoever was let in last: the badge to hand out. */
export interface Badge {
  readonly gender: Gender
  readonly number: number
  readonly again: boolean
}

/** The desk of one event: the door, the rounds, calling it off. */
export function useManagedEvent(eventId: string) {
  const params = { eventId }
  const { answer, reload } = useAnswer(getManagedEvent, { params })
  const deed = useDeeds()
  const [badge, setBadge] = useState<Badge>()
  const [after, setAfter] = useState<ManagedEvent>()
  const read = answer.kind === 'ready' ? answer.body : undefined
  const managed = after && (!read || after.serverTime > read.serverTime) ? after : read

  const look = (text: string) => {
    setBadge(undefined)
    return deed.run(
      'door',
      () => call(letIn, { params, body: memberShownIn(text) }),
      (body) => {
        setBadge(body)
        return reload()
      },
    )
  }
  const draw = (fromRound: number, gone: Readonly<Record<Gender, number[]>>) =>
    deed.run(
      'draw',
      () => call(drawRounds, { params, body: { revision: managed?.plan?.revision ?? 0, fromRound, gone } }),
      (body) => {
        setAfter(body)
        toast('桌次排好了，嘉宾手机上能看到自己的')
      },
    )
  const callOff = (cancel: string) =>
    deed.run(
      'cancel',
      () => call(changeEvent, { params, body: { revision: managed?.event.revision ?? 0, cancel } }),
      (body) => {
        setAfter(body)
        toast('已取消，会发消息告诉报名的会员')
      },
    )
  return { answer, managed, reload, deed, badge, look, draw, callOff }
}
