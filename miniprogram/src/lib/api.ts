import { type Call, type Outcome, outcome, outgoing } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { DAY_MS, epochMsOf, instantOf } from '@gonghui/shared/lib/instant'
import { type ProblemDocument, problemTypeOf, serverProblems } from '@gonghui/shared/lib/problems'
import { openSession, renewSession, SESSION_LIFE_DAYS } from '@gonghui/shared/membership/sessions'
import { finishLogin, silentLoginCode } from './login'
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

async function signInSilently(): Promise<void> {
  if (tokens.hasLeft()) return
  const code = await silentLoginCode()
  if (code) await signInWith(code)
}

async function renewOnce(): Promise<void> {
  const kept = tokens.now()
  if (!kept) return
  const ended = outcome(renewSession, await send(outgoing(renewSession, { body: { renewal: kept.renewal } })))
  if (ended.kind === 'answer') tokens.renew(ended.body)
  if (ended.kind !== 'refused') return
  // Unused for weeks, it is over by itself; before that somebody ended it, and nobody is let in again without a tap.
  const isSpent = epochMsOf(kept.expiresAt) + SESSION_LIFE_DAYS * DAY_MS <= serverNowMs()
  if (isSpent) tokens.drop()
  else tokens.leave()
}

let underWay: Promise<void> | undefined

/** One at a time: ten calls that find the token worn lead to one renewal. */
function once(deed: () => Promise<void>): Promise<void> {
  underWay ??= deed().finally(() => {
    underWay = undefined
  })
  return underWay
}

async function beReady(to: Contract): Promise<void> {
  await finishLogin()
  const kept = tokens.now()
  if (kept && epochMsOf(kept.expiresAt) - AHEAD_MS < serverNowMs()) await once(renewOnce)
  if (!tokens.now() && to.audience !== 'anyone') await once(signInSilently)
}

/**
 * Calls the product. A worn token is renewed once and the call repeated; where nobody is signed in, WeChat signs
 * one in without a question. `key` is the Idempotency-Key: the same for every repetition of one deed.
 */
export async function call<C extends Contract>(
  to: C,
  given: Call<C>,
  { key }: { readonly key?: string } = {},
): Promise<Outcome<C>> {
  await beReady(to)
  if (!tokens.now() && to.audience !== 'anyone') return { kind: 'refused', problem: nobody() }
  const first = await attempt(to, given, key)
  if (first.kind !== 'refused' || !WORN.has(first.problem.code)) return first
  await once(renewOnce)
  await beReady(to)
  return attempt(to, given, key)
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
