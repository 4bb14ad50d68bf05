import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { Text, View } from '@tarojs/components'
import { Card } from '../ui/card'
import { Page } from '../ui/page'

const parts: readonly { title: string; text: string }[] = [
  { title: '我们取什么', text: '你的姓名和手机号，以及微信给本小程序的用户编号。不取身份证、位置和通讯录。' },
  { title: '用来做什么', text: '只用来和单位名册核对、办理入会、发放和核销福利，以及把审核结果告诉你。' },
  {
    title: '谁能看到',
    text: '审核你的工会干部能看到遮去中间几位的姓名和手机号；商户核销时只看到遮住的称呼。每次查看完整信息都有记录。',
  },
  { title: '怎样保存', text: '姓名和手机号加密保存。退会后按规定期限保存台账，到期删除。' },
  {
    title: '你的权利',
    text: '可以不同意，仍能浏览福利；同意后随时可以撤回，可以要求更正、导出和删除。请联系所在单位工会或上级工会。',
  },
]

export default function Privacy() {
  return (
    <Page title="隐私说明">
      <Card>
        {parts.map(({ title, text }) => (
          <View key={title} style={{ paddingBottom: '16px' }}>
            <Text className="block bold t16">{title}</Text>
            <Text className="t14 quiet">{text}</Text>
          </View>
        ))}
        <Text className="t12 quiet">版本 {CONSENT_VERSION}</Text>
      </Card>
    </Page>
  )
}
