import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Key } from './access-patterns.ts'
import { database, TABLE } from './database.ts'
import { isRefused, unlessRefused } from './failures.ts'

export interface Condition {
  /** Over `#` and `:` names; `named` are those of its attributes that `set` does not name. */
  readonly text: string
  readonly named?: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
}

/** Sets attributes of a row that is as the condition says; false where it is not, and nothing is written. */
export async function changeIf(
  key: Key,
  set: object,
  { text, named = [], values }: Condition,
): Promise<boolean> {
  const given = Object.entries(set)
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...key },
        UpdateExpression: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: text,
        // Half of the words one would use are reserved, `step` and `number` among them.
        ExpressionAttributeNames: Object.fromEntries(
          [...given.map(([name]) => name), ...named].map((name) => [`#${name}`, name]),
        ),
        ExpressionAttributeValues: {
          ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
          ...values,
        },
      }),
    ),
  )
  return !isRefused(result)
}
