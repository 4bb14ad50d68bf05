import {
  askConsoleSignIn,
  cancelConsoleSignIn,
  pollConsoleSignIn,
} from '@gonghui/shared/membership/console-sign-ins'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { loadMe } from '../lib/me'
import { tokens } from '../lib/tokens'
import { untilKnown, waitMs } from '../lib/until-known'

export type SigningIn =
  | { readonly kind: 'asking' }
  /** `by` is there once a phone has scanned the code. */
  | {
      readonly kind: 'waiting'
      readonly code: string
      readonly until: string
      readonly by: string | undefined
    }
  | { readonly kind: 'signed-in'; readonly by: string | undefined }
  | { readonly kind: 'ended'; readonly why: 'refused' | 'cancelled' | 'expired' | 'over' }
  | { readonly kind: 'offline' }

const ASK_EVERY_MS = 1_500

/** The browser's side: asks for a code, shows it, and waits for a phone to confirm. */
export function useConsoleSignIn() {
  const [state, setState] = useState<SigningIn>({ kind: 'asking' })
  /** Counts the codes that were asked for: only the latest is waited for. */
  const turn = useRef(0)
  const secret = useRef<string>()

  const begin = useCallback(async () => {
    turn.current += 1
    const mine = turn.current
    setState({ kind: 'asking' })
    const asked = await untilKnown(() => call(askConsoleSignIn, {}))
    if (mine !== turn.current) return
    if (asked.kind !== 'answer') return setState({ kind: 'offline' })
    const { code, poll, until } = asked.body
    secret.current = poll
    setState({ kind: 'waiting', code, until, by: undefined })
    while (mine === turn.current) {
      await waitMs(ASK_EVERY_MS)
      const told = await untilKnown(() => call(pollConsoleSignIn, { body: { poll } }))
      if (mine !== turn.current) return
      if (told.kind === 'refused') return setState({ kind: 'ended', why: 'over' })
      // The network is away for a moment; the code is good for minutes.
      if (told.kind !== 'answer') continue
      const { state: found, by, session } = told.body
      if (session) {
        tokens.take(session)
        await loadMe()
        return setState({ kind: 'signed-in', by })
      }
      if (found === 'refused' || found === 'cancelled' || found === 'expired')
        return setState({ kind: 'ended', why: found })
      setState({ kind: 'waiting', code, until, by })
    }
  }, [])

  useEffect(() => {
    void begin()
    return () => {
      turn.current += 1
    }
  }, [begin])

  const cancel = async () => {
    turn.current += 1
    setState({ kind: 'ended', why: 'cancelled' })
    if (secret.current) await call(cancelConsoleSignIn, { body: { poll: secret.current } })
  }
  return { state, begin, cancel }
}
