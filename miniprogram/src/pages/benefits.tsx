import { Text, View } from '@tarojs/components'

export default function Draft() {
  return (
    <View>
      <Text>pages/benefits</Text>
    </View>
  )
}
