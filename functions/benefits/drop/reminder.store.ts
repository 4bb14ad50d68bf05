import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { telling } from '../../lib/messages.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { expiryAfter } from '../../table/expiry.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read, readPage } from '../../table/reads.ts'
import type { Drop } from './drop.rule.ts'
import { remindsAt } from './reminder.rule.ts'

/** A city may ask to be reminded of one drop; each part is walked on its own. */
export const REMINDER_SHARDS = 16

const shardOf = (personId: string): number =>
  [...personId.slice(-4)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % REMINDER_SHARDS

const keyOfPlace = (dropId: string, personId: string) =>
  keyOf('who is to be reminded of a drop', { dropId, shard: shardOf(personId), personId })
const keyOfWish = (dropId: string, personId: string) =>
  keyOf('a person’s wish to be reminded of a drop', { dropId, personId })

export const isReminded = async (dropId: string, personId: string): Promise<boolean> =>
  (await read(keyOfWish(dropId, personId))) !== undefined

/** Asked twice it is one reminder. */
export async function putReminder({ dropId, title, opensAt }: Drop, personId: string): Promise<void> {
  const expiresAt = expiryAfter(opensAt, 1)
  const put = (Item: object) => ({ Put: { TableName: TABLE, Item: { ...Item, expiresAt } } })
  const own = { ...keyOfWish(dropId, personId), dropId, title, opensAt }
  const place = { ...keyOfPlace(dropId, personId), personId }
  await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [put(own), put(place)] })),
  )
}

export async function removeReminder(dropId: string, personId: string): Promise<void> {
  const remove = (Key: object) => ({ Delete: { TableName: TABLE, Key: { ...Key } } })
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [remove(keyOfWish(dropId, personId)), remove(keyOfPlace(dropId, personId))],
      }),
    ),
  )
}

const PAGE = 100

export const toRemind = (dropId: string, shard: number) =>
  readPage<{ readonly personId: string }>(rangeOf('who is to be reminded of a drop', { dropId, shard }), {
    limit: PAGE,
    strong: true,
  })

/** The reminder becomes a message, once; of somebody who is erased only the place is left, and goes too. */
export async function remind(drop: Drop, personId: string): Promise<void> {
  const { dropId, title, opensAt } = drop
  const end = (Key: object) => ({
    Delete: { TableName: TABLE, Key: { ...Key }, ConditionExpression: 'attribute_exists(pk)' },
  })
  const said = { kind: 'opening-soon', dropId, title, opensAt } as const
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          end(keyOfWish(dropId, personId)),
          end(keyOfPlace(dropId, personId)),
          ...telling(personId, said, remindsAt(drop)),
        ],
      }),
    ),
  )
  if (result !== 'done')
    await database.send(new DeleteCommand({ TableName: TABLE, Key: keyOfPlace(dropId, personId) }))
}
