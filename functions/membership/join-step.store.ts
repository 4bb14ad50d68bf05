import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { joinSteps } from '@gonghui/shared/membership/join-codes'
import { lookupHash } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { endOfTerm } from '../table/terms.ts'
import type { Steps } from './join-code.rule.ts'

/** Two rows, so that a poster in a busy hall is not one row that everybody writes; and a page of codes is one read. */
const PARTS = 2

const partOf = (personId: string): number =>
  Number.parseInt(lookupHash('step', personId).slice(0, 8), 16) % PARTS

export const stepKeys = (scene: string) =>
  Array.from({ length: PARTS }, (_, part) => keyOf('steps counted on a join code', { scene, part }))

export type StepRow = Partial<Steps> & { readonly scene: string }

const countStep = (scene: string, personId: string, step: keyof Steps) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('steps counted on a join code', { scene, part: partOf(personId) }) },
    UpdateExpression: 'SET scene = :scene ADD #step :one',
    ExpressionAttributeNames: { '#step': step },
    ExpressionAttributeValues: { ':scene': scene, ':one': 1 },
  },
})

/** In the transaction that admits whoever came by this code. */
export const countAdmission = (scene: string, personId: string) => countStep(scene, personId, 'admitted')

/** Once a person and code; noted again, it stays as it was. */
export async function noteStep(
  { scene, personId, step }: { scene: string; personId: string; step: (typeof joinSteps)[number] },
  now: Instant,
): Promise<void> {
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: {
                ...keyOf('a step of a person on a join code', { personId, scene, step }),
                at: now,
                expiresAt: endOfTerm('a step of a person on a join code', now),
              },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          countStep(scene, personId, step),
        ],
      }),
    ),
  )
}
