import type { Outcome } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { useState } from 'react'
import { saidOf, untilKnown } from '../lib/until-known'

/** What is being done, by the id of whom it concerns; or how it failed, to be said beside it. */
export type Doing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'doing'; readonly about: string }
  | { readonly kind: 'failed'; readonly about: string; readonly words: string }

/** Several deeds on one page, told apart by what they concern: one at a time, each asked until it is known how it ended. */
export function useDeeds() {
  const [doing, setDoing] = useState<Doing>({ kind: 'idle' })

  /** True where it was done. */
  const run = async <C extends Contract>(
    about: string,
    ask: () => Promise<Outcome<C>>,
    done: (body: AnswerOf<C>['body']) => unknown,
  ): Promise<boolean> => {
    if (doing.kind === 'doing') return false
    setDoing({ kind: 'doing', about })
    const ended = await untilKnown(ask)
    if (ended.kind === 'answer') {
      setDoing({ kind: 'idle' })
      await done(ended.body as AnswerOf<C>['body'])
      return true
    }
    const words = saidOf(ended, '再点一次不会重复')
    setDoing({ kind: 'failed', about, words })
    return false
  }

  const isDoing = (about: string) => doing.kind === 'doing' && doing.about === about
  const failureOf = (about: string) =>
    doing.kind === 'failed' && doing.about === about ? doing.words : undefined
  return { run, isDoing, failureOf, forget: () => setDoing({ kind: 'idle' }) }
}
