import { Text, View } from '@tarojs/components'

export default function Draft() {
  return (
    <View>
      <Text>pages/wallet</Text>
    </View>
  )
}
