import { type Call, type Outcome, outcome, outgoing } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { DAY_MS, epochMsOf, instantOf } from '@gonghui/shared/lib/instant'
import { type ProblemDocument, problemTypeOf, serverProblems } from '@gonghui/shared/lib/problems'
import { openSession, renewSession, SESSION_LIFE_DAYS } from '@gonghui/shared/membership/sessions'
import { entersUnasked, finishLogin, silentLoginCode } from './login'
import { serverNowMs } from './server-clock'
import { tokens } from './tokens'
import { send } from './transport'

const AHEAD_MS = 5_000
const WORN = new Set(['token-expired', 'token-invalid'])

async function attempt<C extends Contract>(to: C, given: Call<C>, key?: string): Promise<Outcome<C>> {
  return outcome(to, await send(outgoing(to, given, { token: tokens.now()?.token, key })))
}

/** Exchanges a one-time login code for a session. */
export async function signInWith(code: string): Promise<Outcome<typeof openSession>> {
  const ended = outcome(openSession, await send(outgoing(openSession, { body: { code } })))
  if (ended.kind === 'answer') tokens.take(ended.body)
  return ended
}

/** Nobody answered for who calls: whether they may is not known, and they are not told that they must sign in. */
type Unanswered = Exclude<Outcome<Contract>, { readonly kind: 'answer' | 'refused' }>

async function signInSilently(): Promise<Unanswered | undefined> {
  if (tokens.hasLeft() || !entersUnasked) return undefined
  const code = await silentLoginCode()
  if (!code) return { kind: 'unreachable' }
  const ended = await signInWith(code)
  return ended.kind === 'answer' || ended.kind === 'refused' ? undefined : ended
}

async function renewOnce(): Promise<Unanswered | undefined> {
  const kept = tokens.look()
  if (!kept) return undefined
  const ended = outcome(renewSession, await send(outgoing(renewSession, { body: { renewal: kept.renewal } })))
  // Another tab was quicker, or signed out: what this one was answered is about a session that is no longer kept.
  if (tokens.look()?.renewal !== kept.renewal) return undefined
  if (ended.kind === 'answer') tokens.renew(ended.body)
  if (ended.kind !== 'refused') return ended.kind === 'answer' ? undefined : ended
  // Unused for weeks it is forgotten by itself; before that its owner closed it, and nobody is let in again without a tap.
  // A code that was spent long ago is no such word: the answer that brought the next one may have been lost in a tunnel.
  const isForgotten = epochMsOf(kept.expiresAt) + SESSION_LIFE_DAYS * DAY_MS <= serverNowMs()
  // A browser may be anybody's by now, and asks for a tap in any case.
  if (!entersUnasked || (ended.problem.code === 'session-closed' && !isForgotten)) tokens.leave()
  else tokens.drop()
  return undefined
}

let underWay: Promise<Unanswered | undefined> | undefined

/** One at a time: ten calls that find the token worn lead to one renewal. */
function once(deed: () => Promise<Unanswered | undefined>): Promise<Unanswered | undefined> {
  underWay ??= deed().finally(() => {
    underWay = undefined
  })
  return underWay
}

const isWorn = (kept: ReturnType<typeof tokens.now>): boolean =>
  kept !== undefined && epochMsOf(kept.expiresAt) - AHEAD_MS < serverNowMs()

/** Renews ahead of time, where somebody is signed in by a token that ends before `untilMs`. */
export async function beFresh(untilMs: number): Promise<void> {
  const endsBefore = (kept: ReturnType<typeof tokens.now>) => kept && epochMsOf(kept.expiresAt) < untilMs
  if (endsBefore(tokens.now()) && endsBefore(tokens.look())) await once(renewOnce)
}

/** How a call ends that is not sent: nobody is signed in, or it is not known who; undefined where it can be sent. */
async function beReady(to: Contract): Promise<Exclude<Outcome<Contract>, { kind: 'answer' }> | undefined> {
  await finishLogin()
  if (isWorn(tokens.now() ?? tokens.look()) && isWorn(tokens.look())) {
    const unanswered = await once(renewOnce)
    if (unanswered) return unanswered
  }
  if (tokens.now() || to.audience === 'anyone') return undefined
  const unanswered = await once(signInSilently)
  if (unanswered) return unanswered
  return tokens.now() ? undefined : { kind: 'refused', problem: nobody() }
}

/**
 * Calls the product. A worn token is renewed once and the call repeated; where nobody is signed in, WeChat signs
 * one in without a question. Where that is not answered, neither is the call: nothing was sent, and it may be tried
 * again. `key` is the Idempotency-Key: the same for every repetition of one deed.
 */
export async function call<C extends Contract>(
  to: C,
  given: Call<C>,
  { key }: { readonly key?: string } = {},
): Promise<Outcome<C>> {
  const instead = await beReady(to)
  if (instead) return instead
  const used = tokens.now()?.token
  const first = await attempt(to, given, key)
  if (first.kind !== 'refused' || !WORN.has(first.problem.code)) return first
  const unanswered = tokens.look()?.token === used ? await once(renewOnce) : undefined
  return unanswered ?? (await beReady(to)) ?? attempt(to, given, key)
}

/** What the server would say to somebody who is not signed in, without asking it. */
const nobody = (): ProblemDocument => ({
  type: problemTypeOf('token-missing'),
  code: 'token-missing',
  ...serverProblems['token-missing'],
  requestId: '',
  serverTime: instantOf(serverNowMs()),
})

/** A fresh Idempotency-Key. It need not be secret, only not repeat. */
export const newKey = (): string =>
  `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}${Math.random().toString(36).slice(2, 6)}`
