import type { Session } from '@gonghui/shared/membership/sessions'
import { forgetAnswers } from './kept-answers'
import { forgetReceipts } from './kept-receipts'
import { forgetReturn } from './return-to'
import { storage } from './storage'

/** What proves who I am: a bearer token of minutes and a renewal token of weeks, kept over restarts. */
type Kept = Pick<Session, 'token' | 'expiresAt' | 'renewal'>

const STORED = 'session'
/** Who signed out, here or from another device, stays out until they tap 登录, though WeChat would let them in unasked. */
const LEFT = 'signed-out'
/** Whose answers, receipts and way back are kept here; it outlives a session that ended by itself. */
const WHOSE = 'person'
let kept: Kept | undefined = storage.read<Kept>(STORED)
const listeners = new Set<() => void>()

function keep(next: Kept | undefined) {
  kept = next
  if (next) storage.write(STORED, next)
  else storage.remove(STORED)
}

function forgetPerson() {
  forgetAnswers()
  forgetReceipts()
  forgetReturn()
  storage.remove(WHOSE)
}

export const tokens = {
  now: (): Kept | undefined => kept,

  /** What is stored now: in a browser, another tab may have renewed the session since this one looked, or signed out. */
  look(): Kept | undefined {
    const stored = storage.read<Kept>(STORED)
    const isNews = stored ? !kept || stored.expiresAt > kept.expiresAt : kept && tokens.hasLeft()
    if (!isNews) return kept
    const before = kept
    kept = stored
    if (!before || !kept) for (const tell of listeners) tell()
    return kept
  },

  take({ token, expiresAt, renewal, personId }: Session) {
    const whose = storage.read<string>(WHOSE)
    if (whose && whose !== personId) forgetPerson()
    storage.write(WHOSE, personId)
    keep({ token, expiresAt, renewal })
    storage.remove(LEFT)
    for (const tell of listeners) tell()
  },

  /** A fresh bearer of the same session, as handed over on admission; it lives as long as the one it replaces, or longer. */
  exchange(token: string) {
    const held = kept
    if (held && tokens.look()?.renewal === held.renewal) keep({ ...held, token })
  },

  /** The session ended by itself: what is kept waits for its person, and goes when another signs in. */
  drop() {
    keep(undefined)
    for (const tell of listeners) tell()
  },

  /** Somebody signed out: nothing of theirs is left for who comes next. */
  leave() {
    storage.write(LEFT, true)
    forgetPerson()
    tokens.drop()
  },

  hasLeft: (): boolean => Boolean(storage.read(LEFT)),

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
