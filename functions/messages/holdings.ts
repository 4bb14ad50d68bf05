import type { Holding } from '../lib/holdings.ts'
import { readWholeInbox } from './inbox.store.ts'
import { shown } from './inbox.ts'

/** What somebody was told, in the words in which their inbox tells it; it goes with the rows under their own keys. */
const inbox: Holding = {
  file: 'messages/inbox',
  title: '我收到的消息',
  isOfPerson: true,
  tell: async ({ personId }) =>
    (await readWholeInbox(personId)).map((message) => {
      const { title, text, at } = shown(message)
      return { title, text, at, readAt: message.readAt }
    }),
}

export const messagesHoldings: readonly Holding[] = [inbox]
