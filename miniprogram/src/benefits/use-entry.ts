import { enterDrop, withdrawEntry } from '@gonghui/shared/benefits/entries'
import { useState } from 'react'
import { call } from '../lib/api'
import { untilKnown } from '../lib/until-known'
import { toast } from '../ui/toast'

/** What a tap on 报名抽签 or 撤回 leads to. There is nothing to lose: an entry is one entry however often it is asked for. */
export type EntryState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'asking-back' }
  | { readonly kind: 'withdrawing' }
  | { readonly kind: 'failed'; readonly words: string }

/** Entering the lottery of one drop's page; `onChanged` reads the page anew. */
export function useEntry(dropId: string, onChanged: () => Promise<void>) {
  const [state, setState] = useState<EntryState>({ kind: 'idle' })

  const tell = async (to: typeof enterDrop | typeof withdrawEntry, done: string) => {
    const ended = await untilKnown(() => call(to, { params: { dropId } }))
    if (ended.kind === 'answer') {
      await onChanged()
      toast(done)
      return setState({ kind: 'idle' })
    }
    if (ended.kind === 'refused') {
      await onChanged()
      return setState({ kind: 'failed', words: `${ended.problem.title}，${ended.problem.next}` })
    }
    setState({ kind: 'failed', words: '网络没有连上，还不知道报上没有。再点一次就好，不会重复报名。' })
  }

  const enter = async () => {
    if (state.kind === 'sending') return
    setState({ kind: 'sending' })
    await tell(enterDrop, '报名好了，等开奖')
  }
  const withdraw = async () => {
    setState({ kind: 'withdrawing' })
    await tell(withdrawEntry, '已撤回报名')
  }
  return {
    state,
    enter,
    withdraw,
    askBack: () => setState({ kind: 'asking-back' }),
    putAway: () => setState({ kind: 'idle' }),
  }
}
