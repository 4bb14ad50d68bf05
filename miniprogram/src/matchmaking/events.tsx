import { listEvents } from '@gonghui/shared/matchmaking/events'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../lib/use-answer'
import { Chip } from '../ui/card'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { eventStateTones, eventStateWords, feeOf, hoursOf } from './event-words'
import './matchmaking.scss'

/** 相亲会: those one may come to, the next one first. */
export default function Events() {
  const { answer, reload } = useAnswer(listEvents, {}, { keepAs: 'matchmaking-events' })
  const items = answer.kind === 'ready' ? answer.body.items : []
  return (
    <Page title="相亲会">
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && answer.stale && <StaleStrip onRetry={() => void reload()} />}
      {items.map(({ event, signedUp }) => (
        <View
          key={event.eventId}
          id={`event-${event.eventId}`}
          className="card"
          onClick={() => void Taro.navigateTo({ url: `/matchmaking/event?eventId=${event.eventId}` })}
        >
          <View className="row case-head">
            <Text className="t16 bold">{event.title}</Text>
            <Chip tone={eventStateTones[event.state]}>{eventStateWords[event.state]}</Chip>
            {signedUp && event.state !== 'cancelled' && <Chip tone="plain">已报名</Chip>}
          </View>
          <View className="t14">{hoursOf(event)}</View>
          <View className="t14 quiet">
            {event.venue}・{feeOf(event.feeFen)}
          </View>
        </View>
      ))}
      {answer.kind === 'ready' && items.length === 0 && (
        <Empty icon="users" title="最近没有相亲会" next="工会办活动时会出现在这里，先看看今天的推荐" />
      )}
    </Page>
  )
}
