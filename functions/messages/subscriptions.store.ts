import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { MOST_CONSENTS } from '@gonghui/shared/messages/subscriptions'
import { type Repeatable, rememberResult } from '../lib/repeat.store.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { refusedAt, unlessCancelled } from '../table/failures.ts'
import { readAll } from '../table/reads.ts'

/** How many messages of one template somebody lets us send: one more with each consent, one fewer with each send. */
export interface Consents {
  readonly templateId: string
  readonly left: number
}

export const keyOfConsents = (personId: string, templateId: string) =>
  keyOf('what a person lets us send by a template', { personId, templateId })

export const readConsents = (personId: string, templateIds: readonly string[]): Promise<Consents[]> =>
  readAll<Consents>(
    templateIds.map((templateId) => keyOfConsents(personId, templateId)),
    { strong: true },
  )

/** One more of each, never above the most that is kept; a full one is left out, for it takes no more. */
export async function addConsents(
  templateIds: readonly string[],
  repeat: Repeatable,
  now: Instant,
): Promise<void> {
  const { personId } = repeat
  const adding = (templateId: string) => ({
    Update: {
      TableName: TABLE,
      Key: { ...keyOfConsents(personId, templateId) },
      UpdateExpression:
        'SET #left = if_not_exists(#left, :none) + :one, templateId = :templateId, lastAt = :now',
      ConditionExpression: 'attribute_not_exists(#left) OR #left < :most',
      ExpressionAttributeNames: { '#left': 'left' },
      ExpressionAttributeValues: {
        ':none': 0,
        ':one': 1,
        ':most': MOST_CONSENTS,
        ':templateId': templateId,
        ':now': now,
      },
    },
  })
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [rememberResult(repeat, 'kept', now), ...templateIds.map(adding)],
      }),
    ),
  )
  if (result === 'done' || refusedAt(result, 0)) return
  const open = templateIds.filter((_, i) => !refusedAt(result, i + 1))
  if (open.length < templateIds.length && open.length > 0) await addConsents(open, repeat, now)
}

/** For a transaction: one is used, if there is one. */
export const spendConsent = (personId: string, templateId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfConsents(personId, templateId) },
    UpdateExpression: 'SET #left = #left - :one',
    ConditionExpression: '#left > :none',
    ExpressionAttributeNames: { '#left': 'left' },
    ExpressionAttributeValues: { ':one': 1, ':none': 0 },
  },
})

/** For a transaction: WeChat did not use it, so it is theirs again; or WeChat has none, so ours are void. */
export const returnConsent = (personId: string, templateId: string) =>
  changed(personId, templateId, '#left + :by', 1)
export const voidConsents = (personId: string, templateId: string) => changed(personId, templateId, ':by', 0)

/** Of somebody who is still there: an erased person's row is not made anew. */
const changed = (personId: string, templateId: string, to: string, by: number) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfConsents(personId, templateId) },
    UpdateExpression: `SET #left = ${to}`,
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#left': 'left' },
    ExpressionAttributeValues: { ':by': by },
  },
})
