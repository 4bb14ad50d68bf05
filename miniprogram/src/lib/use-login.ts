import { useEffect, useState } from 'react'
import { startLogin } from './login'
import { loadMe } from './me'
import { tokens } from './tokens'

/** The tap on 登录: who one is is read anew once it is known, and a failure is told in words. */
export function useLogin(onSignedIn?: () => unknown) {
  const [state, setState] = useState<{ readonly busy: boolean; readonly failed?: string }>({ busy: false })
  const login = async () => {
    if (state.busy) return
    setState({ busy: true })
    const ended = await startLogin()
    if (ended.kind === 'signed-in') {
      await loadMe()
      await onSignedIn?.()
    }
    setState(ended.kind === 'failed' ? { busy: false, failed: ended.words } : { busy: false })
  }
  return { ...state, login }
}

/** Where somebody was turned away for not being signed in: asks again once somebody is. */
export function useOnSignIn(isTurnedAway: boolean, again: () => unknown): void {
  useEffect(
    () => (isTurnedAway ? tokens.onChange(() => tokens.now() && void again()) : undefined),
    [isTurnedAway, again],
  )
}
