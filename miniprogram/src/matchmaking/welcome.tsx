import { View } from '@tarojs/components'
import { Card, Row } from '../ui/card'

/** What the service promises, before anybody tells anything. */
export const Welcome = () => (
  <>
    <Card>
      <View className="welcome">
        <View className="t22 bold">放心认识一个人</View>
        <View className="t14 quiet">工会替你把关，你决定让谁知道</View>
      </View>
    </Card>
    <Card>
      <Row icon="lock" tone="red" title="不露姓名、单位和电话" under="双方和红娘都同意之前，谁也看不到" />
      <Row icon="users" tone="red" title="同事互相看不到" under="除非你们双方都愿意" />
      <Row icon="check" tone="red" title="资料由单位红娘核实" under="只有会员能用，都是真实的人" />
      <Row icon="heart" tone="red" title="心动是秘密" under="对方也心动了，才会知道彼此" />
      <Row icon="undo" tone="red" title="随时暂停、退出、删除" under="不用说原因" />
    </Card>
  </>
)
