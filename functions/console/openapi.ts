import { type Audience, type Contract, takesBody } from '@gonghui/shared/lib/contract'
import { type ProblemWords, problemDocument, serverProblems } from '@gonghui/shared/lib/problems'
import * as z from 'zod/mini'

type Json = Record<string, unknown>

const schemaOf = (schema: z.core.$ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return json
}

const WHO: Record<string, string> = { anyone: '任何人', 'signed-in': '微信登录后', member: '会员' }
const audienceWords = (audience: Audience): string =>
  typeof audience === 'string' ? (WHO[audience] ?? audience) : `角色：${audience.join('、')}`

/** The OpenAPI 3.1 document of these contracts. */
export function openapiOf(contracts: readonly Contract[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const contract of contracts) {
    paths[contract.path] = { ...paths[contract.path], [contract.method.toLowerCase()]: operationOf(contract) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '工惠 API',
      version,
      description:
        '每个拒绝都是 application/problem+json：code 是事实，title 是会员读到的话，next 是下一步。',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(contracts.map(capabilityOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(problemDocument, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

export const capabilityOf = ({ name }: Contract): string => name.slice(0, name.indexOf('.'))

function operationOf(contract: Contract): Json {
  const { name, summary, audience, params, query, body, replies, needsKey } = contract
  return {
    operationId: name,
    summary,
    description: audienceWords(audience),
    tags: [capabilityOf(contract)],
    security: audience === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [
      ...parametersOf('path', params),
      ...parametersOf('query', query),
      ...(needsKey ? [KEY] : []),
    ],
    ...(takesBody(contract)
      ? { requestBody: { required: true, content: jsonOf(schemaOf(body, 'input')) } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(replies).map(([status, reply]) => [
          status,
          { description: summary, content: jsonOf(schemaOf(reply as z.core.$ZodType, 'output')) },
        ]),
      ),
      ...refusalsOf(contract),
    },
  }
}

const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 8, maxLength: 64 },
}

const jsonOf = (schema: Json) => ({ 'application/json': { schema } })

function parametersOf(where: 'path' | 'query', schema: z.core.$ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

/** By status: every code that this contract may answer with, the server's own included. */
function refusalsOf({ refusals }: Contract): Record<string, Json> {
  const byStatus = new Map<number, string[]>()
  for (const [code, { status, title }] of Object.entries<ProblemWords>({ ...serverProblems, ...refusals })) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), `- \`${code}\` ${title}`])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, lines]) => [
      status,
      {
        description: lines.join('\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}
