import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { MOST_COUNTED } from '@gonghui/shared/messages/inbox'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { type Message, type MessageRow, messageFrom } from '../lib/messages.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessRefused } from '../table/failures.ts'
import { read, readPage, readRange } from '../table/reads.ts'

const keyOfMessage = (personId: string, messageId: string) =>
  keyOf('a message to a person', { personId, messageId })
const inboxOf = (personId: string) => rangeOf('a message to a person', { personId })

export async function readMessage(personId: string, messageId: string): Promise<Message | undefined> {
  const row = await read<MessageRow>(keyOfMessage(personId, messageId))
  return row && messageFrom(row)
}

const PAGE = 20

/** The newest first. */
export async function readInbox(personId: string, cursor: string | undefined) {
  const range = inboxOf(personId)
  const page = await readPage<MessageRow>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  return { items: page.items.map(messageFrom), ...cursorOf(range, page.after) }
}

/** All that there is, the oldest first: half a year of it at most. */
export const readWholeInbox = async (personId: string): Promise<Message[]> =>
  (await readRange<MessageRow>(inboxOf(personId), { strong: true })).map(messageFrom)

/** Among the newest: one read of small rows, however full the inbox is. */
export async function countUnreadOf(personId: string): Promise<number> {
  const { items } = await readPage<MessageRow>(inboxOf(personId), {
    limit: MOST_COUNTED,
    newestFirst: true,
    strong: true,
  })
  return items.filter(({ readAt }) => readAt === undefined).length
}

type Unread = Pick<Message, 'personId' | 'messageId'>

/** Those that are not read yet, up to and with this one. */
export const unreadUpTo = async (personId: string, messageId: string): Promise<Unread[]> =>
  (await readRange<MessageRow>(inboxOf(personId), { strong: true })).filter(
    (message) => message.readAt === undefined && message.messageId <= messageId,
  )

const AT_ONCE = 25

/** Read is read: when it was first. */
export async function markRead(messages: readonly Unread[], now: Instant): Promise<void> {
  for (let at = 0; at < messages.length; at += AT_ONCE)
    await Promise.all(
      messages.slice(at, at + AT_ONCE).map(({ personId, messageId }) =>
        unlessRefused(
          database.send(
            new UpdateCommand({
              TableName: TABLE,
              Key: keyOfMessage(personId, messageId),
              UpdateExpression: 'SET readAt = :now',
              ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(readAt)',
              ExpressionAttributeValues: { ':now': now },
            }),
          ),
        ),
      ),
    )
}
