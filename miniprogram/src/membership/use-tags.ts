import type { Tag } from '@gonghui/shared/lib/tags'
import { claimTag, listMyTags } from '@gonghui/shared/membership/tags'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { toast } from '../ui/toast'

/** The one claim that is being written. */
export type Claiming =
  | { readonly kind: 'no' }
  | { readonly kind: 'writing'; readonly tag: Tag; readonly error?: string }
  | { readonly kind: 'sending'; readonly tag: Tag }

export function useTags() {
  const { answer, reload } = useAnswer(listMyTags, {})
  const [claiming, setClaiming] = useState<Claiming>({ kind: 'no' })

  const send = async (tag: Tag, proof: string, consented: boolean) => {
    setClaiming({ kind: 'sending', tag })
    const body = { tag, proof, ...(consented ? { consented } : {}) }
    const ended = await untilKnown(() => call(claimTag, { body }))
    if (ended.kind === 'answer') {
      setClaiming({ kind: 'no' })
      toast('已提交，等工会审核')
      return reload()
    }
    const error = saidOf(ended, '再点一次不会重复提交')
    setClaiming({ kind: 'writing', tag, error })
  }

  return { answer, reload, claiming, ask: setClaiming, send }
}
