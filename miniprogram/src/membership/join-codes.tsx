import { Text, View } from '@tarojs/components'

export default function Draft() {
  return (
    <View>
      <Text>membership/join-codes</Text>
    </View>
  )
}
