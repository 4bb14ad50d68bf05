import * as z from 'zod/mini'
import type { Catalog } from './problems.ts'
import type { Role } from './roles.ts'

// WeChat's `Function()` returns undefined, so zod's compiled parser must never be used, on the phone or in the cloud.
z.config({ jitless: true })

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * Who may call: anyone (a token is used if sent), somebody signed in with WeChat, a member, or the holder of one
 * of some roles. That the role is held where it matters is the handler's to check.
 */
export type Audience = 'anyone' | 'signed-in' | 'member' | readonly Role[]

/**
 * How fast one person may go on calling: so many at once, and then so many a second. Far above any thumb and below any
 * script; who goes faster is told 429, which says nothing of the deed. Each warm function counts for itself.
 */
export interface Pace {
  readonly burst: number
  readonly perSecond: number
}

/** For whatever writes, unless its contract says otherwise. */
const WRITING: Pace = { burst: 60, perSecond: 20 }

type Schema = z.core.$ZodType
export type Replies = Readonly<Record<number, Schema>>

/**
 * One endpoint as one value. Server routing, validation, the typed client, the OpenAPI document and the test of
 * `serverless.yml` all come from it.
 */
export interface Contract<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Out extends Replies = Replies,
  Refusals extends Catalog = Catalog,
  Who extends Audience = Audience,
> {
  /** `benefits.claim`: capability and deed; the operation's id. */
  readonly name: string
  readonly summary: string
  readonly method: Method
  readonly path: `/v1/${string}`
  readonly audience: Who
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly replies: Out
  readonly refusals: Refusals
  /** Creating calls that are not idempotent by nature carry an `Idempotency-Key`. */
  readonly needsKey: boolean
  /** Also open to the synthetic members of a rehearsal, whose tokens are good for nothing else. */
  readonly rehearsed: boolean
  /** Takes something new: who is suspended or retired keeps what they have, and is told so here. */
  readonly takes: boolean
  /** Undefined: as fast as one likes. */
  readonly pace: Pace | undefined
}

const nothing = z.strictObject({})
type Nothing = typeof nothing

/**
 * Makes a contract. What is not named is empty: no params, no query, no body.
 * `refusals` holds what the handler may refuse, in order of precedence; the server's own come before them.
 */
export function contract<
  const Who extends Audience,
  Out extends Replies,
  Refusals extends Catalog = Record<never, never>,
  Params extends Schema = Nothing,
  Query extends Schema = Nothing,
  Body extends Schema = Nothing,
>(given: {
  name: string
  summary: string
  method: Method
  path: `/v1/${string}`
  audience: Who
  params?: Params
  query?: Query
  body?: Body
  replies: Out
  refusals?: Refusals
  needsKey?: boolean
  rehearsed?: boolean
  takes?: boolean
  pace?: Pace
}): Contract<Params, Query, Body, Out, Refusals, Who> {
  return {
    ...given,
    params: (given.params ?? nothing) as Params,
    query: (given.query ?? nothing) as Query,
    body: (given.body ?? nothing) as Body,
    refusals: (given.refusals ?? {}) as Refusals,
    needsKey: given.needsKey ?? false,
    rehearsed: given.rehearsed ?? false,
    takes: given.takes ?? false,
    pace: given.pace ?? (given.method === 'GET' ? undefined : WRITING),
  }
}

export type ParamsOf<C extends Contract> = z.output<C['params']>
export type QueryOf<C extends Contract> = z.output<C['query']>
export type BodyOf<C extends Contract> = z.output<C['body']>
export type RefusalOf<C extends Contract> = keyof C['refusals'] & string

/** What a handler may answer: one of the contract's statuses with its body. */
export type ReplyOf<C extends Contract> = {
  [S in keyof C['replies'] & number]: { readonly status: S; readonly body: z.input<C['replies'][S]> }
}[keyof C['replies'] & number]

/** What a client receives. */
export type AnswerOf<C extends Contract> = {
  [S in keyof C['replies'] & number]: { readonly status: S; readonly body: z.output<C['replies'][S]> }
}[keyof C['replies'] & number]

/** What a client sends. */
export interface CallOf<C extends Contract> {
  readonly params: z.input<C['params']>
  readonly query: z.input<C['query']>
  readonly body: z.input<C['body']>
}

export const takesBody = (one: Contract): boolean => one.method === 'POST' || one.method === 'PUT'
