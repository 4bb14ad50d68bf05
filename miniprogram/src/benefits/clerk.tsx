import { Text, View } from '@tarojs/components'

export default function Draft() {
  return (
    <View>
      <Text>benefits/clerk</Text>
    </View>
  )
}
