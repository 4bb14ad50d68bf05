import { type DrawDesk, getDrawDesk, typeDrawNumber } from '@gonghui/shared/benefits/draws'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { useWhileSeen } from '../lib/use-while-seen'
import { toast } from '../ui/toast'

/** The number as it is being typed: once, then looked at again before it is sent. */
export type Typing =
  | { readonly kind: 'typing'; readonly digits: string; readonly error?: string }
  | { readonly kind: 'asking'; readonly digits: string }
  | { readonly kind: 'sending'; readonly digits: string }

/** How often the desk is read: the draw is made and its vouchers given while one looks. */
const EVERY_MS = 3_000

export function useDrawDesk(dropId: string) {
  const { answer, reload } = useAnswer(getDrawDesk, { params: { dropId } })
  const [typing, setTyping] = useState<Typing>({ kind: 'typing', digits: '' })
  const desk: DrawDesk | undefined = answer.kind === 'ready' ? answer.body.desk : undefined
  const isOver = desk?.endedAt !== undefined

  useWhileSeen(reload, EVERY_MS, !isOver)

  const ask = () => {
    const { digits } = typing
    if (!/^\d{3}$/.test(digits)) return setTyping({ kind: 'typing', digits, error: '请填写三位数字' })
    setTyping({ kind: 'asking', digits })
  }
  const send = async () => {
    const { digits } = typing
    setTyping({ kind: 'sending', digits })
    const ended = await untilKnown(() => call(typeDrawNumber, { params: { dropId }, body: { digits } }))
    await reload()
    if (ended.kind === 'answer') {
      toast(ended.body.desk.lottery.number ? '两人一致，号码生效' : '已录入，等另一个人录入')
      return setTyping({ kind: 'typing', digits: '' })
    }
    const error = saidOf(ended, '请再录一次')
    setTyping({ kind: 'typing', digits, error })
  }
  return {
    answer,
    desk,
    typing,
    write: (digits: string) => setTyping({ kind: 'typing', digits }),
    ask,
    send,
    putAway: () => setTyping({ kind: 'typing', digits: typing.digits }),
    reload,
  }
}
