import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { read } from '../../table/reads.ts'
import type { Round } from './expiry.rule.ts'

const keyOfRound = (dropId: string) => keyOf('how far a drop’s expired vouchers are looked for', { dropId })

export const readRound = (dropId: string): Promise<Round | undefined> => read<Round>(keyOfRound(dropId))

/** Two who walk at once may set each other back; then some buckets are looked at twice. */
export async function noteRound(dropId: string, round: Round): Promise<void> {
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOfRound(dropId), ...round } }))
}
