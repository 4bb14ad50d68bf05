import type { Call } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { useRef, useState } from 'react'
import { toast } from '../ui/toast'
import { call, newKey } from './api'
import { saidOf, untilKnown } from './until-known'

/** One thing that can be done on a page, and may be asked about first. */
export type DeedState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly words: string }

/** A write that may be repeated: sent until it is known how it went, told in a word, and the page reads itself anew. */
export function useDeed<C extends Contract>(to: C, onDone: () => unknown) {
  const [state, setState] = useState<DeedState>({ kind: 'idle' })
  // A repeat after a lost answer is the same deed; what was typed anew, or comes after it was done, is another.
  const sent = useRef({ content: '', key: '' })
  const send = async (given: Call<C>, done: (body: AnswerOf<C>['body']) => string) => {
    if (state.kind === 'sending') return
    setState({ kind: 'sending' })
    const content = JSON.stringify(given)
    if (sent.current.content !== content) sent.current = { content, key: newKey() }
    const ended = await untilKnown(() => call(to, given, { key: sent.current.key }))
    if (ended.kind === 'answer') {
      sent.current = { content: '', key: '' }
      await onDone()
      toast(done(ended.body))
      return setState({ kind: 'idle' })
    }
    if (ended.kind === 'refused') await onDone()
    const words = saidOf(ended, '还不知道结果。再点一次就好，不会重复。')
    setState({ kind: 'failed', words })
  }
  return {
    state,
    send,
    ask: () => setState({ kind: 'asking' }),
    putAway: () => setState({ kind: 'idle' }),
  }
}
