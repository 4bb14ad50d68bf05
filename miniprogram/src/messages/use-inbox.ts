import { listMessages, type Message, readMessages } from '@gonghui/shared/messages/inbox'
import Taro from '@tarojs/taro'
import { call } from '../lib/api'
import { setUnread } from '../lib/unread'
import { useDeed } from '../lib/use-deed'
import { useList } from '../lib/use-list'

const query = {}

export function useInbox() {
  const list = useList(listMessages, query)
  const reading = useDeed(readMessages, list.reload)
  const newest = list.items[0]
  const hasUnread = list.items.some(({ isRead }) => !isRead)

  /** Whatever it leads to is shown at once; that it was read is told behind it. */
  const open = (message: Message) => {
    if (!message.isRead)
      void call(readMessages, { body: { messageId: message.messageId, andOlder: false } }).then(
        (ended) => ended.kind === 'answer' && setUnread(ended.body.unread),
      )
    void Taro.navigateTo({ url: `/${message.page}` })
  }

  /** What came since the list was read is not among them. */
  const readAll = () => {
    if (!newest) return
    void reading.send({ body: { messageId: newest.messageId, andOlder: true } }, ({ unread }) => {
      setUnread(unread)
      return '都看过了'
    })
  }
  return { list, open, readAll, reading: reading.state, hasUnread }
}
