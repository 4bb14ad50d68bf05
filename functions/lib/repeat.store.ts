import { createHash } from 'node:crypto'
import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { read } from '../table/reads.ts'

/** How long a repeated request is answered with the first one's result. */
const REMEMBERED_DAYS = 7

export interface Repeatable {
  readonly personId: string
  readonly key: string
  /** What is asked; the same key with another body is refused. */
  readonly body: unknown
}

interface RepeatRow {
  readonly result: string
  readonly bodyHash: string
}

const hashOf = (body: unknown) => createHash('sha256').update(JSON.stringify(body)).digest('base64url')

/** The id that an earlier request with this key made, if there was one; or that the key was used for something else. */
export async function earlierResult({
  personId,
  key,
  body,
}: Repeatable): Promise<string | 'reused' | undefined> {
  const row = await read<RepeatRow>(keyOf('an earlier result of a repeated request', { personId, key }))
  if (!row) return undefined
  return row.bodyHash === hashOf(body) ? row.result : 'reused'
}

/** To be written in the transaction that makes `result`: it refuses a second one under the same key. */
export const rememberResult = ({ personId, key, body }: Repeatable, result: string, now: Instant) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...keyOf('an earlier result of a repeated request', { personId, key }),
      result,
      bodyHash: hashOf(body),
      expiresAt: expiryAfter(now, REMEMBERED_DAYS),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})
