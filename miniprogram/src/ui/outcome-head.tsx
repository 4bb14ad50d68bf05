import { Text, View } from '@tarojs/components'
import { Icon } from './icon'
import type { IconName } from './icon-paths'
import './outcome-head.scss'

interface OutcomeHeadProps {
  readonly tone: 'ok' | 'wait' | 'no'
  readonly icon: IconName
  readonly title: string
  readonly under: string
}

/** How something came out, at the head of its card: a mark, a word, a sentence. */
export function OutcomeHead({ tone, icon, title, under }: OutcomeHeadProps) {
  return (
    <View className={`outcome outcome-${tone}`}>
      <View className="outcome-mark">
        <Icon name={icon} size="xl" />
      </View>
      <Text className="block t22 bold">{title}</Text>
      <Text className="block t14">{under}</Text>
    </View>
  )
}
