import type { Contract } from '@gonghui/shared/lib/contract'
import type { Instant } from '@gonghui/shared/lib/instant'
import { epochMsOf } from '@gonghui/shared/lib/instant'
import {
  type ProblemDocument,
  type ProblemWords,
  problemTypeOf,
  serverProblems,
} from '@gonghui/shared/lib/problems'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod/mini'
import type { FieldProblem } from './parse.ts'

interface Moment {
  readonly now: Instant
  readonly requestId: string
}

const headersOf = ({ now, requestId }: Moment, type: string) => ({
  'content-type': type,
  'cache-control': 'no-store',
  date: new Date(epochMsOf(now)).toUTCString(),
  'x-request-id': requestId,
})

/** A handler's reply, cut to what the contract promises: a field it does not name never leaves the house. */
export function answerJson(
  { contract, status, body }: { contract: Contract; status: number; body: unknown },
  moment: Moment,
): APIGatewayProxyStructuredResultV2 {
  const schema = contract.replies[status]
  if (!schema) throw new Error(`${contract.name} answered ${status}, which its contract does not know`)
  const told = z.parse(schema, body)
  return { statusCode: status, headers: headersOf(moment, 'application/json'), body: JSON.stringify(told) }
}

export interface Refused {
  readonly code: string
  readonly words?: ProblemWords
  readonly fields?: readonly FieldProblem[]
  readonly facts?: Readonly<Record<string, unknown>>
}

/** RFC 9457 problem JSON. A code that neither the contract nor the server knows is a fault of ours. */
export function answerProblem(refused: Refused, moment: Moment): APIGatewayProxyStructuredResultV2 {
  const known: ProblemWords | undefined =
    refused.words ?? (serverProblems as Readonly<Record<string, ProblemWords>>)[refused.code]
  if (!known) throw new Error(`${refused.code} is not among the contract's refusals`)
  const problem: ProblemDocument = {
    type: problemTypeOf(refused.code),
    code: refused.code,
    status: known.status,
    title: known.title,
    next: known.next,
    requestId: moment.requestId,
    serverTime: moment.now,
    ...(refused.fields ? { fields: [...refused.fields] } : {}),
    ...(refused.facts ? { facts: { ...refused.facts } } : {}),
  }
  // Whole seconds, spread so that those who were turned away together do not come back together.
  const wait =
    known.status === 503 || known.status === 429
      ? { 'retry-after': String(1 + Math.floor(Math.random() * 3)) }
      : {}
  return {
    statusCode: known.status,
    headers: { ...headersOf(moment, 'application/problem+json'), ...wait },
    body: JSON.stringify(problem),
  }
}
