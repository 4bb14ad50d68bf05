import type * as contracts from '@gonghui/shared/messages/inbox'
import type { Message } from '../lib/messages.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import * as store from './inbox.store.ts'
import { wordsOf } from './words.rule.ts'

export function shown(message: Message) {
  const { title, text, page } = wordsOf(message, message.at)
  const { messageId, at, readAt } = message
  return { messageId, title, text, page, at, isRead: readAt !== undefined }
}

export const listMessages: Handler<typeof contracts.listMessages> = async ({ query, caller, now }) => {
  const { items, ...cursor } = await store.readInbox(caller.personId, query.cursor)
  return reply(200, { items: items.map(shown), ...cursor, serverTime: now })
}

export const countUnread: Handler<typeof contracts.countUnread> = async ({ caller, now }) =>
  reply(200, { unread: await store.countUnreadOf(caller.personId), serverTime: now })

export const readMessages: Handler<typeof contracts.readMessages> = async ({ body, caller, now }) => {
  const { personId } = caller
  const message = await store.readMessage(personId, body.messageId)
  if (!message) return refuse('message-unknown')
  await store.markRead(body.andOlder ? await store.unreadUpTo(personId, body.messageId) : [message], now)
  return reply(200, { unread: await store.countUnreadOf(personId), serverTime: now })
}
