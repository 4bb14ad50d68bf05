import type { AnswerOf, CallOf, Contract } from './contract.ts'
import { takesBody } from './contract.ts'
import type { ProblemDocument } from './problems.ts'

/** What goes out: everything a transport (Taro.request, fetch) needs. */
export interface Outgoing {
  readonly method: string
  /** Path and query, to be put behind the API's base address. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What came back, or that nothing did. `body` is the parsed JSON, undefined where it was none. */
export type Incoming =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown }
  | 'unreachable'

/**
 * The four ways a call can end. `unknown` means that the front door turned us away (429), the answer was lost, or
 * something gave way behind the door (from 500 on), which may have been after the deed: it may or may not be done,
 * and nobody may be told that it was not. `problem` is what the server said of it, where it said anything.
 */
export type Outcome<C extends Contract> =
  | ({ readonly kind: 'answer' } & AnswerOf<C>)
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | {
      readonly kind: 'unknown'
      readonly retryAfterMs: number
      readonly problem?: ProblemDocument
    }
  | { readonly kind: 'unreachable' }

type Optional<T> = Record<never, never> extends T ? { readonly [K in never]: K } : T
type Part<C extends Contract, K extends keyof CallOf<C>> =
  Record<never, never> extends CallOf<C>[K] ? Partial<Pick<CallOf<C>, K>> : Pick<CallOf<C>, K>
export type Call<C extends Contract> = Optional<Part<C, 'params'> & Part<C, 'query'> & Part<C, 'body'>>

const DEFAULT_RETRY_MS = 1_000

/** Writes a typed call out as a request. `key` is the Idempotency-Key where the contract needs one. */
export function outgoing<C extends Contract>(
  to: C,
  call: Call<C>,
  credentials: { readonly token?: string | undefined; readonly key?: string | undefined } = {},
): Outgoing {
  const { params, query, body } = call as Partial<Record<keyof CallOf<C>, Record<string, unknown>>>
  const path = to.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.[name])))
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  const search = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  const headers: Record<string, string> = { accept: 'application/json' }
  if (credentials.token) headers.authorization = `Bearer ${credentials.token}`
  if (credentials.key) headers['idempotency-key'] = credentials.key
  if (takesBody(to)) headers['content-type'] = 'application/json'
  return {
    method: to.method,
    url: search ? `${path}?${search}` : path,
    headers,
    body: takesBody(to) ? JSON.stringify(body ?? {}) : undefined,
  }
}

const isProblem = (body: unknown): body is ProblemDocument =>
  typeof body === 'object' && body !== null && 'code' in body && 'next' in body

/** Reads what came back as one of the four outcomes. */
export function outcome<C extends Contract>(to: C, came: Incoming): Outcome<C> {
  if (came === 'unreachable') return { kind: 'unreachable' }
  const { status, body } = came
  if (status in to.replies) return { kind: 'answer', status, body } as Outcome<C>
  const problem = isProblem(body) ? body : undefined
  if (problem && status !== 429 && status < 500) return { kind: 'refused', problem }
  const seconds = Number(came.headers['retry-after'])
  const retryAfterMs = seconds > 0 ? seconds * 1_000 : DEFAULT_RETRY_MS
  return { kind: 'unknown', retryAfterMs, ...(problem && { problem }) }
}
