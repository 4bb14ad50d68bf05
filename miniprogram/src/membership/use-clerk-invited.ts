import type { AnswerOf } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { acceptClerkInvitation, viewClerkInvitation } from '@gonghui/shared/membership/clerk-invitations'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../lib/api'
import { loadMe } from '../lib/me'
import { untilKnown } from '../lib/until-known'

type View = AnswerOf<typeof viewClerkInvitation>['body']

export type Invited =
  | { readonly kind: 'looking' }
  | { readonly kind: 'asked'; readonly view: View; readonly saying: boolean; readonly error?: string }
  | { readonly kind: 'accepted'; readonly view: View }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'offline' }

/** The clerk's side of an invitation: what it is to, and the yes. */
export function useClerkInvited(clerkCode: string) {
  const [state, setState] = useState<Invited>({ kind: 'looking' })
  const look = useCallback(async () => {
    setState({ kind: 'looking' })
    const ended = await untilKnown(() => call(viewClerkInvitation, { body: { clerkCode } }))
    if (ended.kind === 'answer')
      setState(
        ended.body.accepted
          ? { kind: 'accepted', view: ended.body }
          : { kind: 'asked', view: ended.body, saying: false },
      )
    else if (ended.kind === 'refused') setState({ kind: 'refused', problem: ended.problem })
    else setState({ kind: 'offline' })
  }, [clerkCode])
  useEffect(() => void look(), [look])

  const accept = async () => {
    if (state.kind !== 'asked' || state.saying) return
    const { view } = state
    setState({ kind: 'asked', view, saying: true })
    const ended = await untilKnown(() => call(acceptClerkInvitation, { body: { clerkCode } }))
    if (ended.kind === 'refused') return setState({ kind: 'refused', problem: ended.problem })
    if (ended.kind !== 'answer')
      return setState({ kind: 'asked', view, saying: false, error: '网络没有连上，请再点一次' })
    // The till is there from now on.
    await loadMe()
    setState({ kind: 'accepted', view })
  }
  return { state, look, accept }
}
