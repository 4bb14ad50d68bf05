import { epochMsOf } from '@gonghui/shared/lib/instant'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { useCallback, useEffect, useRef, useState } from 'react'
import { serverNowMs } from './server-clock'
import { useOnSignIn } from './use-login'
import { useShown } from './use-shown'

interface Ending {
  readonly expiresAt: string
}

type Asked<B> =
  | { readonly kind: 'answer'; readonly body: B }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'unreachable' | 'unknown' }

/** `late`: no new one could be had, so what is shown has run out. */
export type Fresh<B> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'showing'; readonly body: B; readonly secondsLeft: number; readonly late: boolean }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'offline' }

/** A new one is fetched this long before the old one ends, so that nobody's camera meets a dead one. */
const AHEAD_MS = 8_000
const TRY_AGAIN_MS = 2_000

const leftMsOf = ({ expiresAt }: Ending) => epochMsOf(expiresAt) - serverNowMs()

const showing = <B extends Ending>(body: B): Fresh<B> => ({
  kind: 'showing',
  body,
  secondsLeft: Math.max(0, Math.ceil(leftMsOf(body) / 1_000)),
  late: leftMsOf(body) <= 0,
})

/** Keeps something that ends by the minute, such as a pass or a member code, fresh on the screen while one looks. */
export function useFresh<B extends Ending>(ask: () => Promise<Asked<B>>) {
  const [state, setState] = useState<Fresh<B>>({ kind: 'loading' })
  const shown = useShown()
  const held = useRef<B>()

  const fetchOne = useCallback(async () => {
    const ended = await ask()
    if (ended.kind === 'answer') held.current = ended.body
    else if (ended.kind === 'refused') return setState({ kind: 'refused', problem: ended.problem })
    else if (!held.current) return setState({ kind: 'offline' })
    setState(showing(held.current))
  }, [ask])

  useEffect(() => {
    if (!shown) return
    let busy = true
    let notBefore = 0
    void fetchOne().finally(() => {
      busy = false
    })
    const timer = setInterval(() => {
      const now = held.current
      if (!now) return
      setState((before) => (before.kind === 'showing' ? showing(now) : before))
      if (leftMsOf(now) > AHEAD_MS || busy || Date.now() < notBefore) return
      busy = true
      notBefore = Date.now() + TRY_AGAIN_MS
      void fetchOne().finally(() => {
        busy = false
      })
    }, 1_000)
    return () => clearInterval(timer)
  }, [shown, fetchOne])

  useOnSignIn(state.kind === 'refused' && state.problem.status === 401, fetchOne)

  return { state, retry: fetchOne }
}
