import type { AnswerOf } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import {
  confirmConsoleSignIn,
  refuseConsoleSignIn,
  viewConsoleSignIn,
} from '@gonghui/shared/membership/console-sign-ins'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'

type View = AnswerOf<typeof viewConsoleSignIn>['body']
type Word = 'confirm' | 'refuse'

export type Confirming =
  | { readonly kind: 'looking' }
  | {
      readonly kind: 'asked'
      readonly view: View
      readonly saying: Word | undefined
      readonly error?: string
    }
  | { readonly kind: 'said'; readonly word: Word }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'offline' }

/** The phone's side of a sign-in to the console. */
export function useConsoleConfirm(code: string) {
  const [state, setState] = useState<Confirming>({ kind: 'looking' })
  const look = useCallback(async () => {
    setState({ kind: 'looking' })
    const ended = await untilKnown(() => call(viewConsoleSignIn, { body: { signInCode: code } }))
    if (ended.kind === 'answer') setState({ kind: 'asked', view: ended.body, saying: undefined })
    else if (ended.kind === 'refused') setState({ kind: 'refused', problem: ended.problem })
    else setState({ kind: 'offline' })
  }, [code])
  useEffect(() => void look(), [look])

  const say = async (word: Word) => {
    if (state.kind !== 'asked') return
    const { view } = state
    setState({ kind: 'asked', view, saying: word })
    const to = word === 'confirm' ? confirmConsoleSignIn : refuseConsoleSignIn
    const ended = await untilKnown(() => call(to, { body: { signInCode: code } }))
    if (ended.kind === 'answer') setState({ kind: 'said', word })
    else if (ended.kind === 'refused') setState({ kind: 'refused', problem: ended.problem })
    else setState({ kind: 'asked', view, saying: undefined, error: saidOf(ended, '请再点一次') })
  }
  return { state, look, say }
}
