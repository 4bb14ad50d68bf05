import type { ServerProblem } from '@gonghui/shared/lib/problems'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod/mini'
import zhCN from 'zod/v4/locales/zh-CN.js'

// zod/mini comes without sentences; the reasons beside a form's fields are read by people.
z.config(zhCN())

const MAX_BODY_BYTES = 256 * 1024
const MAX_FIELDS = 20

export interface FieldProblem {
  readonly field: string
  readonly reason: string
}

/** The body as text, or that it is more than 256 KB. */
export function bodyOf(event: APIGatewayProxyEventV2): string | 'too-large' {
  const { body = '', isBase64Encoded } = event
  // Never decode what is too large in any case: base64 is a third longer than what it carries.
  if (body.length > MAX_BODY_BYTES * 1.4) return 'too-large'
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  return bytes.length > MAX_BODY_BYTES ? 'too-large' : bytes.toString('utf8')
}

type Part = 'params' | 'query' | 'body'
type Parsed =
  | { readonly value: unknown }
  | { readonly code: ServerProblem; readonly fields: readonly FieldProblem[] }

/** Holds one part of a request against its schema. A body arrives as text and may be no JSON at all. */
export function parsed(part: Part, schema: z.core.$ZodType, sent: unknown): Parsed {
  const code = part === 'body' ? 'body-invalid' : 'params-invalid'
  let value = sent
  if (part === 'body') {
    try {
      value = JSON.parse((sent as string) || '{}')
    } catch {
      return { code, fields: [{ field: 'body', reason: '不是有效的 JSON' }] }
    }
  }
  const result = z.safeParse(schema, value)
  if (result.success) return { value: result.data }
  const fields = result.error.issues.slice(0, MAX_FIELDS).map((issue) => ({
    field: [part, ...issue.path.map(String)].join('.').slice(0, 200),
    reason: issue.message.slice(0, 200),
  }))
  return { code, fields }
}
