import { type Call, type Outcome, outcome, outgoing } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'

export interface Credentials {
  readonly token?: string | undefined
  readonly key?: string
}

/** The typed client over fetch, for the API at one address. */
export type Ask = ReturnType<typeof askAt>

const TRIES = 10

export const askAt =
  (apiBase: string) =>
  async <C extends Contract>(to: C, call: Call<C>, credentials: Credentials = {}) => {
    for (let tries = 1; ; tries++) {
      const result = await once(apiBase, to, call, credentials)
      if (result.kind === 'answer' || result.kind === 'refused') return result
      if (tries === TRIES) throw new Error(`${to.name}: ${result.kind} after ${TRIES} tries`)
      await new Promise((resume) => setTimeout(resume, 'retryAfterMs' in result ? result.retryAfterMs : 500))
    }
  }

async function once<C extends Contract>(
  apiBase: string,
  to: C,
  call: Call<C>,
  credentials: Credentials,
): Promise<Outcome<C>> {
  const { url, body, ...rest } = outgoing(to, call, credentials)
  const reply = await fetch(apiBase + url, { ...rest, body: body ?? null }).catch(() => undefined)
  if (!reply) return outcome(to, 'unreachable')
  const headers = Object.fromEntries(reply.headers)
  return outcome(to, { status: reply.status, headers, body: await reply.json().catch(() => undefined) })
}

type Told<C extends Contract> =
  | ({ readonly kind: 'answer' } & AnswerOf<C>)
  | { readonly kind: 'refused'; readonly problem: { readonly code: string; readonly title: string } }

/** The answer's body; a refusal is a mistake of the seed. */
export function answered<C extends Contract>(to: C, told: Told<C>): AnswerOf<C>['body'] {
  if (told.kind === 'answer') return told.body
  throw new Error(`${to.name}: ${told.problem.code} ${told.problem.title}`)
}
