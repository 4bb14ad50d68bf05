import type { Event } from '@gonghui/shared/matchmaking/events'
import { Text, View } from '@tarojs/components'
import { Chip, Fact } from '../ui/card'
import { eventStateTones, eventStateWords, feeOf, hoursOf } from './event-words'

/** What an event is, when and where: the same for whoever comes and for whoever holds it. */
export function EventFace({ event }: { readonly event: Event }) {
  const { title, venue, about, state, orgName, feeFen, rounds, roundMinutes } = event
  return (
    <View>
      <View className="row case-head">
        <Text className="t18 bold">{title}</Text>
        <Chip tone={eventStateTones[state]}>{eventStateWords[state]}</Chip>
      </View>
      <Fact name="时间">{hoursOf(event)}</Fact>
      <Fact name="地点">{venue}</Fact>
      <Fact name="费用">{feeOf(feeFen)}</Fact>
      <Fact name="玩法">
        {rounds} 轮，每轮 {roundMinutes} 分钟换一桌
      </Fact>
      <Fact name="主办">{orgName}</Fact>
      {about && <View className="person-words t14">{about}</View>}
    </View>
  )
}
