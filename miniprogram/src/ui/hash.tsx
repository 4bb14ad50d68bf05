import { Text, View } from '@tarojs/components'
import { inFours } from '../lib/words'
import './hash.scss'

/** Long hex, to be compared by eye or copied: in groups of four. */
export function Hash({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <View className="hash">
      <Text className="block t12 quiet">{name}</Text>
      <Text className="block t12 numbers" selectable>
        {inFours(value)}
      </Text>
    </View>
  )
}
