import type { Call } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import './drop-day.scss'

interface DeedDialogProps<C extends Contract> {
  readonly to: C
  /** What is sent, by the reason that was typed; undefined while something is still to be filled in. */
  readonly given: (reason: string) => Call<C> | undefined
  readonly title: string
  /** What it does, and what it does not. */
  readonly words: string
  readonly yes: string
  readonly busy: string
  readonly tone?: 'primary' | 'danger'
  readonly example: string
  readonly done: (body: AnswerOf<C>['body']) => string
  readonly onChanged: () => unknown
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks before something is done to a drop, and why: the reason stands in the drop's log. */
export function DeedDialog<C extends Contract>({
  to,
  given,
  title,
  words,
  yes,
  busy,
  tone = 'primary',
  example,
  done,
  onChanged,
  onClose,
  children,
}: DeedDialogProps<C>) {
  const [reason, setReason] = useState('')
  const { state, send } = useDeed(to, onChanged)
  const call = reason.trim() === '' ? undefined : given(reason.trim())
  const take = async () => {
    if (!call) return
    // A dialog that is done is put away by what it tells: nothing is left to be seen of it.
    await send(call, (body) => {
      onClose()
      return done(body)
    })
  }
  return (
    <Confirm
      title={title}
      body={
        <View>
          <Text className="block t14 deed-words">{words}</Text>
          {children}
          <Field
            id="reason"
            label="为什么（记入操作记录）"
            value={reason}
            onChange={setReason}
            placeholder={example}
            max={100}
          />
          {state.kind === 'failed' && (
            <Text className="block no" id="deed-failed">
              {state.words}
            </Text>
          )}
        </View>
      }
      yes={yes}
      tone={tone}
      disabled={call === undefined}
      busy={state.kind === 'sending' && busy}
      onNo={onClose}
      onYes={() => void take()}
    />
  )
}
