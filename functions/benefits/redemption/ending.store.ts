import { DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { readPage } from '../../table/reads.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { type Ending, firstEnding } from './ending.rule.ts'

const keyOfEnding = ({ day, dropId }: Pick<Ending, 'day' | 'dropId'>) =>
  keyOf('a drop whose vouchers end soon after a day', { day, dropId })

const put = (ending: Ending) => ({ TableName: TABLE, Item: { ...keyOfEnding(ending), ...ending } })

/** For the transaction that publishes a drop: somebody will look for vouchers that nobody used. */
export function beginEnding(drop: Drop) {
  const day = firstEnding(drop)
  return day === undefined ? [] : [{ Put: put({ dropId: drop.dropId, day, next: 0 }) }]
}

const PAGE = 100

/** The rounds that are due on a day, the oldest first. */
export async function readEndings(today: string): Promise<Ending[]> {
  const { items } = await readPage<Ending>(rangeOf('a drop whose vouchers end soon after a day', {}), {
    limit: PAGE,
    strong: true,
  })
  return items.filter(({ day }) => day <= today)
}

/** Two who walk at once may set each other back; then some buckets are looked at twice. */
export async function noteEnding(ending: Ending): Promise<void> {
  await database.send(new PutCommand(put(ending)))
}

/** Ends a round, and begins the next where there is one. */
export async function endEnding(ending: Ending, next: Ending | undefined): Promise<void> {
  const Delete = { TableName: TABLE, Key: { ...keyOfEnding(ending) } }
  if (!next) return void (await database.send(new DeleteCommand(Delete)))
  await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [{ Delete }, { Put: put(next) }] })),
  )
}
