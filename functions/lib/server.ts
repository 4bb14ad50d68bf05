import { randomUUID } from 'node:crypto'
import type { BodyOf, Contract, ParamsOf, QueryOf, RefusalOf, ReplyOf } from '@gonghui/shared/lib/contract'
import { takesBody } from '@gonghui/shared/lib/contract'
import { type Instant, instantOf } from '@gonghui/shared/lib/instant'
import type { ServerProblem } from '@gonghui/shared/lib/problems'
import type { Grant } from '@gonghui/shared/lib/roles'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { isOverload } from '../table/failures.ts'
import { answerJson, answerProblem } from './answers.ts'
import type { Caller, CallerOf } from './caller.ts'
import { inRequest, log, told } from './log.ts'
import { isTooFast } from './pace.ts'
import { bodyOf, type FieldProblem, parsed } from './parse.ts'
import { readToken } from './tokens.ts'

/** What a handler is given: everything parsed, who calls, and what time it is. */
export interface Request<C extends Contract> {
  readonly params: ParamsOf<C>
  readonly query: QueryOf<C>
  readonly body: BodyOf<C>
  readonly caller: CallerOf<C['audience']>
  /** The Idempotency-Key; empty where the contract needs none. */
  readonly key: string
  /** Where the call comes from, as the front door saw it: address and browser. For showing, never for deciding. */
  readonly from: { readonly address: string; readonly agent: string }
  readonly now: Instant
  readonly requestId: string
}

/** An expected refusal, as a value. `facts` go to the client: times, places, counts, never a person. */
export interface Refusal<Code extends string> {
  readonly refused: Code
  readonly facts?: Readonly<Record<string, unknown>>
}

/**
 * Besides the contract's own, any handler may say that it is too busy to know, that a key was used before, or that it
 * is for members after all.
 */
type AlwaysPossible = Extract<ServerProblem, 'busy' | 'idempotency-key-reused' | 'membership-missing'>

export type Handler<C extends Contract> = (
  request: Request<C>,
) => Promise<ReplyOf<C> | Refusal<RefusalOf<C> | AlwaysPossible>>

export interface Route {
  readonly contract: Contract
  readonly handle: (
    request: Request<Contract>,
  ) => Promise<{ status: number; body: unknown } | Refusal<string>>
}

/** Joins a contract to its handler; the compiler holds them to each other. */
export const on = <C extends Contract>(contract: C, handle: Handler<C>): Route =>
  ({ contract, handle }) as unknown as Route

export const reply = <S extends number, B>(status: S, body: B) => ({ status, body })

export const refuse = <Code extends string>(
  refused: Code,
  facts?: Readonly<Record<string, unknown>>,
): Refusal<Code> => (facts ? { refused, facts } : { refused })

export const isRefusal = (result: object): result is Refusal<string> => 'refused' in result

type Refused = { readonly code: ServerProblem; readonly fields?: readonly FieldProblem[] }

export interface Surroundings {
  /** The roles a person holds now; needed where a contract's audience is a role. */
  readonly grantsOf?: (personId: string) => Promise<readonly Grant[]>
  /** Told of a call that came too soon after the person's others, before it is turned away. */
  readonly onTooFast?: (params: Readonly<Record<string, unknown>>) => void
}

/**
 * Serves contracts as one Lambda handler for API Gateway's HTTP API (payload 2.0). In order: the route, the size of
 * the body, the token, the role, params, query, body, the Idempotency-Key, the pace, the handler, the reply's own shape.
 */
export function serve(routes: readonly Route[], surroundings: Surroundings = {}) {
  const byKey = new Map(routes.map((route) => [`${route.contract.method} ${route.contract.path}`, route]))

  return async (
    event: APIGatewayProxyEventV2,
    context: Context,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const requestId = context.awsRequestId || randomUUID()
    return inRequest(requestId, () => answerTo(event, { now: instantOf(Date.now()), requestId }))
  }

  async function answerTo(event: APIGatewayProxyEventV2, moment: { now: Instant; requestId: string }) {
    const startedMs = performance.now()
    let code: string | undefined
    let answer: APIGatewayProxyStructuredResultV2
    try {
      const result = await respond(byKey.get(event.routeKey), event, moment)
      code = 'code' in result ? result.code : undefined
      answer = 'code' in result ? answerProblem(result, moment) : answerJson(result, moment)
    } catch (error) {
      code = isOverload(error) ? 'busy' : 'fault'
      log.error('fault', { route: event.routeKey, error: told(error) })
      answer = answerProblem({ code }, moment)
    }
    log.info('request', {
      route: event.routeKey,
      status: answer.statusCode,
      ...(code ? { code } : {}),
      ms: Math.round((performance.now() - startedMs) * 100) / 100,
    })
    return answer
  }

  async function respond(
    route: Route | undefined,
    event: APIGatewayProxyEventV2,
    { now, requestId }: { now: Instant; requestId: string },
  ) {
    if (!route) return { code: 'route-unknown' } as const
    const { contract } = route
    const text = takesBody(contract) ? bodyOf(event) : ''
    if (text === 'too-large') return { code: 'body-too-large' } as const
    const caller = await callerOf(contract, event.headers.authorization, surroundings)
    if (caller && 'code' in caller) return caller
    const params = parsed('params', contract.params, event.pathParameters ?? {})
    if ('code' in params) return params
    const query = parsed('query', contract.query, event.queryStringParameters ?? {})
    if ('code' in query) return query
    const body = takesBody(contract) ? parsed('body', contract.body, text) : { value: {} }
    if ('code' in body) return body
    const key = event.headers['idempotency-key'] ?? ''
    if (contract.needsKey && !/^[\x21-\x7e]{8,64}$/.test(key))
      return { code: 'idempotency-key-missing' } as const
    if (caller && isTooFast(contract, caller.personId, performance.now())) {
      surroundings.onTooFast?.(params.value as Readonly<Record<string, unknown>>)
      return { code: 'too-many-requests' } as const
    }

    const { sourceIp: address = '', userAgent: agent = '' } = event.requestContext?.http ?? {}
    const request = {
      from: { address, agent },
      params: params.value,
      query: query.value,
      body: body.value,
      caller,
      key,
      now,
      requestId,
    }
    const result = await route.handle(request as unknown as Request<Contract>)
    if (!isRefusal(result)) return { contract, ...result }
    const words = contract.refusals[result.refused]
    return {
      code: result.refused,
      ...(words ? { words } : {}),
      ...(result.facts ? { facts: result.facts } : {}),
    }
  }
}

/** Who calls, if the audience lets them in. A token that is sent must be good even where none is needed. */
async function callerOf(
  { audience, rehearsed, takes }: Contract,
  authorization: string | undefined,
  { grantsOf }: Surroundings,
): Promise<Caller | Refused | undefined> {
  const token = /^Bearer ([\w.-]{1,4096})$/.exec(authorization ?? '')?.[1]
  if (!token) {
    if (authorization) return { code: 'token-invalid' }
    return audience === 'anyone' ? undefined : { code: 'token-missing' }
  }
  const caller = readToken(token)
  if (typeof caller === 'string') return { code: caller }
  if (caller.only !== undefined && !rehearsed) return { code: 'token-invalid' }
  if (audience === 'anyone' || audience === 'signed-in') return caller
  if (audience === 'member') {
    if (!caller.member) return { code: 'membership-missing' }
    const { standing } = caller.member
    return takes && standing ? { code: `membership-${standing}` } : caller
  }
  if (!grantsOf) throw new Error('a contract for roles is served without a way to look them up')
  const grants = await grantsOf(caller.personId)
  if (!grants.some((held) => audience.includes(held.role))) return { code: 'role-missing' }
  return { ...caller, grants } as Caller
}
