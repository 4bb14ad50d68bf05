import { Text, View } from '@tarojs/components'
import { serverNowMs } from '../lib/server-clock'
import { whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { More } from '../ui/more'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { useInbox } from './use-inbox'
import './messages.scss'

/** 消息: what the union has told one, the newest first; each leads to what it is about. */
export default function Inbox() {
  const { list, open, readAll, reading, hasUnread } = useInbox()
  const { state, items, reload } = list
  const now = serverNowMs()
  return (
    <Page title="消息">
      {state.kind === 'loading' && <Loading rows={3} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {state.kind === 'ready' && state.stale && <StaleStrip onRetry={reload} />}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty
          icon="bell"
          title="还没有消息"
          next="入会结果、候补到了、券快到期、开抢提醒，都会在这里告诉你"
        />
      )}
      {items.length > 0 && (
        <>
          <View className="row messages-head">
            <Text className="grow t12 quiet">消息保存 180 天</Text>
            {hasUnread && (
              <Button
                id="read-all"
                tone="line"
                shape="small"
                busy={reading.kind === 'sending' && '正在记下…'}
                onTap={readAll}
              >
                全部标为已读
              </Button>
            )}
          </View>
          {reading.kind === 'failed' && <View className="t14 no">{reading.words}</View>}
          <Card>
            {items.map((message) => (
              <View
                key={message.messageId}
                className={`message ${message.isRead ? '' : 'message-new'}`}
                onClick={() => open(message)}
              >
                <View className="row">
                  <View className="grow t16 message-title">
                    {!message.isRead && <View className="message-dot" aria-label="未读" />}
                    {message.title}
                  </View>
                  <Text className="t12 quiet">{whenOf(message.at, now)}</Text>
                </View>
                <View className="t14 quiet">{message.text}</View>
              </View>
            ))}
          </Card>
          <More list={list} />
        </>
      )}
    </Page>
  )
}
