import type { Session } from '@gonghui/shared/membership/sessions'
import Taro from '@tarojs/taro'
import { forgetAnswers } from './kept-answers'

/** What proves who I am: a bearer token of minutes and a renewal token of weeks, kept over restarts. */
type Kept = Pick<Session, 'token' | 'expiresAt' | 'renewal'>

const STORED = 'session'
/** Who signed out, here or from another device, stays out until they tap 登录, though WeChat would let them in unasked. */
const LEFT = 'signed-out'
let kept: Kept | undefined = Taro.getStorageSync<Kept | ''>(STORED) || undefined
const listeners = new Set<() => void>()

function keep(next: Kept | undefined) {
  kept = next
  if (next) Taro.setStorageSync(STORED, next)
  else Taro.removeStorageSync(STORED)
}

export const tokens = {
  now: (): Kept | undefined => kept,

  take({ token, expiresAt, renewal }: Session) {
    keep({ token, expiresAt, renewal })
    Taro.removeStorageSync(LEFT)
    for (const tell of listeners) tell()
  },

  /** A fresh bearer of the same session, as handed over on admission; it lives as long as the one it replaces, or longer. */
  exchange(token: string) {
    if (kept) keep({ ...kept, token })
  },

  drop() {
    keep(undefined)
    forgetAnswers()
    for (const tell of listeners) tell()
  },

  leave() {
    Taro.setStorageSync(LEFT, true)
    tokens.drop()
  },

  hasLeft: (): boolean => Boolean(Taro.getStorageSync(LEFT)),

  /** The same session, renewed: nobody signs in. */
  renew({ token, expiresAt, renewal }: Session) {
    keep({ token, expiresAt, renewal })
  },

  /** Called whenever somebody signs in or out, until the function that is handed back has been called. */
  onChange(tell: () => void): () => void {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  },
}
