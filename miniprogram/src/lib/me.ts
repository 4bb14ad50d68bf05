import type { AnswerOf } from '@gonghui/shared/lib/contract'
import type { Grant, Role } from '@gonghui/shared/lib/roles'
import { closeSession, getMe } from '@gonghui/shared/membership/sessions'
import { create } from 'zustand'
import { call } from './api'
import { keepAnswer, keptAnswer } from './kept-answers'
import { tokens } from './tokens'

export type Me = AnswerOf<typeof getMe>['body']

/** Who uses this phone: unknown yet, nobody, or somebody (`stale`: as last known, the network being away). */
export type MeState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'visitor' }
  | { readonly kind: 'known'; readonly me: Me; readonly stale: boolean }
  | { readonly kind: 'offline' }

const KEPT_AS = 'me'
const last = (): Me | undefined => keptAnswer<Me>(KEPT_AS)

const useStore = create<MeState>(() => {
  const known = last()
  return known ? { kind: 'known', me: known, stale: true } : { kind: 'loading' }
})

const become = (state: MeState) => useStore.setState(state, true)

export const useMe = (): MeState => useStore()

/** The member, where the phone's user is one. */
export const memberOf = (state: MeState) => (state.kind === 'known' ? state.me.member : undefined)

export const grantsOf = (state: MeState, role: Role): readonly Grant[] =>
  state.kind === 'known' ? state.me.grants.filter((grant) => grant.role === role) : []

/** When it was last asked with an answer, or is being asked; by a clock that goes on while the phone sleeps. */
let askedMs = Number.NEGATIVE_INFINITY
const REST_MS = 30_000

export async function loadMe(): Promise<void> {
  askedMs = Date.now()
  const ended = await call(getMe, {})
  if (ended.kind !== 'answer') askedMs = Number.NEGATIVE_INFINITY
  if (ended.kind === 'answer') {
    if (ended.body.token) tokens.exchange(ended.body.token)
    keepAnswer(KEPT_AS, ended.body)
    return become({ kind: 'known', me: ended.body, stale: false })
  }
  if (ended.kind === 'refused') return become({ kind: 'visitor' })
  const known = last()
  become(known ? { kind: 'known', me: known, stale: true } : { kind: 'offline' })
}

/** Whenever one comes back: a cadre may have decided meanwhile. Not asked again within half a minute. */
export async function refreshMe(): Promise<void> {
  if (Math.abs(Date.now() - askedMs) >= REST_MS) await loadMe()
}

// A session that ended by itself makes no visitor of anybody: WeChat lets them in again, or the next answer says.
tokens.onChange(() => {
  if (tokens.hasLeft()) return become({ kind: 'visitor' })
  const isAnother = useStore.getState().kind === 'known' && !last()
  if (!isAnother) return
  become({ kind: 'loading' })
  void loadMe()
})

export async function signOut(): Promise<void> {
  await call(closeSession, {})
  tokens.leave()
}
