import type { MyEvent } from '@gonghui/shared/matchmaking/events'
import { genderWords } from '@gonghui/shared/matchmaking/words'
import { OutcomeHead } from '../ui/outcome-head'

/** How I stand with the event, in one look. */
export function EventPlace({ mine: { event, me } }: { readonly mine: MyEvent }) {
  const { state, cancelled } = event
  if (cancelled !== undefined)
    return (
      <OutcomeHead
        tone="no"
        icon="cross"
        title="这场相亲会取消了"
        under={`${cancelled}。不用来了，看看别的场次`}
      />
    )
  const isOver = state === 'hearts' || state === 'over'
  if (me.number !== undefined)
    return (
      <OutcomeHead
        tone="ok"
        icon="check"
        title={`${genderWords[me.gender]} ${me.number} 号`}
        under={isOver ? '你在这一场的号码' : '你已签到，别人只知道你的号码'}
      />
    )
  if (isOver) return <OutcomeHead tone="wait" icon="clock" title="已散场" under="这一场你没有签到" />
  if (me.place === 'placed')
    return (
      <OutcomeHead tone="ok" icon="check" title="你有名额" under="开场前 2 小时起，到现场打开会员码签到" />
    )
  return (
    <OutcomeHead
      tone="wait"
      icon="clock"
      title={`候补第 ${(me.ahead ?? 0) + 1} 位`}
      under={
        state === 'running' ? '现场还有空位就能签到，请问现场的红娘' : '有人退出就轮到你，会发消息告诉你'
      }
    />
  )
}
