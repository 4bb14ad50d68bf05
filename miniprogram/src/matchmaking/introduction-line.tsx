import type { IntroductionState } from '@gonghui/shared/matchmaking/introductions'
import { View } from '@tarojs/components'

const stops = ['互相心动', '红娘确认', '双方同意', '交换联系'] as const

const reached: Readonly<Record<IntroductionState, number>> = {
  mutual: 1,
  introduced: 2,
  exchanged: 4,
  together: 4,
  married: 4,
  over: 0,
}

/** How far an introduction has come, as a line of four stops. */
export function IntroductionLine({ state }: { readonly state: IntroductionState }) {
  return (
    <View className="steps">
      {stops.map((name, at) => (
        <View key={name} className={`steps-one ${at < reached[state] ? 'steps-done' : ''}`}>
          <View className="steps-dot">{at + 1}</View>
          <View className="t12">{name}</View>
        </View>
      ))}
    </View>
  )
}
